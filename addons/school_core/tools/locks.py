# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which of several decisions about a book counts at a place, and when (see ``school.lock``)."""

from datetime import datetime
from typing import NamedTuple


class Closing(NamedTuple):
    """What can close a book, or open it for somebody. An empty dimension means all of it."""

    kind: str
    """``lock``: a decision. ``year``: a closed year. ``company``: a school that opens by decision
    only. ``origin``: a column whose marks came from elsewhere. ``approved``: results that are
    approved. ``slot``: a time of entry by the timetable; outside its times a column that has some
    is closed. ``limit``: for how many days an entry may be changed, which closes cells and no
    place. ``grant``: an opening for one user."""
    id: int
    company_id: int
    year_id: int | None = None
    term_id: int | None = None
    level_id: int | None = None
    grade_ids: tuple[int, ...] = ()  # those of the level
    grade_id: int | None = None
    class_id: int | None = None
    subject_id: int | None = None
    student_id: int | None = None  # of a grant
    passes_closed_year: bool = False  # of a grant
    column: str | None = None
    spared: tuple[str, ...] = ()  # columns that stay as they are
    state: str = "closed"
    date_start: datetime | None = None
    date_end: datetime | None = None
    reason: str = ""
    user_id: int | None = None

    def holds(self, moment):
        return self.date_start <= moment and (not self.date_end or moment < self.date_end)

    def covers(self, place):
        return (
            self.company_id == place["company_id"]
            and (not self.level_id or place.get("grade_id") in self.grade_ids)
            and all(
                not wanted or wanted == place.get(name)
                for name, wanted in (
                    ("year_id", self.year_id),
                    ("term_id", self.term_id),
                    ("grade_id", self.grade_id),
                    ("class_id", self.class_id),
                    ("subject_id", self.subject_id),
                )
            )
        )

    def weight(self):
        """The greater, the more special; the later decision is the greater one among equals."""
        dimensions = (
            *(self.column, self.class_id, self.subject_id, self.grade_id),
            *(self.level_id, self.term_id, self.year_id),
        )
        return (*map(bool, dimensions), self.date_start, self.id)


def closing(kind, found, codes, grades):
    """Return the closing that a row of the query speaks of.

    :param found: what the query tells, by the names of ``Closing``, of JSON's types; a column
        stands there as ``column_id``
    :param codes: {id of a column: its code}
    :param grades: {id of a level: ids of its grades}
    """
    column_id = found.pop("column_id", None)
    for name in ("date_start", "date_end"):
        if found.get(name):
            found[name] = datetime.fromisoformat(found[name])
    found["spared"] = tuple(found.get("spared", ()))
    return Closing(
        kind,
        **found,
        column=codes[column_id] if column_id else None,
        grade_ids=grades.get(found.get("level_id"), ()),
    )


def resolve(closings, places, moment):
    """Return ``{key of a place: {column or None: what closes it, or None where it is open}}``.

    A column that is not named follows None, the book as a whole. Places where everything is open
    are left out.

    A closed year comes before approved results and columns whose marks came from elsewhere, these
    before decisions, decisions before the timetable of entry, and that before what the school does
    without any of them.
    """
    locks = sorted(
        (one for one in closings if one.kind == "lock" and one.holds(moment)), key=Closing.weight
    )
    slots = [one for one in closings if one.kind == "slot"]
    approvals = [one for one in closings if one.kind == "approved"]
    origins = [one for one in closings if one.kind == "origin"]
    years = _closed_years(closings)
    companies = {one.id: one for one in closings if one.kind == "company"}
    opened = grants(closings, places, moment)
    found = {}
    for place in places:
        if year := years.get(place.get("year_id")):
            found[place["key"]] = {None: year}
            continue
        columns = {None: companies.get(place["company_id"])}
        decided = [lock for lock in locks if lock.covers(place)]
        if not any(lock.column is None for lock in decided):
            columns.update(_timetable(slots, place, moment))
        columns.update((lock.column, lock if lock.state == "closed" else None) for lock in decided)
        for approval in approvals:
            if approval.covers(place):
                spared = {name: columns.get(name, columns[None]) for name in approval.spared}
                columns = {None: approval, **spared}
        columns.update((one.column, one) for one in origins if one.covers(place))
        columns = opened_up(columns, opened.get(place["key"], {}).get(None, ()))
        if columns:
            found[place["key"]] = columns
    return found


def grants(closings, places, moment):
    """Return ``{key: {pupil or None: {column or None}}}``: what is open for the user asking.

    None stands for all pupils of the place, and for all columns. A closed year lets only those in
    whose grant says so.
    """
    in_force = [one for one in closings if one.kind == "grant" and one.holds(moment)]
    years = _closed_years(closings) if in_force else {}
    found = {}
    for place in places if in_force else ():
        for grant in in_force:
            is_shut = place.get("year_id") in years and not grant.passes_closed_year
            if grant.covers(place) and not is_shut:
                of_place = found.setdefault(place["key"], {})
                of_place.setdefault(grant.student_id, set()).add(grant.column)
    return found


def open_until(closings, places, moment):
    """Return ``{key of a place: {column or None: when it will be closed}}`` as far as that is known.

    By the end of its time of entry, of the decision that opens it, or by the beginning of a
    decision that closes it; what is closed now has no entry that counts.
    """
    found = {}
    for place in places:
        here = [one for one in closings if one.covers(place)]
        ends = {}
        for column, slots in _by_column(one for one in here if one.kind == "slot").items():
            holding = [slot.date_end for slot in _most_special(slots) if slot.holds(moment)]
            if holding:
                ends[column] = max(holding)
        for lock in sorted((one for one in here if one.kind == "lock"), key=Closing.weight):
            if lock.state == "open" and lock.holds(moment):
                if lock.column is None:
                    ends.clear()
                ends.pop(lock.column, None)
                if lock.date_end:
                    ends[lock.column] = lock.date_end
        for lock in here:
            if lock.kind == "lock" and lock.state == "closed" and lock.date_start > moment:
                for column in {lock.column, *ends} if lock.column is None else (lock.column,):
                    ends[column] = min(lock.date_start, ends.get(column, lock.date_start))
        if ends:
            found[place["key"]] = ends
    return found


def opened_up(columns, opened):
    """Return the entry ``columns`` of a place without what is ``opened``; empty if all is open."""
    if None in opened:
        return {}
    columns = {**columns, **dict.fromkeys(opened)}
    if not columns.get(None):
        columns = {column: source for column, source in columns.items() if source}
    return columns


def _closed_years(closings):
    return {one.id: one for one in closings if one.kind == "year"}


def _timetable(slots, place, moment):
    """Return ``{column: the slot that closes it, or None where it is open}`` at a place.

    Of the slots of a column only the most special ones count. What closes a column tells with
    ``date_end`` when its time was over, with ``date_start`` when the next one begins.
    """
    found = {}
    for column, some in _by_column(slot for slot in slots if slot.covers(place)).items():
        some = _most_special(some)
        found[column] = None
        if not any(slot.holds(moment) for slot in some):
            past = [slot for slot in some if slot.date_end and slot.date_end <= moment]
            coming = [slot.date_start for slot in some if slot.date_start > moment]
            last = max(past, key=lambda slot: slot.date_end) if past else some[0]
            found[column] = last._replace(
                date_start=min(coming, default=None), date_end=last.date_end if past else None
            )
    return found


def _by_column(slots):
    found = {}
    for slot in slots:
        found.setdefault(slot.column, []).append(slot)
    return found


def _most_special(slots):
    special = max(slot.weight()[:-2] for slot in slots)
    return [slot for slot in slots if slot.weight()[:-2] == special]
