# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .path_common import PathCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-12-01")
class TestPolicy(PathCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.poor = cls.env.ref("school_core.school_policy_poor")
        cls.near_poor = cls.env.ref("school_core.school_policy_near_poor")

    def _line(self, student, policy, start=None, end=None, login="secretary", **values):
        return self._as(login, self.env["school.student.policy"]).create(
            {
                "student_id": student.id,
                "policy_id": policy.id,
                "date_start": start,
                "date_end": end,
                **values,
            }
        )

    @covers("PUP-05")
    def test_policies_of_today_follow_the_dated_lines(self):
        line = self._line(self.an, self.poor, "2026-01-01", "2026-12-31", paper_number="12/GXN")
        self._line(self.an, self.near_poor, "2027-01-01")
        self.assertEqual(self.an.policy_ids, self.poor)
        self.assertEqual(self.an.policy_status, "policy")
        self.assertEqual(self.an._policies_on("2027-02-01")[self.an.id], self.near_poor)
        self.assertFalse(self.an._policies_on("2025-12-31")[self.an.id])
        with freeze_time("2027-01-01"):
            self.env["school.student.policy"]._cron_renew()
        self.assertEqual(self.an.policy_ids, self.near_poor)
        line.date_end = "2026-11-30"
        self.assertFalse(self.an.policy_ids)
        self.assertEqual(self.an.policy_status, "none")

    @covers("PUP-05")
    def test_policies_on_the_form_become_dated_lines(self):
        self.an.with_user(self.users["homeroom"]).policy_ids = [Command.link(self.poor.id)]
        line = self.an.policy_line_ids
        self.assertEqual((line.policy_id, line.date_start), (self.poor, False))
        self.an.policy_ids = [Command.set(self.near_poor.ids)]
        self.assertEqual(str(line.date_end), "2026-11-30")
        new = self.an.policy_line_ids - line
        self.assertEqual((new.policy_id, str(new.date_start)), (self.near_poor, "2026-12-01"))
        # taken back on the same day: it never held
        self.an.policy_ids = [Command.clear()]
        self.assertFalse(new.exists())

    @covers("PUP-05")
    def test_the_list_of_any_day(self):
        line = self._line(self.an, self.poor, "2026-01-01", "2026-06-30")
        Lines = self._as("principal", self.env["school.student.policy"])
        in_force = [("is_in_force", "=", True)]
        self.assertNotIn(line, Lines.search(in_force))
        shown = Lines.with_context(school_day="2026-03-01")
        self.assertIn(line, shown.search(in_force))
        self.assertTrue(shown.browse(line.id).is_in_force)

    @covers("PUP-05")
    def test_impossible_lines_are_refused_by_name(self):
        self._line(self.an, self.poor, "2026-01-01", "2026-12-31")
        for start, end, values, reason in (
            ("2026-06-01", None, {}, "there already at that time"),
            (None, None, {}, "there already at that time"),
            ("2012-01-01", "2012-02-01", {}, "begins before the birth"),
            ("2027-01-01", None, {"paper_date": "2027-01-01"}, "paper is still to come"),
        ):
            with self.subTest(reason=reason), self.assertRefused(f"Nguyễn An, .*{reason}"):
                self._line(self.an, self.poor, start, end, **values)

    @covers("PUP-05", "ACC-01")
    def test_the_homeroom_teacher_keeps_the_own_class_only(self):
        stranger = self._create_students(self.class_8b, ["Lê Dũng"])
        line = self._line(self.an, self.poor, "2026-09-05", login="homeroom")
        self.assertEqual(self.an.policy_ids, self.poor)
        with self.assertRaises(AccessError):
            self._line(stranger, self.poor, "2026-09-05", login="homeroom")
        self._line(stranger, self.poor, "2026-09-05", login="clerk").date_end = "2026-10-05"
        with self.assertRaises(AccessError):
            line.with_user(self.users["clerk"]).unlink()
        for login in ("teacher", "other_teacher", "gradebook_admin"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                line.with_user(self.users[login]).read(["policy_id"])

    @covers("PUP-05")
    def test_policies_of_many_cost_no_query_each(self):
        students = self._create_students(self.class_8b, [f"Lê {n}" for n in range(60)])
        for student in students:
            self._line(student, self.poor)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(2):
            found = students._policies_on("2026-12-01")
            self.assertEqual(set(found.values()), {self.poor})
