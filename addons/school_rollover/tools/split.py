# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How pupils are spread over classes, as pure functions: new combinations of a grade."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

WAYS = ("spread", "balanced", "together", "blocks")


class Pupil(NamedTuple):
    key: int
    gender: str
    former: int


class Room(NamedTuple):
    """A class: how many pupils it has already, and its limit (0: none)."""

    size: int
    limit: int


class TooFewPlaces(Exception):
    """Raised with the number of pupils for whom no class has a place."""


def split(pupils: Iterable[Pupil], rooms: Mapping[int, Room], way: str) -> dict[int, int]:
    """Return {key of the pupil: class}; the pupils come in the order of the list.

    spread: one after the other, so that the classes are equally large. balanced: the same for
    girls and for boys. together: who was in one class stays together as far as places go. blocks:
    the first of the list into the first class.
    """
    pupils = list(pupils)
    missing = len(pupils) - _places(rooms.values(), len(pupils))
    if missing > 0:
        raise TooFewPlaces(missing)
    if way == "together":
        groups = Counter(pupil.former for pupil in pupils)
        # the largest first, in the order of the list among those equally large
        pupils.sort(key=lambda pupil: (-groups[pupil.former], pupil.former))
    elif way == "balanced":
        pupils.sort(key=lambda pupil: pupil.gender)
    sizes = {room: size for room, (size, _limit) in rooms.items()}
    genders = Counter()
    found = {}
    former = last = None
    for pupil in pupils:
        free = [room for room in rooms if not rooms[room].limit or sizes[room] < rooms[room].limit]
        if way == "together" and pupil.former == former and last in free:
            room = last
        elif way == "balanced":
            room = min(free, key=lambda room: (genders[room, pupil.gender], sizes[room]))
        else:
            room = min(free, key=sizes.__getitem__)
        sizes[room] += 1
        genders[room, pupil.gender] += 1
        found[pupil.key] = last = room
        former = pupil.former
    if way == "blocks":
        shares = Counter(found.values())
        order = [room for room in rooms for _place in range(shares[room])]
        return {pupil.key: room for pupil, room in zip(pupils, order, strict=True)}
    return found


def _places(rooms, most):
    return sum(max(limit - size, 0) if limit else most for size, limit in rooms)
