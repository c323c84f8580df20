# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Working days and teaching weeks of a school, as pure functions over plain data."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import holidays as public_holidays

TERM_WEEKS = (18, 17)
ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Calendar:
    """The days a school works: its weekdays (0 = Monday) without holidays, and make-up days."""

    weekdays: frozenset[int] = frozenset(range(5))
    holidays: frozenset[date] = frozenset()
    makeup_days: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        if day in self.makeup_days:
            return True
        return day.weekday() in self.weekdays and day not in self.holidays

    def add_working_days(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after ``day``, or before it if ``count`` < 0.

        The day itself does not count; 0 gives ``day``, or the next working day if it is free.
        """
        if not self.weekdays and not self.makeup_days:
            raise ValueError("A calendar without any working day")
        if not count:
            while not self.is_working_day(day):
                day += ONE_DAY
            return day
        step = ONE_DAY if count > 0 else -ONE_DAY
        remaining = abs(count)
        while remaining:
            day += step
            remaining -= self.is_working_day(day)
        return day

    def deadline(self, start: date, days: int, unit: str = "working") -> date:
        """Return the last day of a period of ``days`` that begins on ``start``.

        The first day does not count, and a period of calendar days whose last day is free ends
        with the next working day (Bộ luật Dân sự 2015, Điều 147 and 148).
        """
        if unit == "working":
            return self.add_working_days(start, days)
        return self.add_working_days(start + timedelta(days=days), 0)


@dataclass(frozen=True)
class Term:
    number: int
    date_start: date
    date_end: date
    weeks: int


@dataclass
class Week:
    """A calendar week of a term; ``number`` is empty for a week that is not a teaching week."""

    monday: date
    term: int
    number: int | None = None
    days: list[date] = field(default_factory=list)
    """The days that are taught."""

    @property
    def sunday(self) -> date:
        return self.monday + 6 * ONE_DAY

    @property
    def is_reserve(self) -> bool:
        """Whether the week is taught beyond the planned number of weeks of its term."""
        return bool(self.days) and self.number is None


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def teaching_weeks(terms: Iterable[Term], calendar: Calendar) -> list[Week]:
    """Number the weeks of the school year from 1 on.

    A week counts if at least one of its days is taught, so the weeks of the Tết break have no
    number. A term has at most its planned number of weeks; what follows is reserve. A week shared
    by two terms belongs to the former.
    """
    weeks: list[Week] = []
    first = 1
    for term in sorted(terms, key=lambda term: term.date_start):
        taken = 0
        monday = monday_of(term.date_start)
        while monday <= term.date_end:
            if not weeks or weeks[-1].monday != monday:
                weeks.append(Week(monday, term.number))
            week = weeks[-1]
            days = (monday + timedelta(days=i) for i in range(7))
            week.days += [
                day
                for day in days
                if term.date_start <= day <= term.date_end and calendar.is_working_day(day)
            ]
            if week.number is None and week.days and taken < term.weeks:
                week.term = term.number
                week.number = first + taken
                taken += 1
            monday += ONE_WEEK
        first += taken
    return weeks


def week_of(day: date, weeks: Iterable[Week]) -> int | None:
    """Return the number of the teaching week that holds ``day``."""
    monday = monday_of(day)
    return next((week.number for week in weeks if week.monday == monday), None)


def end_of_weeks(start: date, count: int, calendar: Calendar) -> date:
    """Return the Sunday that ends the ``count``-th teaching week from ``start`` on."""
    term = Term(1, start, start + (count + 20) * ONE_WEEK, count)
    return next(week.sunday for week in teaching_weeks([term], calendar) if week.number == count)


def national_holidays(start: date, end: date) -> dict[date, str]:
    """Return the public holidays of Viet Nam from ``start`` to ``end`` with their names."""
    known = public_holidays.country_holidays(
        "VN", years=range(start.year, end.year + 1), language="vi"
    )
    return {day: name for day, name in sorted(known.items()) if start <= day <= end}
