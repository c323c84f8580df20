# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, datetime, timedelta

from odoo.tests import BaseCase, tagged

from odoo.addons.school_core.tests.common import covers
from odoo.addons.school_core.tools.school_calendar import (
    Calendar,
    Term,
    national_holidays,
    teaching_weeks,
)

from ..tools import entry_times

YEAR = (date(2026, 9, 5), date(2027, 5, 31))


def day(text):
    return date.fromisoformat(text)


def calendar(*extra):
    """The public holidays of the year (Tết 2027: from 5 February) and further days off."""
    return Calendar(holidays=frozenset([*national_holidays(*YEAR), *map(day, extra)]))


@tagged("post_install", "-at_install")
class TestEntryTimes(BaseCase):
    @covers("GB-04")
    def test_weeks(self):
        terms = [
            Term(1, day("2026-09-05"), day("2027-01-17"), 18),
            Term(2, day("2027-01-18"), day("2027-05-31"), 17),
        ]
        # a week off for Tết from 1 to 12 February: two weeks without a number
        tet = [f"2027-02-{number:02}" for number in range(1, 13)]
        for number, days_off, expected in (
            (1, [], "2026-09-13"),
            (8, [], "2026-11-01"),
            (17, [], "2027-01-03"),
            (18, [], "2027-01-10"),
            (26, [], "2027-03-14"),
            (26, tet, "2027-03-28"),
            (34, tet, "2027-05-23"),
            (36, [], None),
        ):
            with self.subTest(number=number, tet=bool(days_off)):
                weeks = teaching_weeks(terms, calendar(*days_off))
                period = entry_times.until_week(number, YEAR[0], weeks)
                if expected:
                    self.assertEqual(period, (YEAR[0], day(expected)))
                else:
                    self.assertIsNone(period)

    @covers("GB-04")
    def test_working_days_from_a_test(self):
        tet = [f"2027-02-{number:02}" for number in range(1, 13)]
        for test, count, days_off, expected in (
            # Monday: two weeks later
            ("2026-11-02", 10, [], "2026-11-16"),
            # Friday
            ("2026-11-06", 10, [], "2026-11-20"),
            # Saturday and Sunday count from Monday on
            ("2026-11-07", 10, [], "2026-11-20"),
            # New Year's Day lies between
            ("2026-12-28", 10, [], "2027-01-12"),
            # before Tết: only 28 and 29 January and what follows 12 February
            ("2027-01-27", 10, tet, "2027-02-24"),
            # the last working day before Tết
            ("2027-01-29", 1, tet, "2027-02-15"),
            ("2026-11-02", 1, [], "2026-11-03"),
        ):
            with self.subTest(test=test, count=count):
                period = entry_times.from_test(day(test), count, calendar(*days_off))
                self.assertEqual(period, (day(test), day(expected)))

    @covers("GB-04")
    def test_days_of_months(self):
        found = entry_times.days_of_months(29, 31, *YEAR)
        self.assertEqual(len(found), 9)
        for first, last in (
            ("2026-09-29", "2026-09-30"),
            ("2026-10-29", "2026-10-31"),
            ("2026-12-29", "2026-12-31"),
            ("2027-01-29", "2027-01-31"),
            ("2027-02-28", "2027-02-28"),
            ("2027-04-29", "2027-04-30"),
            ("2027-05-29", "2027-05-31"),
        ):
            self.assertIn((day(first), day(last)), found)
        leap = entry_times.days_of_months(29, 31, day("2028-02-01"), day("2028-02-29"))
        self.assertEqual(leap, [(day("2028-02-29"), day("2028-02-29"))])
        for first, last, expected in (
            # only the part that lies in the term
            ("2026-09-30", "2026-10-30", [("09-30", "09-30"), ("10-29", "10-30")]),
            ("2026-10-01", "2026-10-28", []),
            ("2026-12-31", "2027-01-29", [("12-31", "12-31"), ("01-29", "01-29")]),
        ):
            found = entry_times.days_of_months(29, 31, day(first), day(last))
            with self.subTest(first=first, last=last):
                self.assertEqual([(f"{a:%m-%d}", f"{b:%m-%d}") for a, b in found], expected)
        self.assertEqual(
            entry_times.days_of_months(1, 5, day("2026-12-03"), day("2027-01-02")),
            [(day("2026-12-03"), day("2026-12-05")), (day("2027-01-01"), day("2027-01-02"))],
        )

    @covers("GB-04")
    def test_day_in_a_school_year(self):
        for month, number, expected in (
            (8, 30, "2027-08-30"),
            (1, 15, "2027-01-15"),
            (9, 30, "2026-09-30"),
            (12, 31, "2026-12-31"),
            (2, 31, "2027-02-28"),
        ):
            self.assertEqual(entry_times.day_in_year(month, number, YEAR[0]), day(expected))

    @covers("GB-05")
    def test_edit_limit(self):
        """Entered in Viet Nam's day; the last day lasts until midnight there (17:00 UTC)."""
        for entered, days, last in (
            ("2026-11-06 03:00:00", 15, "2026-11-21"),
            ("2026-11-06 16:59:59", 15, "2026-11-21"),
            ("2026-11-06 17:00:00", 15, "2026-11-22"),
            ("2026-12-31 03:00:00", 15, "2027-01-15"),
            ("2027-02-20 03:00:00", 15, "2027-03-07"),
            ("2028-02-20 03:00:00", 15, "2028-03-06"),
            ("2026-11-06 03:00:00", 1, "2026-11-07"),
        ):
            end = datetime.fromisoformat(f"{last} 16:59:59")
            with self.subTest(entered=entered, days=days):
                limit = entry_times.EditLimit(days, end)
                self.assertEqual(limit.last_day(entered), day(last))
                self.assertFalse(limit.is_over(entered))
                later = entry_times.EditLimit(days, end + timedelta(seconds=1))
                self.assertTrue(later.is_over(entered))
