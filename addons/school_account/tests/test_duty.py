# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2.errors import CheckViolation

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.school_core.tests.common import SchoolCommon, covers

VICE = "school_core.group_school_vice_academic"


@tagged("post_install", "-at_install", "school_security")
@freeze_time("2026-11-02 03:00:00")
class TestDuty(SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vice = cls.env.ref(VICE)
        cls.user = cls.users["other_teacher"]
        cls.employee = cls.employees["other_teacher"]

    def _give(self, giver="principal", group=None, **dates):
        return (
            self.env["school.duty"]
            .with_user(self.users[giver])
            .create(
                {
                    "teacher_id": self.employee.id,
                    "group_id": (group or self.vice).id,
                    "date_start": "2026-11-02",
                    **dates,
                }
            )
        )

    def _turn(self, moment):
        with freeze_time(moment):
            self.env["res.users"]._cron_turn_school_day()

    @covers("ACC-01")
    def test_acting_duty_lasts_from_its_first_to_its_last_day(self):
        self._give(date_start="2026-11-05", date_end="2026-11-20")
        self.assertFalse(self.user.has_group(VICE))
        self._turn("2026-11-04 16:59:00")
        self.assertFalse(self.user.has_group(VICE), "It is the 4th in Viet Nam")
        self._turn("2026-11-04 17:05:00")
        self.assertTrue(self.user.has_group(VICE), "It is the 5th in Viet Nam")
        self._turn("2026-11-20 10:00:00")
        self.assertTrue(self.user.has_group(VICE))
        self._turn("2026-11-20 17:05:00")
        self.assertFalse(self.user.has_group(VICE))
        self.assertTrue(self.user.has_group("school_core.group_school_teacher"))

    @covers("ACC-01")
    def test_duty_of_today_counts_at_once_and_ends_when_its_end_is_moved_to_the_past(self):
        duty = self._give()
        self.assertTrue(self.user.has_group(VICE))
        with freeze_time("2026-11-09 03:00:00"):
            duty.date_end = "2026-11-08"
        self.assertFalse(self.user.has_group(VICE))

    def test_missed_days_are_caught_up(self):
        self._give(date_start="2026-11-05", date_end="2026-11-06")
        self._turn("2026-12-01 03:00:00")
        self.assertFalse(self.user.has_group(VICE))

    def test_what_has_begun_is_history(self):
        duty = self._give()
        self.env.flush_all()
        # the clock of the database is not frozen
        self.env.cr.execute("UPDATE school_duty SET create_date = '2026-11-02 03:00:00'")
        self.env.invalidate_all()
        with freeze_time("2026-11-09 03:00:00"):
            for vals in (
                {"date_start": "2026-11-05"},
                {"teacher_id": self.employees["teacher"].id},
                {"group_id": self.env.ref("school_core.group_school_nurse").id},
            ):
                with self.subTest(vals), self.assertRefused("stays in the history", UserError):
                    duty.with_user(self.users["principal"]).write(vals)
            with self.assertRefused("stays in the history", UserError):
                duty.with_user(self.users["principal"]).unlink()

    def test_duty_is_not_held_twice_at_once(self):
        self._give(date_start="2026-11-05", date_end="2026-11-20")
        with self.assertRefused("holds this duty in that time already"):
            self._give(date_start="2026-11-20")
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self._give(date_start="2026-12-20", date_end="2026-12-19")

    @covers("ACC-01")
    def test_wrong_persons_give_no_duties(self):
        principal = self.env.ref("school_core.group_school_principal")
        with self.assertRefused("Only the principal gives", AccessError):
            self._give("system", principal, date_start="2026-12-01")
        for giver in ("vice_academic", "clerk", "teacher", "other_teacher"):
            with self.subTest(giver), self.assertRaises(AccessError):
                self._give(giver)
        duty = self._give()
        for giver in ("vice_academic", "clerk", "teacher", "foreign_teacher"):
            with self.subTest(giver), self.assertRaises(AccessError):
                duty.with_user(self.users[giver]).date_end = "2026-12-01"
        own = {
            "teacher_id": self.employees["system"].id,
            "group_id": self.vice.id,
            "date_start": "2026-12-01",
        }
        with self.assertRefused("own duties", AccessError):
            self.env["school.duty"].with_user(self.users["system"]).create(own)
        with self.assertRefused("Only duties of the school", AccessError):
            self._give(group=self.env.ref("base.group_system"))
        with self.assertRefused("begins and ends by its dates", UserError):
            duty.with_user(self.users["principal"]).phase = "taken"

    @covers("ACC-01")
    def test_staff_form_is_noted_and_stands_on_the_trail(self):
        lines = self.env["school.duty"].search([("teacher_id", "=", self.employee.id)])
        self.assertEqual(lines.group_id, self.env.ref("school_core.group_school_teacher"))
        nurse = self.env.ref("school_core.group_school_nurse")
        employee = self.employee.with_user(self.users["principal"])
        employee.school_duty_ids = [Command.link(nurse.id)]
        line = self.env["school.duty"].search(
            [("teacher_id", "=", self.employee.id), ("group_id", "=", nurse.id)]
        )
        self.assertEqual((line.state, line.create_uid), ("current", self.users["principal"]))
        employee.school_duty_ids = [Command.unlink(nurse.id)]
        self.assertEqual(str(line.date_end), "2026-11-02")
        employee.school_duty_ids = [Command.link(nurse.id)]
        self.assertTrue(self.user.has_group("school_core.group_school_nurse"))
        self.env.flush_all()
        trail = self.env["school.trail"].search(
            [
                ("model", "=", "school.duty"),
                ("res_id", "=", line.id),
                ("user_id", "=", self.users["principal"].id),
            ]
        )
        self.assertTrue(trail)

    def test_end_of_an_acting_duty_takes_no_duty_given_for_good(self):
        self._give(date_end="2026-11-10")
        other = self.env.ref("school_core.group_school_nurse")
        self.employee.with_user(self.users["principal"]).school_duty_ids = [Command.link(other.id)]
        self._turn("2026-11-12 03:00:00")
        self.assertFalse(self.user.has_group(VICE))
        self.assertTrue(self.user.has_group("school_core.group_school_nurse"))

    @covers("ACC-01")
    def test_rights_of_teachers_follow_the_assignment_by_date(self):
        student = self._create_students(self.class_8b, ["Lê Chi"])
        as_teacher = student.with_user(self.user)
        self.user.group_ids -= self.env.ref("school_core.group_school_teacher")
        assignment = self.env["school.homeroom.assignment"].create(
            {
                "class_id": self.class_8b.id,
                "teacher_id": self.employee.id,
                "date_start": "2026-11-05",
                "date_end": "2026-11-20",
            }
        )
        self.assertTrue(self.user.has_group("school_core.group_school_homeroom"))
        for day, allowed in (("04", False), ("05", True), ("20", True), ("21", False)):
            with self.subTest(day), freeze_time(f"2026-11-{day} 03:00:00"):
                self.env.invalidate_all()
                self.assertEqual(as_teacher.has_access("write"), allowed)
        self.assertEqual(assignment.state, "coming")
