# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import SchoolCommon, covers


@tagged("post_install", "-at_install")
class TestSchoolClass(SchoolCommon):
    @covers("ORG-03")
    def test_classes_are_sorted_by_number(self):
        for name in ("8A10", "8A2", "8Đ", "8D"):
            self._create_class(name)
        classes = self.env["school.class"].search([("year_id", "=", self.year.id)])
        self.assertEqual(classes.mapped("name"), ["8A", "8A2", "8A10", "8B", "8D", "8Đ"])

    @covers("ORG-03")
    def test_pupils_are_sorted_by_given_name(self):
        names = ["Trần Thị Tú", "Lê Đạt", "Nguyễn An", "Hồ Ánh", "Phan Ân", "Bùi Dũng", "Lê An"]
        self._create_students(self.class_8a, names)
        students = self.class_8a._students_on("2026-10-01")
        self.assertEqual(
            students.mapped("name"),
            ["Lê An", "Nguyễn An", "Hồ Ánh", "Phan Ân", "Bùi Dũng", "Lê Đạt", "Trần Thị Tú"],
        )

    @covers("ORG-03")
    def test_pupils_of_a_day(self):
        early = self._create_students(self.class_8a, ["Nguyễn An", "Trần Bình"])
        late = self._create_students(self.class_8a, ["Lê Chi"], date_start="2026-11-02")
        early[0].enrollment_ids.date_end = "2026-10-31"
        self.assertEqual(self.class_8a._students_on("2026-09-05"), early)
        self.assertEqual(self.class_8a._students_on("2026-11-01"), early[1])
        self.assertEqual(self.class_8a._students_on("2026-11-02"), early[1] + late)
        with freeze_time("2027-08-01"):
            self.assertEqual(self.class_8a._students_on(), early[1] + late)
        with freeze_time("2026-10-15"):
            self.assertEqual(self.class_8a.student_count, 2)

    @covers("ORG-03")
    def test_too_large_class_is_shown_not_refused(self):
        self.level.class_size_limit = 2
        self._create_students(self.class_8a, ["Nguyễn An", "Trần Bình"])
        self.assertFalse(self.class_8a.is_oversized)
        self._create_students(self.class_8a, ["Lê Chi"])
        self.assertTrue(self.class_8a.is_oversized)
        self.assertEqual(self.class_8a.with_user(self.users["other_teacher"]).student_count, 3)

    @covers("ORG-03", "ORG-04")
    @freeze_time("2026-10-15")
    def test_every_teacher_opens_the_form_of_every_class(self):
        for login in ("other_teacher", "vice_academic", "clerk"):
            with self.subTest(login):
                form = Form(self.class_8a.with_user(self.users[login]))
                self.assertEqual(form.homeroom_id.name, self.employees["homeroom"].name)
                lines = self.class_8a.with_user(self.users[login]).subject_ids
                self.assertEqual(
                    lines.mapped("teacher_names"), [self.employees["teacher"].name] * 2
                )

    @covers("ORG-03")
    def test_class_of_a_level_that_the_school_does_not_teach(self):
        with self.assertRaisesRegex(ValidationError, "1A: THCS Kim Đồng does not teach.*Tiểu học"):
            self._create_class("1A", grade=self.env.ref("school_core.school_grade_1"))

    @covers("ORG-03")
    def test_name_is_unique_in_the_year(self):
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self._create_class("8A")

    def test_class_with_pupils_is_not_deleted(self):
        self._create_students(self.class_8b, ["Nguyễn An"])
        with self.assertRaisesRegex(UserError, "8B has pupils"):
            self.class_8b.with_user(self.users["principal"]).unlink()


@tagged("post_install", "-at_install")
class TestSubjectPlan(SchoolCommon):
    @covers("ORG-03")
    def test_curriculum_has_the_periods_of_the_programme(self):
        totals = {
            grade.number: periods
            for grade, periods in self.env["school.curriculum.line"]._read_group(
                [("choice", "=", "compulsory"), ("level_id.code", "not like", "GDTX")],
                ["grade_id"],
                ["periods:sum"],
            )
        }
        expected = {1: 875, 2: 875, 3: 980, 4: 1050, 5: 1050, 6: 1015, 7: 1015, 8: 1032, 9: 1032}
        expected.update(dict.fromkeys((10, 11, 12), 612))
        self.assertEqual(totals, expected)
        chosen = self.env["school.curriculum.line"].search([("choice", "=", "chosen")])
        numbers = {
            (grade.level_id.code, grade.number): len(lines)
            for grade, lines in chosen.grouped("grade_id").items()
        }
        wanted = {("THPT", grade): 9 for grade in (10, 11, 12)}
        wanted |= {("GDTX-THPT", grade): 7 for grade in (10, 11, 12)}
        self.assertEqual(numbers, wanted)

    @covers("ORG-03")
    def test_continuing_education_has_a_plan_of_its_own(self):
        lines = self.env["school.curriculum.line"].search(
            [("grade_id", "=", self.env.ref("school_core.school_grade_gdtx_10").id)]
        )
        compulsory = lines.filtered(lambda line: line.choice == "compulsory")
        self.assertEqual(
            set(compulsory.subject_id.mapped("code")), {"van", "toan", "su", "hdtn", "gddp"}
        )
        self.assertNotIn("gdtc", lines.subject_id.mapped("code"))

    @covers("ORG-03")
    def test_subjects_assessed_by_comments_only(self):
        """TT22 Điều 5.1: these and no others of grades 6 to 12."""
        lines = self.env["school.curriculum.line"].search(
            [("grade_id.number", ">=", 6), ("kind", "=", "comment")]
        )
        self.assertEqual(
            set(lines.subject_id.mapped("code")),
            {"gdtc", "nthuat", "amnhac", "mthuat", "hdtn", "gddp"},
        )

    @covers("ORG-03")
    def test_plan_is_filled_from_the_curriculum(self):
        self.maths_8b.periods = 150
        classes = self.class_8a + self.class_8b
        wizard = Form(
            self.env["school.class.plan"]
            .with_user(self.users["vice_academic"])
            .with_context(default_class_ids=classes.ids)
        ).save()
        self.assertEqual(len(wizard.subject_ids), 12)
        wizard.action_fill()
        for school_class in classes:
            self.assertEqual(len(school_class.subject_ids), 12)
        self.assertEqual(self.maths_8b.periods, 150)
        self.assertEqual(sum(self.class_8a.subject_ids.mapped("periods")), 1032)
        by_code = {line.subject_id.code: line for line in self.class_8a.subject_ids}
        self.assertEqual(by_code["cnghe"].periods, 52)
        self.assertEqual(by_code["nthuat"].kind, "comment")
        self.assertEqual(by_code["lsdl"].kind, "score")

    @covers("ORG-03")
    def test_chosen_subjects_of_upper_secondary(self):
        self.school.school_level_ids = [
            Command.link(self.env.ref("school_core.school_level_thpt").id)
        ]
        class_10 = self._create_class("10A1", grade=self.env.ref("school_core.school_grade_10"))
        wizard = self.env["school.class.plan"].create({"class_ids": class_10.ids})
        physics = self.env.ref("school_core.school_subject_ly")
        self.assertIn(physics, wizard.available_subject_ids)
        wizard.subject_ids += physics
        wizard.action_fill()
        self.assertEqual(len(class_10.subject_ids), 9)
        plan = class_10.subject_ids.filtered(lambda line: line.subject_id == physics)
        self.assertEqual((plan.periods, plan.kind, plan.is_optional), (70, "score", False))

    @covers("ORG-03")
    def test_subject_of_another_school_is_refused(self):
        values = {"name": "Cờ vua", "code": "covua", "company_id": self.other_school.id}
        with self.assertRaises(UserError):
            self._plan_subject(self.class_8a, self.env["school.subject"].create(values))
