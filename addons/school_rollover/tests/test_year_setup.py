# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from odoo.addons.school_core.tests.common import SchoolCommon, covers


@tagged("post_install", "-at_install")
@freeze_time("2027-05-20")
class TestYearSetup(SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        grades = {n: cls.env.ref(f"school_core.school_grade_{n}") for n in (6, 7, 9)}
        cls.class_6a = cls._create_class("6A", grade=grades[6])
        cls.class_7a = cls._create_class("7A", grade=grades[7])
        cls.class_9a = cls._create_class("9A", grade=grades[9])
        for one in (cls.class_7a, cls.class_9a):
            cls._plan_subject(one, cls.maths, periods=105)
        cls.maths_8a.write({"periods": 111, "kind": "comment"})
        cls.env["school.homeroom.assignment"].create(
            [
                {
                    "class_id": one.id,
                    "teacher_id": cls.employees[name].id,
                    "date_start": cls.year.date_start,
                }
                for one, name in ((cls.class_7a, "other_teacher"), (cls.class_9a, "teacher"))
            ]
        )

    def _setup(self, role="principal", **values):
        wizard = self.env["school.year.setup"].with_user(self.users[role])
        form = Form(wizard.with_context(allowed_company_ids=self.school.ids))
        for name, value in values.items():
            form[name] = value
        setup = form.save()
        setup.action_propose()
        return setup

    @covers("OPS-01", "ORG-02", "ORG-03", "ORG-04")
    def test_year_classes_plans_and_teachers(self):
        setup = self._setup(homeroom_way="follow", teaching_way="same")
        self.assertEqual(
            {line.name: line.teacher_id for line in setup.class_ids},
            {
                "6A": self.employees["teacher"],  # comes down from 9A
                "7A": self.env["hr.employee"],
                "8A": self.employees["other_teacher"],
                "8B": self.env["hr.employee"],
                "9A": self.employees["homeroom"],
            },
        )
        setup.class_ids.filtered(lambda line: line.name == "8B").unlink()
        action = setup.action_apply()
        year = self.env["school.year"].browse(action["res_id"])
        self.assertEqual((year.name, year.state), ("2027-2028", "draft"))
        first, second = year.term_ids.sorted("number")
        self.assertEqual(
            (first.date_end, second.date_start), (date(2028, 1, 17), date(2028, 1, 18))
        )
        self.assertEqual((first.weeks, second.weeks), (18, 17))
        classes = {one.name: one for one in year.class_ids}
        self.assertEqual(set(classes), {"6A", "7A", "8A", "9A"})
        plans = {plan.subject_id: (plan.periods, plan.kind) for plan in classes["8A"].subject_ids}
        self.assertEqual(plans[self.maths], (111, "comment"))
        self.assertEqual(set(plans), {self.maths, self.physical})
        self.assertGreater(len(classes["6A"].subject_ids), 5, "from the curriculum")
        teaching = classes["8A"].subject_ids.assignment_ids
        self.assertEqual(teaching.teacher_id, self.employees["teacher"])
        self.assertEqual(set(teaching.mapped("date_start")), {year.date_start})
        self.assertEqual(classes["9A"].homeroom_ids.teacher_id, self.employees["homeroom"])

    @covers("OPS-01")
    def test_subject_teachers_go_up_with_the_class(self):
        setup = self._setup("vice_academic", homeroom_way="none", teaching_way="follow")
        self.assertFalse(setup.class_ids.teacher_id)
        self.assertEqual(
            [(line.class_line_id.name, line.subject_id) for line in setup.teacher_ids],
            [("9A", self.maths)],
        )
        year = self.env["school.year"].browse(setup.action_apply()["res_id"])
        self.assertEqual(len(year.class_ids.subject_ids.assignment_ids), 1)

    @covers("OPS-01")
    def test_into_a_year_that_is_there(self):
        year = self._create_year(self.school, 2027)
        self._create_class("8A", year)
        setup = self._setup()
        self.assertEqual(setup.year_id, year)
        self.assertNotIn("8A", setup.class_ids.mapped("name"))
        setup.action_apply()
        self.assertEqual(len(year.class_ids), 5)

    @covers("OPS-01")
    def test_bad_input_changes_nothing(self):
        setup = self._setup(teaching_way="same")
        years = self.env["school.year"].search_count([])
        line = setup.class_ids[:1]
        name = line.name
        line.name = "9A"
        with self.assertRefused("would be there twice: 9A", UserError):
            setup.action_apply()
        line.name = name
        doubled = setup.teacher_ids[:1].copy()
        with self.assertRefused("has .* twice", UserError):
            setup.action_apply()
        doubled.subject_id = self.env.ref("school_core.school_subject_tin")
        with self.assertRefused("is not in the plan of class 8A", UserError):
            setup.action_apply()
        doubled.unlink()
        setup.term_1_end = False
        with self.assertRefused("dates of the year", UserError):
            setup.action_apply()
        setup.write({"term_1_end": "2027-01-17", "date_start": "2026-09-05"})
        with self.assertRefused("Another school year", UserError):
            setup.action_apply()
        self.assertEqual(self.env["school.year"].search_count([]), years)
        for role in ("teacher", "secretary"):
            with self.assertRaises(AccessError):
                self._setup(role)
