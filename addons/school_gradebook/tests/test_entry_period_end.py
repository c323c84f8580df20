# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, timedelta

from odoo import Command
from odoo.tests import tagged

from odoo.addons.school_core.tests.common import SchoolCommon, covers


@tagged("post_install", "-at_install")
class TestEntryPeriodEnd(SchoolCommon):
    """When a time of entry was over, after which administrators change their passwords (MU)."""

    def _window(self, **values):
        column = self.env.ref("school_gradebook.school_book_column_mark_midterm")
        return self.env["school.entry.window"].create(
            {
                "name": "Đợt nhập điểm",
                "year_id": self.year.id,
                "kind_id": column.kind_id.id,
                "column_ids": [Command.set(column.ids)],
                **values,
            }
        )

    @covers("ACC-03")
    def test_each_month_ends_for_itself(self):
        self._window(timing="month_days", day_from=29, day_to=31)
        for day, end in (
            ("2026-09-10", None),
            ("2026-09-30", None),
            ("2026-10-01", date(2026, 9, 30)),
            ("2026-10-31", date(2026, 9, 30)),
            ("2026-11-01", date(2026, 10, 31)),
        ):
            with self.subTest(day=day):
                found = self.school._last_entry_period_end(date.fromisoformat(day))
                self.assertEqual(found, end)
        self.assertIsNone(self.other_school._last_entry_period_end(date(2026, 12, 1)))

    @covers("ACC-03")
    def test_tests_of_all_classes_are_one_time(self):
        window = self._window(timing="test_date", working_days=10, term_id=self.term_1.id)
        column = self.env.ref("school_gradebook.school_book_column_mark_midterm")
        for school_class, day in ((self.class_8a, "2026-11-02"), (self.class_8b, "2026-11-09")):
            self.env["school.test.date"].create(
                {
                    "year_id": self.year.id,
                    "term_id": self.term_1.id,
                    "class_id": school_class.id,
                    "column_id": column.id,
                    "date": day,
                }
            )
        first, last = sorted(set(window.slot_ids.mapped("last_day")))
        self.assertIsNone(self.school._last_entry_period_end(last))
        self.assertIsNone(self.school._last_entry_period_end(first + timedelta(days=1)))
        self.assertEqual(self.school._last_entry_period_end(date(2026, 12, 31)), last)
        window.active = False
        self.assertIsNone(self.school._last_entry_period_end(date(2026, 12, 31)))
