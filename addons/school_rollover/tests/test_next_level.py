# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .common import RolloverCommon


@tagged("post_install", "-at_install")
@freeze_time("2027-08-10")
class TestNextLevel(RolloverCommon):
    """A school that teaches two levels: grade 9 is completed, grade 10 admits by decision."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        upper = cls.env.ref("school_core.school_level_thpt")
        cls.school.school_level_ids = [Command.link(upper.id)]
        grade_10 = cls.env.ref("school_core.school_grade_10")
        cls.next_10a = cls._create_class("10A", cls.next_year, grade_10)

    def _complete(self):
        rollover = self._prepare()
        line = self._line(rollover, self.giang)
        self.assertEqual((line.outcome, line.class_to_id.id), ("completed", False))
        self._carry_out(rollover)
        return rollover

    @covers("PUP-03")
    def test_who_completed_a_level_is_admitted_to_the_next_one_as_the_same_pupil(self):
        self._complete()
        second = self._prepare()
        second.action_take_new()
        line = self._line(second, self.giang)
        self.assertEqual((line.outcome, line.class_to_id.id), ("undecided", False))
        line.write(
            {
                "outcome": "admitted",
                "class_to_id": self.next_10a.id,
                "change_reason": "Trúng tuyển lớp 10, QĐ 45",
            }
        )
        self._carry_out(second)
        self.assertEqual(line.movement_id.kind, "admission")
        self.assertEqual(
            self.giang.enrollment_ids.sorted("date_start").class_id, self.class_9a | self.next_10a
        )
        self.assertEqual(self.giang.status, "enrolled")
        self._undo(second)
        self.assertEqual(self.giang.enrollment_ids.class_id, self.class_9a)
        self.assertEqual(self.giang.status, "left")

    @covers("PUP-03")
    def test_nobody_is_promoted_into_the_next_level(self):
        rollover = self._prepare()
        self._line(rollover, self.giang).write(
            {
                "outcome": "promoted",
                "class_to_id": self.next_10a.id,
                "change_reason": "Học tiếp lớp 10",
            }
        )
        with self.assertRefused("Completes the level.*Vũ Giang", UserError):
            rollover.action_submit()

    def test_who_is_not_admitted_stays_out(self):
        self._complete()
        second = self._prepare()
        second.action_take_new()
        self.outcomes[self.chau] = "promoted"
        self.addCleanup(self.outcomes.__setitem__, self.chau, "undecided")
        second.action_refresh()
        self._carry_out(second)
        self.assertFalse(self._line(second, self.giang).movement_id)
        self.assertEqual(self.giang.status, "left")

    def test_only_where_the_school_teaches_the_next_level(self):
        self._complete()
        self.next_10a.grade_id = self.env.ref("school_core.school_grade_11")
        second = self._prepare()
        with self.assertRefused("Every pupil", UserError):
            second.action_take_new()

    def test_who_came_back_meanwhile_is_not_taken(self):
        self._complete()
        self.env["school.movement"].create(
            {
                "student_id": self.giang.id,
                "kind": "admission",
                "date": "2027-08-01",
                "class_to_id": self.next_10a.id,
            }
        )
        second = self._prepare()
        with self.assertRefused("Every pupil", UserError):
            second.action_take_new()
