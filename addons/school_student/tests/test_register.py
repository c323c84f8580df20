# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.school_core.tests.common import covers

from .path_common import PathCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-12-01")
class TestRegister(PathCommon):
    def _number(self, login="secretary", **values):
        dialog = self._as(login, self.env["school.register.number"]).create(values)
        dialog.action_apply()
        return dialog

    @covers("PUP-07", "PUP-02")
    def test_numbers_follow_admission_class_and_name(self):
        dialog = self._as("secretary", self.env["school.register.number"]).create({"first": 101})
        self.assertEqual((dialog.count, dialog.last, dialog.until), (3, 0, 103))
        dialog.action_apply()
        self.assertEqual(
            [self.an.register_number, self.binh.register_number, self.chi.register_number],
            ["101", "102", "103"],
        )
        self.assertEqual(self.school.school_register_last, 103)
        self.assertEqual(self.an.admission_year, "2026-2027")
        with self.assertRefused("has a number already", UserError):
            self._number()

    @covers("PUP-07", "PUP-02")
    def test_who_is_admitted_later_is_numbered_at_once(self):
        new = self.env["school.student"].create({"name": "Vũ Dũng", "code": "M9"})
        self._move(new, "admission", "2026-10-01", self.class_8a)
        self.assertFalse(new.register_number)
        self._number()
        late = self.env["school.student"].create({"name": "Đỗ Em", "code": "M10"})
        self._move(late, "transfer_in", "2026-11-02", self.class_8b, other_school="THCS Xa")
        self.assertEqual(late.register_number, "5")
        self._move(late, "drop_out", "2026-11-10", reason="Theo gia đình")
        self._move(late, "return", "2026-11-20", self.class_8b)
        self.assertEqual(late.register_number, "5")

    @covers("PUP-07", "PUP-02")
    def test_the_number_is_kept_from_one_level_of_the_school_to_the_next(self):
        self._number()
        number, code = self.an.register_number, self.an.code
        self._move(self.an, "completion", "2027-05-31")
        self.school.school_level_ids += self.env.ref("school_core.school_level_thpt")
        year = self._create_year(self.school, 2027)
        upper = self._create_class("10A", year, self.env.ref("school_core.school_grade_10"))
        self._move(self.an, "admission", "2027-09-05", upper)
        self.assertEqual((self.an.register_number, self.an.code), (number, code))
        self.assertEqual(self.an.admission_year, "2026-2027")

    @covers("PUP-07")
    def test_a_number_is_for_life_and_nobody_elses(self):
        self._number()
        for login in ("secretary", "principal", "homeroom"):
            with self.assertRefused("for life: Nguyễn An keeps", UserError):
                self.an.with_user(self.users[login]).register_number = "77"
        with self.assertRefused("for life", UserError):
            self.an.sudo().register_number = False
        dung = self.env["school.student"].create(
            {"name": "Vũ Dũng", "code": "M9", "register_number": "9"}
        )
        with self.assertRefused("stands in the register", UserError):
            dung.unlink()
        # the number of who was never admitted is not given again
        self.assertEqual(self.school.school_register_last, 9)
        with self.assertRefused("goes on with number", UserError):
            new = self.env["school.student"].create({"name": "Đỗ Em", "code": "M10"})
            self.env["school.enrollment"].create(
                {
                    "student_id": new.id,
                    "class_id": self.class_8a.id,
                    "date_start": "2026-09-05",
                }
            )
            self._number(first=3)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.env["school.student"].create(
                {"name": "Hồ Giang", "code": "M11", "register_number": "0009"}
            )

    @covers("PUP-07", "ACC-01")
    def test_only_the_office_numbers(self):
        for login in ("homeroom", "teacher", "vice_academic"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._number(login)
            with self.subTest(login=login), self.assertRaises(AccessError):
                self.an.with_user(self.users[login]).register_number = "5"
        self._number("clerk")
        self.assertEqual(self.an.register_number, "1")

    @covers("PUP-07", "AUD-01")
    def test_the_number_is_on_the_trail(self):
        self._number()
        self.env.flush_all()
        row = self.env["school.trail"].search(
            [
                ("model", "=", "school.student"),
                ("res_id", "=", self.an.id),
                ("field", "=", "register_number"),
            ]
        )
        self.assertEqual(row.new, "1")

    @covers("PUP-07")
    def test_each_school_counts_for_itself(self):
        self._number()
        other = self._create_students(
            self._create_class("8A", year=self._create_year(self.other_school)), ["Lê Tám"]
        )
        other._give_register_numbers()
        self.assertEqual(other.register_number, "1")
        self.assertEqual(self.school.school_register_last, 3)

    @covers("PUP-07")
    def test_numbering_two_thousand_costs_no_query_per_pupil(self):
        costs = []
        for size in (20, 2000):
            pupils = self._create_students(
                self.class_8b, [f"Lê Văn {size} {number}" for number in range(size)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            pupils.with_user(self.users["secretary"])._give_register_numbers()
            self.env.flush_all()
            costs.append(self.env.cr.sql_log_count - before)
            numbers = sorted(pupils.mapped("register_order"))
            self.assertEqual(numbers, list(range(numbers[0], numbers[0] + size)))
        self.assertLessEqual(costs[0], 60)
        # a thousand records are read, and a thousand written, in one query
        self.assertLessEqual(costs[1], costs[0] + 40)
