# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which of several decisions about a book counts at a place, and when (see ``school.lock``)."""

from datetime import datetime
from typing import NamedTuple


class Closing(NamedTuple):
    """What can close a book: a decision, a closed year, or a school that opens by decision only.

    An empty dimension means all of it.
    """

    kind: str  # lock, year, company
    id: int
    company_id: int
    year_id: int | None = None
    term_id: int | None = None
    level_id: int | None = None
    grade_ids: tuple[int, ...] = ()  # those of the level
    grade_id: int | None = None
    class_id: int | None = None
    subject_id: int | None = None
    column: str | None = None
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


def resolve(closings, places, moment):
    """Return ``{key of a place: {column or None: what closes it, or None where it is open}}``.

    A column that is not named follows None, the book as a whole. Places where everything is open
    are left out.
    """
    locks = sorted(
        (one for one in closings if one.kind == "lock" and one.holds(moment)), key=Closing.weight
    )
    years = {one.id: one for one in closings if one.kind == "year"}
    companies = {one.id: one for one in closings if one.kind == "company"}
    found = {}
    for place in places:
        if year := years.get(place.get("year_id")):
            found[place["key"]] = {None: year}
            continue
        columns = {None: companies.get(place["company_id"])}
        for lock in locks:
            if lock.covers(place):
                columns[lock.column] = lock if lock.state == "closed" else None
        if not columns[None]:
            columns = {column: source for column, source in columns.items() if source}
        if columns:
            found[place["key"]] = columns
    return found
