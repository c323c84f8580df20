# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .path_common import PathCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-12-01")
class TestReward(PathCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.praise = cls.env.ref("school_student.school_reward_kind_class")
        cls.merit = cls.env.ref("school_student.school_reward_kind_merit")

    def _reward(self, login, kind, **values):
        return self._as(login, self.env["school.reward"]).create(
            {
                "student_id": self.an.id,
                "year_id": self.year.id,
                "kind_id": kind.id,
                "date": "2026-11-20",
                "reason": "Giải Nhất văn nghệ",
                **values,
            }
        )

    @covers("PUP-06")
    def test_proposed_by_the_homeroom_teacher_decided_by_the_principal(self):
        reward = self._reward("homeroom", self.merit)
        self.assertEqual(
            (reward.state, reward.level, reward.class_id), ("proposed", "school", self.class_8a)
        )
        with self.assertRefused("may propose this", AccessError):
            reward.decision_date = "2026-11-25"
        with self.assertRefused("may propose this", AccessError):
            self._reward(
                "homeroom", self.merit, decision_date="2026-11-25", decision_number="45/QĐ"
            )
        with self.assertRefused("may propose this", AccessError):
            self._as("homeroom", self.env["school.reward"]).with_context(
                default_decision_date="2026-11-25", default_decision_number="45/QĐ"
            ).create({"student_id": self.an.id, "kind_id": self.merit.id, "reason": "Giỏi"})
        decide = self._as("principal", self.env["school.reward.decide"]).create(
            {"reward_ids": reward.ids, "decision_date": "2026-11-25"}
        )
        with self.assertRefused("Nguyễn An.*needs the number"):
            decide.action_apply()
        decide.decision_number = "45/QĐ"
        decide.action_apply()
        self.assertEqual(reward.state, "decided")
        for login in ("homeroom", "principal"):
            with self.assertRefused("decided and stays", UserError):
                reward.with_user(self.users[login]).reason = "Khác"
        with self.assertRefused("decided and stays", UserError):
            reward.sudo().unlink()

    @covers("PUP-06")
    def test_the_homeroom_teacher_gives_what_is_the_homeroom_teachers(self):
        reward = self._reward("homeroom", self.praise, decision_date="2026-11-20")
        self.assertEqual(reward.state, "decided")

    @covers("PUP-06")
    def test_a_wrong_decision_is_revoked_with_a_reason(self):
        reward = self._reward("principal", self.praise, decision_date="2026-11-20")
        with self.assertRefused("with a reason", UserError):
            reward._revoke("")
        self._as("principal", self.env["school.reward.decide"]).create(
            {"reward_ids": reward.ids, "reason": "Nhầm học sinh"}
        ).action_revoke()
        self.assertEqual(reward.state, "revoked")
        with self.assertRefused("Only what is decided", UserError):
            reward._revoke("Lại")
        with self.assertRaises(AccessError):
            reward.revoked_reason = False

    @covers("PUP-06")
    def test_impossible_rewards_are_refused_by_name(self):
        for values, reason in (
            ({"date": "2026-12-02"}, "still to come"),
            ({"date": "2013-01-01"}, "before the birth"),
            ({"decision_number": "1/QĐ"}, "day of the decision is missing"),
            ({"year_id": self._create_year(self.other_school).id}, "another school"),
        ):
            with self.subTest(reason=reason), self.assertRefused(f"Nguyễn An.*{reason}"):
                self._reward("secretary", self.merit, **values)

    @covers("PUP-06")
    def test_a_class_in_one_go(self):
        costs = []
        for size in (5, 40):
            students = self._create_students(self.class_8b, [f"Lê {n} {size}" for n in range(size)])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            batch = self._as("secretary", self.env["school.reward.batch"]).create(
                {
                    "student_ids": students.ids,
                    "kind_id": self.merit.id,
                    "date": "2026-11-20",
                    "reason": "Học sinh Giỏi",
                    "decision_number": "46/QĐ",
                    "decision_date": "2026-11-20",
                }
            )
            found = self.env["school.reward"].search(batch.action_apply()["domain"])
            self.env.flush_all()
            costs.append(self.env.cr.sql_log_count - before)
            self.assertEqual((len(found), set(found.mapped("state"))), (size, {"decided"}))
        self.assertLessEqual(costs[1], costs[0] + 2)
        batch = self._as("secretary", self.env["school.reward.batch"]).new(
            {"class_id": self.class_8a.id}
        )
        self.assertEqual(batch.student_ids._origin, self.pupils)

    @covers("PUP-06", "ACC-01")
    def test_other_classes_are_closed(self):
        stranger = self._create_students(self.class_8b, ["Lê Dũng"])
        with self.assertRaises(AccessError):
            self._reward("homeroom", self.praise, student_id=stranger.id)
        reward = self._reward("homeroom", self.praise)
        self.assertEqual(reward.with_user(self.users["teacher"]).reason, "Giải Nhất văn nghệ")
        with self.assertRaises(AccessError):
            reward.with_user(self.users["other_teacher"]).read(["reason"])
