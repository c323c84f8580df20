# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Who must sit on a board, as the regulations say; without Odoo."""

from collections import Counter

#: kind of board → (fewest members, most members, positions that must be held)
BOARDS = {
    # DN Điều 17.2: 3 to 5 members; MU 1: head, deputy, standing member
    "governing": (3, 5, ("head", "deputy", "standing")),
    # TM Điều 3.6, TT Điều 3.6: the principal is the head
    "editorial": (2, None, ("head",)),
}
ONCE = ("head", "standing")
HEADED_BY_PRINCIPAL = ("editorial",)


def faults(kind, members):
    """Return what is wrong with a board of ``kind``, as a list of (code, detail).

    :param members: list of dicts with ``position``, ``person`` (anything that compares),
        ``is_principal`` and ``has_duties``
    """
    fewest, most, needed = BOARDS[kind]
    held = Counter(member["position"] for member in members)
    found = []
    if len(members) < fewest:
        found.append(("too_few", fewest))
    if most and len(members) > most:
        found.append(("too_many", most))
    found += [("no_position", position) for position in needed if not held[position]]
    found += [("position_twice", position) for position in ONCE if held[position] > 1]
    persons = Counter(member["person"] for member in members)
    found += [("person_twice", person) for person, count in persons.items() if count > 1]
    if kind in HEADED_BY_PRINCIPAL and not any(
        member["is_principal"] for member in members if member["position"] == "head"
    ):
        found.append(("head_not_principal", None))
    found += [("no_duties", member["person"]) for member in members if not member["has_duties"]]
    return found
