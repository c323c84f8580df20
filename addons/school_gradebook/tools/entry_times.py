# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""When marks are entered, as pure functions over days: from the first to the last, both counted.

A school's rule says it in one of four ways (TT Điều 11.1, MU, DN Điều 15.3): until the end of a
teaching week, some working days from the day of a test, certain days of each month, until a day.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from odoo.addons.school_core.tools.local_time import TIMEZONE
from odoo.addons.school_core.tools.school_calendar import Calendar, Week

ZONE = ZoneInfo(TIMEZONE)


class Period(NamedTuple):
    first: date
    last: date


def until_week(number: int, start: date, weeks: Iterable[Week]) -> Period | None:
    """Return the time from ``start`` until the Sunday of teaching week ``number``.

    Empty if the year has no such week after ``start``.
    """
    last = next((week.sunday for week in weeks if week.number == number), None)
    return Period(start, last) if last and last >= start else None


def from_test(day: date, working_days: int, calendar: Calendar) -> Period:
    """Return the time from a test until ``working_days`` after it; its own day does not count."""
    return Period(day, calendar.add_working_days(day, working_days))


def days_of_months(day_from: int, day_to: int, first: date, last: date) -> list[Period]:
    """Return the days ``day_from`` to ``day_to`` of each month from ``first`` to ``last``.

    A month that is too short has its last day instead: of "29 to 31" February has the 28th, or the
    29th in a leap year, and April the 29th and 30th.
    """
    found = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        length = monthrange(year, month)[1]
        start, end = (date(year, month, min(day, length)) for day in (day_from, day_to))
        if start <= last and end >= first:
            found.append(Period(max(start, first), min(end, last)))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def day_in_year(month: int, day: int, start: date) -> date:
    """Return the day of a school year that starts on ``start``: September to December, or after.

    A day that the month does not have becomes its last one.
    """
    year = start.year + (month < 9)
    return date(year, month, min(day, monthrange(year, month)[1]))


class EditLimit:
    """For how many days what was entered may be changed (TM Điều 11.1).

    Counted in days of the school: the day of the entry does not count, and the last one counts
    until midnight.
    """

    def __init__(self, days: int, moment: datetime):
        self.days = days
        self.today = local_day(moment)
        self._known: dict[str, date] = {}

    def last_day(self, entered: str) -> date:
        """Return the last day for what was entered at a moment (UTC, ISO)."""
        # a class's column is mostly entered in a few moments
        if entered not in self._known:
            day = local_day(datetime.fromisoformat(entered))
            self._known[entered] = day + timedelta(days=self.days)
        return self._known[entered]

    def is_over(self, entered: str) -> bool:
        return self.today > self.last_day(entered)


def local_day(moment: datetime) -> date:
    """Return the day in Viet Nam of a moment (UTC, naive)."""
    return moment.replace(tzinfo=UTC).astimezone(ZONE).date()
