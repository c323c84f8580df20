# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, timedelta

from odoo.tests import BaseCase, tagged

from ..tools.school_calendar import (
    Calendar,
    Term,
    end_of_weeks,
    national_holidays,
    teaching_weeks,
    week_of,
)
from .common import covers

TET = frozenset(date(2027, 2, 1) + timedelta(days=i) for i in range(14))
TERMS = (
    Term(1, date(2026, 9, 5), date(2027, 1, 10), 18),
    Term(2, date(2027, 1, 11), date(2027, 5, 31), 17),
)


@tagged("post_install", "-at_install")
class TestSchoolCalendar(BaseCase):
    @covers("ORG-02")
    def test_week_of(self):
        weeks = teaching_weeks(TERMS, Calendar(holidays=TET))
        table = {
            "day before the first taught week": (date(2026, 9, 5), None),
            "first Monday": (date(2026, 9, 7), 1),
            "Sunday of week 1": (date(2026, 9, 13), 1),
            "last week of term 1": (date(2027, 1, 8), 18),
            "first week of term 2": (date(2027, 1, 11), 19),
            "last week before Tết": (date(2027, 1, 29), 21),
            "first week of Tết": (date(2027, 2, 3), None),
            "second week of Tết": (date(2027, 2, 12), None),
            "first week after Tết": (date(2027, 2, 15), 22),
            "last planned week": (date(2027, 5, 21), 35),
            "reserve week": (date(2027, 5, 24), None),
            "summer": (date(2027, 7, 1), None),
        }
        for name, (day, number) in table.items():
            with self.subTest(name):
                self.assertEqual(week_of(day, weeks), number)
        self.assertEqual([w.number for w in weeks if w.number], list(range(1, 36)))
        self.assertEqual(next(w.monday for w in weeks if w.is_reserve), date(2027, 5, 24))

    @covers("ORG-02")
    def test_one_makeup_day_makes_a_break_week_count(self):
        calendar = Calendar(holidays=TET, makeup_days=frozenset([date(2027, 2, 13)]))
        self.assertEqual(week_of(date(2027, 2, 8), teaching_weeks(TERMS, calendar)), 22)

    @covers("ORG-02")
    def test_week_shared_by_two_terms_is_counted_once(self):
        terms = (
            Term(1, date(2026, 9, 7), date(2026, 9, 16), 18),
            Term(2, date(2026, 9, 17), date(2026, 9, 30), 17),
        )
        weeks = teaching_weeks(terms, Calendar())
        self.assertEqual([(w.number, w.term) for w in weeks], [(1, 1), (2, 1), (3, 2), (4, 2)])

    @covers("ORG-02")
    def test_working_days(self):
        calendar = Calendar(
            holidays=frozenset([date(2026, 9, 2)]), makeup_days=frozenset([date(2026, 9, 5)])
        )
        table = [
            (date(2026, 9, 1), True),
            (date(2026, 9, 2), False),
            (date(2026, 9, 5), True),
            (date(2026, 9, 6), False),
        ]
        for day, working in table:
            with self.subTest(day):
                self.assertEqual(calendar.is_working_day(day), working)
        self.assertEqual(calendar.add_working_days(date(2026, 9, 1), 1), date(2026, 9, 3))
        self.assertEqual(calendar.add_working_days(date(2026, 9, 4), 1), date(2026, 9, 5))
        self.assertEqual(calendar.add_working_days(date(2026, 9, 4), 2), date(2026, 9, 7))
        self.assertEqual(calendar.add_working_days(date(2026, 9, 3), -1), date(2026, 9, 1))
        self.assertEqual(calendar.add_working_days(date(2026, 9, 6), 0), date(2026, 9, 7))
        self.assertEqual(calendar.add_working_days(date(2026, 9, 3), 0), date(2026, 9, 3))
        with self.assertRaises(ValueError):
            Calendar(weekdays=frozenset()).add_working_days(date(2026, 9, 3), 1)

    @covers("ORG-02")
    def test_deadline(self):
        calendar = Calendar(holidays=frozenset([date(2026, 9, 2)]))
        self.assertEqual(calendar.deadline(date(2026, 8, 31), 3), date(2026, 9, 4))
        self.assertEqual(calendar.deadline(date(2026, 8, 31), 2, "calendar"), date(2026, 9, 3))
        self.assertEqual(calendar.deadline(date(2026, 9, 3), 2, "calendar"), date(2026, 9, 7))

    @covers("ORG-02")
    def test_saturday_schools(self):
        six_days = Calendar(weekdays=frozenset(range(6)))
        weeks = teaching_weeks(TERMS[:1], six_days)
        self.assertEqual(week_of(date(2026, 9, 5), weeks), 1)
        self.assertEqual(end_of_weeks(date(2026, 9, 5), 18, six_days), date(2027, 1, 3))
        self.assertEqual(end_of_weeks(date(2026, 9, 5), 18, Calendar()), date(2027, 1, 10))

    @covers("ORG-02")
    def test_national_holidays_have_vietnamese_names(self):
        days = national_holidays(date(2026, 9, 1), date(2027, 5, 31))
        self.assertEqual(days[date(2026, 9, 2)], "Quốc khánh")
        self.assertIn("Tết", days[date(2027, 2, 6)])
        self.assertIn(date(2027, 4, 16), days)
        self.assertNotIn(date(2026, 4, 30), days)
