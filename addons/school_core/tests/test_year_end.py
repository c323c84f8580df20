# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .common import SchoolCommon


@tagged("post_install", "-at_install")
class TestYearEnd(SchoolCommon):
    def test_the_next_grade_is_one_of_the_level(self):
        grade_9 = self.env.ref("school_core.school_grade_9")
        self.assertEqual(self.grade_8._next(), grade_9)
        self.assertFalse(grade_9._next())

    def test_a_step_says_who_does_it(self):
        steps = self.env["school.start.step"].with_user(self.users["principal"])
        [step] = steps._step(1, "x", "X", left=2, total=3, who=("principal", "secretary"))
        self.assertEqual((step["done"], step["mine"], step["action"]), (False, True, False))
        self.assertEqual(len(step["who"]), 2)
        [step] = steps._step(1, "x", "X", left=0, who=("secretary",))
        self.assertEqual((step["done"], step["mine"]), (True, False))
