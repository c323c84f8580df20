# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The days within which a recurring duty is done; without Odoo."""

from calendar import monthrange
from datetime import timedelta


def month_of(day):
    """Return the first and the last day of the month of ``day``."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def week_of(day):
    """Return the Monday and the Sunday of the week of ``day``."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def period(frequency, day, terms=()):
    """Return the first and the last day of the period that ``day`` lies in, or None.

    :param str frequency: ``week``, ``month`` or ``term``
    :param terms: (first day, last day) of each term of the year
    """
    if frequency == "week":
        return week_of(day)
    if frequency == "month":
        return month_of(day)
    return next((term for term in terms if term[0] <= day <= term[1]), None)


def outcome(deadline, done, today):
    """Return what became of a task: ``in_time``, ``late``, ``overdue`` or ``open``."""
    if done:
        return "late" if done > deadline else "in_time"
    return "overdue" if deadline < today else "open"
