# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which column a heading stands for, alone or with the groups above it."""

import re
from typing import NamedTuple

from .import_values import fold

# Groups of columns that tell of a person; what stands below one is not the pupil's.
PERSONS = re.compile(r"(?:thongtin|thongtinve|vethongtin)?(cha|bo|me|nguoigiamho|giamho)$")
PERSON_NAMES = {"bo": "cha", "giamho": "nguoigiamho"}
# What stands in brackets below a heading, such as "(HS 1)" or "(N.xét)", says nothing of its own.
REMARK = re.compile(r"\((?=.*[^\W\d_]{2}).*\)")


class Known(NamedTuple):
    """The columns by their folded headings, by those of two rows, and what may stand below.

    ``elsewhere`` are groups of which no column is known.
    """

    alone: dict[str, str]
    pairs: dict[tuple[str, str], str]
    below: frozenset[str]
    elsewhere: frozenset[str]

    @classmethod
    def of(cls, columns, elsewhere):
        alone = {
            fold(header): column.name
            for column in columns
            if column.alone
            for header in column.headers
        }
        pairs = {
            (fold(header), fold(part)): column.name
            for column in columns
            for header in column.headers
            for part in column.below
        }
        for (header, part), name in pairs.items():
            alone.setdefault(header + part, name)
            alone.setdefault(part + header, name)
        return cls(alone, pairs, frozenset(part for _header, part in pairs), elsewhere)

    def pair(self, one, other):
        return self.pairs.get((fold(one), fold(other))) or self.pairs.get((fold(other), fold(one)))


def name_of(own, above, groups, accepted, titles):
    """Return the text of a heading and the column that it stands for.

    :param titles: what stands above the first heading, too: no groups
    """
    own, above = " ".join(own.split()), " ".join(above.split())
    if REMARK.fullmatch(own):
        own = above
    person = next(
        (match.group(1) for group in reversed(groups) if (match := PERSONS.match(fold(group)))), ""
    )
    known = accepted.alone
    if own and person and not PERSONS.match(fold(own)):
        person = PERSON_NAMES.get(person, person)
        text = f"{groups[1] if PERSONS.match(fold(groups[1])) else groups[0]} {own}"
        return text, known.get(person + fold(own)) or known.get(fold(text))
    if own and fold(own) in accepted.below:
        return _name_of_pair(
            own, *(group if group not in titles else "" for group in groups), accepted
        )
    if own:
        for group in (" ".join(filter(None, groups)), groups[1], groups[0]):
            if not group:
                continue
            if name := accepted.pair(group, own) or known.get(fold(f"{group} {own}")):
                return f"{group} {own}", name
    text = own or above
    return text, known.get(fold(text)) or known.get(fold(text.split("(")[0]))


def _name_of_pair(own, top, upper, accepted):
    """Return the text and the column of what stands below a group, or below two of them.

    Joined into one word two rows may say something else: "CN" below "Tin" is no "Tin&CN".
    """
    ways = [(upper, own), (top, own)]
    if top and upper:
        ways = [(top, f"{upper} {own}"), (upper, f"{top} {own}"), *ways]
    for group, part in ways:
        if group and (name := accepted.pair(group, part)):
            return f"{group} {part}", name
    group = upper if fold(upper) not in accepted.below else " ".join(filter(None, (top, upper)))
    if not group or fold(group) == fold(own):
        return own, accepted.alone.get(fold(own))
    return f"{group} {own}", None


def is_elsewhere(text, groups, accepted):
    """Return whether the heading stands below a group that has no place here."""
    return bool(text) and any(
        fold(group) in accepted.elsewhere and fold(group) != fold(text) for group in groups
    )
