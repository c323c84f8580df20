# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from ..models.school_start_step import STARTERS
from .common import RolloverCommon

#: Steps whose numbers are told here; other addons have steps of their own.
OWN = (
    "year",
    "holidays",
    "departments",
    "staff",
    "classes",
    "plans",
    "homeroom",
    "teaching",
    "rollover",
    "pupils",
    "without_class",
    "open_year",
)


@tagged("post_install", "-at_install")
@freeze_time("2027-06-20")
class TestStart(RolloverCommon):
    def _start(self, role="principal", year=None):
        steps = self.env["school.start.step"].with_user(self.users[role])
        steps = steps.with_context(allowed_company_ids=self.school.ids)
        return steps.get_start(year and year.id)

    def _steps(self, role="principal", year=None):
        return {step["code"]: step for step in self._start(role, year)["steps"]}

    @covers("OPS-01")
    def test_what_is_left_of_the_year_in_preparation(self):
        start = self._start()
        self.assertEqual(start["year_id"], self.next_year.id)
        self.assertEqual([year["name"] for year in start["years"]], ["2027-2028", "2026-2027"])
        sequences = [step["sequence"] for step in start["steps"]]
        self.assertEqual(sequences, sorted(sequences))
        steps = self._steps()
        self.assertEqual(
            {code: (steps[code]["left"], steps[code]["total"]) for code in steps if code in OWN},
            {
                "year": (0, None),
                "holidays": (1, None),
                "departments": (1, 0),
                "staff": (10, 10),
                "classes": (0, 4),
                "plans": (4, 4),
                "homeroom": (4, 4),
                "teaching": (0, 0),
                "rollover": (5, 5),
                "pupils": (4, 4),
                "without_class": (0, None),
                "open_year": (0, None),
            },
        )

    @covers("OPS-01")
    def test_steps_get_done(self):
        self._carry_out(self._prepare())
        self.next_8a.write({"subject_ids": [Command.create({"subject_id": self.maths.id})]})
        steps = self._steps()
        self.assertEqual((steps["rollover"]["left"], steps["rollover"]["total"]), (1, 4))
        self.assertEqual(steps["pupils"]["left"], 1)
        self.assertEqual(steps["plans"]["left"], 3)
        self.assertEqual((steps["teaching"]["left"], steps["teaching"]["total"]), (1, 1))
        self.assertFalse(steps["plans"]["done"])
        self.assertTrue(steps["classes"]["done"])

    @covers("OPS-01")
    def test_a_step_opens_what_is_left_of_it(self):
        departments = self.env["hr.department"].create(
            [
                {"name": "Tổ Toán", "company_id": self.school.id},
                {
                    "name": "Tổ Văn",
                    "company_id": self.school.id,
                    "manager_id": self.employees["head_department"].id,
                },
            ]
        )
        step = self._steps()["departments"]
        self.assertEqual((step["left"], step["total"]), (1, 2))
        found = self.env["hr.department"].search(step["action"]["domain"])
        self.assertEqual(found, departments[0])

    @covers("OPS-01")
    def test_every_step_leads_somewhere_and_says_who(self):
        for role in STARTERS:
            for code, step in self._steps(role).items():
                with self.subTest(role=role, code=code):
                    self.assertTrue(step["who"])
                    self.assertTrue(step["action"] or not step["mine"])
        self.assertTrue(self._steps("secretary")["rollover"]["mine"])
        self.assertFalse(self._steps("system")["rollover"]["mine"])

    @covers("OPS-01")
    def test_the_clerks_work_is_listed(self):
        steps = self._steps("clerk")
        mine = {code for code, step in steps.items() if step["mine"]}
        self.assertLessEqual({"staff", "pupils", "without_class", "missing"}, mine)
        self.assertFalse({"classes", "rollover", "teaching"} & mine)
        self.assertFalse(steps["rollover"]["action"])
        clerk = self.env.ref("school_core.group_school_clerk")
        self.assertIn(clerk.name, self._steps("principal")["pupils"]["who"])

    @covers("OPS-01")
    def test_a_school_without_a_year(self):
        self.users["principal"].write(
            {
                "company_ids": [Command.link(self.other_school.id)],
                "company_id": self.other_school.id,
            }
        )
        steps = self.env["school.start.step"].with_user(self.users["principal"])
        found = steps.with_context(allowed_company_ids=self.other_school.ids).get_start()
        self.assertFalse(found["year_id"])
        by_code = {step["code"]: step for step in found["steps"]}
        for code in ("year", "classes", "plans", "teaching", "pupils", "open_year"):
            self.assertFalse(by_code[code]["done"], code)

    @covers("OPS-01")
    def test_not_for_teachers(self):
        with self.assertRefused("for those who set it up", AccessError):
            self._start("teacher")

    def _count_queries(self, pupils):
        """Return what the screen asks once ``pupils`` more are in a class, from cold caches."""
        self._create_students(self.class_8a, [f"Trần Thêm {number}" for number in range(pupils)])
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._start()
        return self.env.cr.sql_log_count - before

    def test_queries_do_not_grow(self):
        self._count_queries(1)
        few = self._count_queries(2)
        # one more or less, as the colleagues of a step are read together or not
        self.assertLess(self._count_queries(20), few + 3)
        # the steps of every addon together
        self.assertLess(few, 200)
