# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .path_common import PathCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-12-01")
class TestEducationPlan(PathCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.an.disability = "inclusive"
        cls.plan = (
            cls.env["school.education.plan"]
            .with_user(cls.users["homeroom"])
            .create(
                {
                    "student_id": cls.an.id,
                    "year_id": cls.year.id,
                    "disability_kind": "hearing",
                    "goal_ids": [Command.create({"goal": "Đọc trơn đoạn 50 chữ", "period": "1"})],
                }
            )
        )

    def _plan(self, login):
        return self.plan.with_user(self.users[login])

    @covers("PUP-07")
    def test_written_signed_approved_and_then_fixed(self):
        with self.assertRefused("must be signed first", UserError):
            self._plan("principal").action_approve()
        self._plan("homeroom").action_sign()
        with self.assertRaises(AccessError):
            self._plan("homeroom").action_approve()
        self._plan("principal").action_approve()
        self.assertEqual(self.plan.approver_id, self.users["principal"])
        self.assertEqual(self.plan.class_id, self.class_8a)
        with self.assertRefused("is approved", UserError):
            self._plan("homeroom").strengths = "x"
        with self.assertRefused("is approved", UserError):
            self.plan.goal_ids.goal = "Khác"
        with self.assertRefused("is approved", UserError):
            self.plan.goal_ids.unlink()
        self.plan.goal_ids.result = "partly"
        self._plan("homeroom").action_add_reviews()
        self._plan("homeroom").action_add_reviews()
        review = self.plan.review_ids.sorted("term_id")[0]
        self.assertEqual(len(self.plan.review_ids), 2)
        with self.assertRefused("write down what was reached", UserError):
            review.action_sign()
        review.progress = "Đọc được 40 chữ"
        review.action_sign()
        with self.assertRefused("is signed and stays", UserError):
            review.progress = "Khác"
        self._plan("principal").action_reopen()
        self.assertEqual((self.plan.state, self.plan.approver_id.id), ("draft", False))

    @covers("PUP-07")
    def test_impossible_plans_are_refused_by_name(self):
        Plan = self._as("secretary", self.env["school.education.plan"])
        values = {"year_id": self.year.id, "disability_kind": "sight"}
        with self.assertRefused("Trần Bình: .*name no disability"):
            Plan.create({"student_id": self.binh.id, **values})
        with self.assertRefused("Nguyễn An: .*another school"):
            self.plan.sudo().year_id = self._create_year(self.other_school)
        with self.assertRefused("still to come"):
            self.plan.family_signed_date = "2026-12-02"
        with self.assertRaises(AccessError):
            self._plan("principal").state = "approved"
        with self.assertRefused("signed the plan does not approve", UserError):
            self._plan("principal").action_sign()
            self._plan("principal").action_approve()

    @covers("PUP-07", "ACC-01")
    def test_teachers_of_the_class_read_the_plan_without_the_papers(self):
        self.plan.sudo().disability_paper = "Giấy xác nhận 12"
        teacher = self._plan("teacher")
        self.assertEqual(teacher.goal_ids.goal, "Đọc trơn đoạn 50 chữ")
        with self.assertRaises(AccessError):
            teacher.read(["disability_paper"])
        self.assertEqual(self._plan("principal").disability_paper, "Giấy xác nhận 12")
        for login in ("other_teacher", "clerk", "system", "gradebook_admin"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._plan(login).read(["strengths"])
