# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Cleaning of the text of a sheet before it is read: encodings, composition, spaces, look-alikes.

Every change is noted, so that the user sees what was made of the file. Text that is Vietnamese as
it stands is never touched on a guess: a word that may be read in two ways follows its column, and
stays as it is where the column is mixed.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass

from .vietnamese_encoding import DECODERS, can_be, encoding_of_font, is_capital_font, judge

# A column is of an encoding when nearly all of what is beyond doubt in it is.
MOST = 0.8
# Doubts are told when so much of the column is of an old encoding.
MANY = 0.2
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0b-\x1f\x7f]")
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t ]+")
_ALIKE = str.maketrans(
    {
        **dict(zip("ÐƉðɖ", "ĐĐđđ", strict=True)),
        **dict(zip("Ƣƣ", "Ưư", strict=True)),
        **dict(zip("АВЕЅІЈКМНОРСТХУаеѕіјорсху", "ABESIJKMHOPCTXYaesijopcxy", strict=True)),
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True)),
    }
)
APOSTROPHE = re.compile(r"^\s*['’`‘](?=[+\d])")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Change:
    """What was made of a cell; ``what`` is a code, ``position`` counts from 0."""

    row: int
    position: int
    what: str
    old: str
    new: str


@dataclass
class _Votes:
    legacy: Counter
    unicode: int = 0

    @property
    def encoding(self):
        """Return the encoding that what is beyond doubt agrees on."""
        if not self.legacy or self.unicode:
            return None
        encoding, count = self.legacy.most_common(1)[0]
        return encoding if count >= MOST * self.legacy.total() else None

    @property
    def only_encoding(self):
        """Return the one old encoding that there is beyond doubt, beside Unicode or not."""
        return next(iter(self.legacy)) if len(self.legacy) == 1 else None

    @property
    def is_mixed(self):
        return bool(self.unicode) and self.legacy.total() >= MANY * self.unicode


def clean_sheet(sheet) -> None:
    """Clean the text of ``sheet`` in place and note it in ``sheet.changes``, doubts included."""
    votes, overall = _count_votes(sheet)
    for number, cells in enumerate(sheet.rows, 1):
        for position, value in enumerate(cells):
            if not isinstance(value, str):
                continue
            text = APOSTROPHE.sub("", value)
            if text != value:
                # Typed, or left by an export, so that Excel takes the number for text.
                _note(sheet, number, position, "apostrophe", value, text)
                cells[position] = text
            if text.isascii() and text.isprintable():
                continue
            if not text.isascii():
                font = sheet.fonts.get((number, position))
                decoded, doubt = _decoded(text, font, votes[position], overall)
                if decoded != text:
                    _note(sheet, number, position, f"encoding_{doubt}", text, decoded)
                elif doubt:
                    _note(sheet, number, position, "encoding_doubt", text, doubt)
                text = decoded
            cells[position] = _tidy(sheet, number, position, text)


def _note(sheet, row, position, what, old, new):
    sheet.changes.append(Change(row, position, what, old, new))


def _count_votes(sheet):
    votes, overall = defaultdict(lambda: _Votes(Counter())), _Votes(Counter())
    for number, cells in enumerate(sheet.rows, 1):
        for position, value in enumerate(cells):
            if not isinstance(value, str) or value.isascii():
                continue
            judgement = judge(value)
            font = encoding_of_font(sheet.fonts.get((number, position)))
            for ballot in (votes[position], overall):
                if judgement.is_certain and judgement.is_unicode:
                    ballot.unicode += 1
                elif judgement.is_certain:
                    ballot.legacy[judgement.readings[0][0]] += 1
                elif font and can_be(value, font):
                    ballot.legacy[font] += 1
    return votes, overall


def _decoded(text, font, votes, overall):
    """Return ``text`` in Unicode with the code of its encoding, or as it is with a doubt."""
    judgement = judge(text)
    if judgement.is_unicode and judgement.is_certain:
        return text, ""
    encoding = judgement.readings[0][0] if judgement.is_certain else None
    if not encoding and not votes.unicode:
        own = encoding_of_font(font)
        column = votes.encoding or (not votes.legacy and overall.encoding) or None
        encoding = next((code for code in (own, column) if code and _fits(text, code)), None)
    if not encoding and not judgement.is_unicode:
        # no Vietnamese as it stands, and the sheet has text of one old encoding
        only = votes.only_encoding or overall.only_encoding
        encoding = only if only in dict(judgement.readings) else None
    if encoding:
        decoded = DECODERS[encoding](text)
        return (decoded.upper() if is_capital_font(font) else decoded), encoding
    if judgement.readings and (votes.is_mixed or not judgement.is_unicode):
        return text, " / ".join(decoded for _code, decoded in judgement.readings)
    return text, ""


def _fits(text, encoding):
    return encoding in dict(judge(text).readings) or (
        not judge(text).is_unicode and encoding in ("tcvn3", "vni") and can_be(text, encoding)
    )


def _tidy(sheet, number, position, text):
    """Return ``text`` composed, with single spaces and Latin letters, noting what changes."""
    for what, step in (("composed", _compose), ("alike", _latin), ("spaces", _space)):
        tidied = step(text)
        if tidied != text.strip():
            _note(sheet, number, position, what, text.strip(), tidied.strip())
        text = tidied
    return text


def _compose(text):
    return unicodedata.normalize("NFC", text)


def _space(text):
    lines = _INVISIBLE.sub("", text).replace("\r", "\n").split("\n")
    return "\n".join(_SPACES.sub(" ", line).strip() for line in lines).strip()


def _latin(text):
    """Replace letters that only look Latin in words that have Latin letters too."""

    def replace(match):
        word = match.group()
        replaced = word.translate(_ALIKE)
        return replaced if re.search("[A-Za-zĐđ]", replaced) and not _foreign(word) else word

    return text if text.isascii() else _WORD.sub(replace, text)


def _foreign(word):
    """Return whether ``word`` is of another script throughout."""
    return all(ord(char) > 0x36F and unicodedata.category(char)[0] == "L" for char in word) and (
        len(word) > 1 and all("LATIN" not in unicodedata.name(char, "") for char in word)
    )
