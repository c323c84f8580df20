# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.school_core.tests.common import covers

from .test_mark_distribution import DistributionCommon


@tagged("post_install", "-at_install")
class TestMarkTarget(DistributionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.department = cls._create_department("teacher")
        cls.target = cls.env["school.mark.target"].create(cls._values())

    @classmethod
    def _values(cls, **changes):
        return {
            "department_id": cls.department.id,
            "subject_id": cls.maths.id,
            "grade_id": cls.grade_8.id,
            "term_id": cls.term_1.id,
            "test": "final",
            "share_pass": 100,
            "share_good": 20,
            "mean": 6.5,
            **changes,
        }

    def _approve(self, record):
        self._as("head_department", record).action_submit()
        self._as("vice_academic", record).action_approve()

    @covers("GB-15")
    def test_ratio_against_the_target(self):
        self.assertEqual(self.target.mark_count, 5)
        self.assertEqual(self.target.reached_pass, 80)
        self.assertEqual((self.target.ratio_pass, self.target.ratio_good), (80, 200))
        self.assertEqual(self.target.ratio_mean, 100)
        self.assertEqual(self.target.outcome, "short")
        self.target.share_pass = 80
        self.assertEqual(self.target.outcome, "reached")
        later = self.target.copy({"term_id": self.term_2.id, "test": "midterm"})
        self.assertEqual(later.outcome, "none")

    @covers("GB-15")
    def test_the_principal_may_approve_too(self):
        self._as("head_department", self.target).action_submit()
        with self.assertRaises(AccessError):
            self._as("teacher", self.target).action_approve()
        self._as("principal", self.target).action_approve()
        self.assertEqual(self.target.approval_state, "approved")

    @covers("GB-15")
    def test_head_sets_vice_principal_approves_screen_shows(self):
        target = self._as("head_department", self.target)
        self.assertEqual(target._default_department_id(), self.department)
        target.write({"share_pass": 90})
        self.assertFalse(self._distribution("vice_academic")["targets"])
        self._approve(self.target)
        self.assertEqual(self.target.approval_state, "approved")
        (shown,) = self._distribution("vice_academic")["targets"]
        self.assertEqual((shown["share_pass"], shown["ratio_pass"]), (90, 88.9))
        with self.assertRefused("stays as it is", UserError):
            self._as("head_department", self.target).write({"share_pass": 50})
        self._as("vice_academic", self.target).action_reopen()
        self.assertEqual(self.target.approval_state, "draft")

    @covers("GB-15", "ACC-01")
    def test_others_neither_set_nor_approve(self):
        for login in ("teacher", "other_teacher", "vice_academic", "principal"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._as(login, self.target).write({"share_pass": 1})
        for login in ("teacher", "vice_academic"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._as(login, self.target).action_submit()
        self._as("head_department", self.target).action_submit()
        with self.assertRaises(AccessError):
            self._as("head_department", self.target).action_approve()
        with self.assertRaises(AccessError):
            self._as("head_department", self.target).action_reopen()

    @covers("GB-15", "ACC-01")
    def test_head_of_another_department_is_refused(self):
        self._create_staff("other_head", role="head_department")
        other = self.env["hr.department"].create(
            {
                "name": "Tổ Văn",
                "company_id": self.school.id,
                "manager_id": self.employees["other_head"].id,
            }
        )
        with self.assertRaises(AccessError):
            self._as("other_head", self.target).read(["mean"])
        with self.assertRaises(AccessError):
            self._as("head_department", self.target).create(self._values(department_id=other.id))

    @covers("GB-15")
    def test_proposal_keeps_the_figures_of_its_day(self):
        self._approve(self.target)
        action = self._as("head_department", self.target).action_propose()
        proposal = (
            self.env["school.mark.proposal"]
            .with_user(self.users["head_department"])
            .with_context(**action["context"])
            .create(
                {
                    "proposal": "Phụ đạo học sinh dưới 5 chiều thứ Ba",
                    "target_id": self.target.id,
                    "teacher_ids": self.employees["teacher"].ids,
                }
            )
        )
        self.assertEqual(proposal.teacher_ids.name, self.employees["teacher"].name)
        self.assertEqual((proposal.mark_count, proposal.reached_pass), (5, 80))
        self._mark(self.sheet, self.binh, final=5)
        self.assertEqual(proposal.reached_pass, 80)
        with self.assertRefused("of its day", UserError):
            proposal.write({"reached_pass": 100})
        self.assertIn("school.mark.proposal", self._home_after(proposal))
        self._as("vice_academic", proposal).action_approve()
        self.assertEqual(proposal.sudo().approval_state, "approved")
        with self.assertRefused("stays as it is", UserError):
            self._as("head_department", proposal).write({"proposal": "Không làm gì"})

    @covers("GB-15", "ACC-01")
    def test_figures_of_a_proposal_are_not_the_heads_to_say(self):
        self._approve(self.target)
        proposal = (
            self.env["school.mark.proposal"]
            .with_user(self.users["head_department"])
            .with_context(default_target_id=self.target.id)
            .create({"proposal": "Không cần làm gì", "reached_pass": 100, "mark_count": 0})
        )
        self.assertEqual((proposal.mark_count, proposal.reached_pass), (5, 80))

    def _home_after(self, proposal):
        self._as("head_department", proposal).action_submit()
        lines = self._as("vice_academic", self.env["school.home"]).get_today()["lines"]
        return {line["key"] for line in lines}

    @covers("GB-15")
    def test_queries_of_many_targets_are_those_of_one(self):
        more = self.env["school.mark.target"].create(
            [
                self._values(term_id=term.id, test=test)
                for term in (self.term_1, self.term_2)
                for test in ("midterm", "average")
            ]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        targets = self.target | more
        targets.mapped("share_pass")
        with self.assertQueryCount(1):
            targets.mapped("reached_pass")
