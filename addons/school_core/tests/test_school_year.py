# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, datetime

from freezegun import freeze_time
from psycopg2.errors import ExclusionViolation

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import SchoolCommon, covers


@tagged("post_install", "-at_install")
class TestSchoolYear(SchoolCommon):
    @covers("ORG-02")
    def test_new_year_proposes_its_terms(self):
        with Form(self.env["school.year"].with_user(self.users["principal"])) as form:
            self.assertEqual(form.date_start, date(2027, 9, 5))
        year = form.record
        self.assertEqual(year.name, "2027-2028")
        self.assertEqual(year.date_end, date(2028, 5, 31))
        self.assertEqual(year.term_ids.mapped("name"), ["Học kì I", "Học kì II"])
        self.assertEqual(year.term_ids.mapped("weeks"), [18, 17])
        self.assertEqual(year.term_ids[0].date_start, date(2027, 9, 5))
        self.assertEqual(year._week_of(year.term_ids[0].date_end), 18)
        self.assertEqual(year._week_of(year.term_ids[1].date_start), 19)

    @covers("ORG-02")
    def test_calendar_of_the_school(self):
        year = self.year.with_user(self.users["vice_academic"])
        self.assertTrue(year._is_working_day(date(2026, 9, 9)))
        self.assertFalse(year._is_working_day(date(2026, 9, 12)))
        year.makeup_day_ids = [Command.create({"date": "2026-09-12", "name": "Bù bão"})]
        self.assertTrue(year._is_working_day(date(2026, 9, 12)))
        self.assertEqual(year._add_working_days(date(2026, 9, 11), 1), date(2026, 9, 12))
        self.assertEqual(year._deadline(date(2026, 9, 11), 2), date(2026, 9, 14))

    @covers("ORG-02")
    def test_public_holidays_are_filled_once_and_stay_editable(self):
        year = self.year.with_user(self.users["vice_academic"])
        action = year.action_fill_holidays()
        leaves = self.env["resource.calendar.leaves"].with_user(self.users["vice_academic"])
        found = leaves.search(action["domain"])
        self.assertIn("Ngày Giỗ Tổ Hùng Vương", found.mapped("name"))
        self.assertFalse(year._is_working_day(date(2027, 4, 16)))
        year.action_fill_holidays()
        self.assertEqual(leaves.search(action["domain"]), found)
        tet = found.filtered(lambda leave: leave.name == "Tết Nguyên Đán")
        tet.school_last_day = "2027-02-14"
        self.assertIsNone(year._week_of(date(2027, 2, 10)))
        with self.assertRaises(AccessError):
            found[0].with_user(self.users["teacher"]).unlink()
        other_year = self._create_year(self.other_school)
        self.assertTrue(other_year._is_working_day(date(2027, 4, 16)))

    @covers("ORG-02")
    def test_day_off_is_entered_by_days(self):
        leaves = self.env["resource.calendar.leaves"].with_user(self.users["principal"])
        view = "school_core.resource_calendar_leaves_view_list"
        context = self.year.action_view_holidays()["context"]
        with Form(leaves.with_context(**context), view=view) as form:
            form.name = "Nghỉ bão"
            form.school_first_day = "2026-10-01"
            form.school_last_day = "2026-10-02"
        self.assertEqual(form.record.date_from, datetime(2026, 9, 30, 17))
        self.assertEqual(form.record.date_to, datetime(2026, 10, 2, 16, 59, 59))
        self.assertFalse(self.year._is_working_day(date(2026, 10, 2)))
        self.assertTrue(self.year._is_working_day(date(2026, 10, 5)))
        with self.assertRaisesRegex(ValidationError, "Nghỉ bão: the last day"):
            form.record.school_last_day = "2026-09-30"

    @covers("ORG-02")
    def test_leave_days_are_local_days(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Nghỉ bão",
                "calendar_id": self.school.resource_calendar_id.id,
                "company_id": self.school.id,
                "date_from": "2026-09-13 17:00:00",
                "date_to": "2026-09-14 16:59:59",
            }
        )
        self.assertFalse(self.year._is_working_day(date(2026, 9, 14)))
        self.assertTrue(self.year._is_working_day(date(2026, 9, 15)))

    @covers("ORG-02")
    def test_terms_lie_within_the_year_one_after_the_other(self):
        refused = [
            (self.term_2, {"date_end": "2027-06-30"}, "Term 2.*must lie within.*2026-2027"),
            (self.term_2, {"date_start": "2027-01-10"}, "Term 2.*must start after Term 1"),
            (self.year, {"date_end": "2027-05-01"}, "Term 2.*must lie within"),
            (
                self.year,
                {"makeup_day_ids": [Command.create({"date": "2027-07-01"})]},
                "make-up day.*outside",
            ),
        ]
        for record, values, message in refused:
            with (
                self.subTest(message),
                self.assertRaisesRegex(ValidationError, message),
                self.env.cr.savepoint(),
            ):
                record.write(values)

    @covers("ORG-02")
    def test_years_of_a_school_do_not_overlap(self):
        with self.assertRaises(ExclusionViolation), mute_logger("odoo.sql_db"):
            self.env["school.year"].create(
                {
                    "name": "Second",
                    "company_id": self.school.id,
                    "date_start": "2027-05-01",
                    "date_end": "2028-05-01",
                    "term_ids": [],
                }
            )
            self.env.flush_all()

    @covers("ORG-02")
    def test_current_year(self):
        years = self.env["school.year"]
        self.assertEqual(years._current(self.school, date(2026, 10, 1)), self.year)
        self.assertFalse(years._current(self.school, date(2027, 7, 1)))
        self.assertFalse(years._current(self.other_school, date(2026, 10, 1)))
        with freeze_time("2027-07-01"):
            self.assertEqual(self.year._day_within(), date(2027, 5, 31))

    @covers("ORG-02")
    def test_year_form_shows_its_weeks(self):
        html = self.year.with_user(self.users["teacher"]).weeks_html
        self.assertIn("07/09/2026", html)
        self.assertEqual(html.count("Reserve"), 4)

    def test_year_with_classes_is_not_deleted(self):
        with self.assertRaisesRegex(UserError, "2026-2027 has 2 classes"):
            self.year.with_user(self.users["principal"]).unlink()
