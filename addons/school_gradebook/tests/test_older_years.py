# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.school_core.tests.common import covers

from .common import GradebookCommon

COLUMNS_2019 = [
    *(f"regular_{number}" for number in range(1, 7)),
    *("midterm", "midterm_2", "midterm_3", "midterm_4", "final", "average"),
]


class OlderYearsCommon(GradebookCommon):
    """8A of 2019-2020 (TT58 as issued) beside 8A of 2026-2027 (TT22): Toán, Ngữ văn, PE."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old_year = cls._create_year(cls.school, 2019)
        cls.old_terms = cls.old_year.term_ids.sorted("number")
        cls.old_class = cls._create_class("8A", year=cls.old_year)
        cls.old_plans = cls._plans(cls.old_class, ("toan", "van", "gdtc"))
        cls.old_students = cls._create_students(cls.old_class, ["Phạm Văn Dũng", "Vũ Thị Hà"])
        cls.dung, cls.ha = cls.old_students
        cls.env["school.homeroom.assignment"].create(
            {
                "class_id": cls.old_class.id,
                "teacher_id": cls.employees["homeroom"].id,
                "date_start": cls.old_year.date_start,
            }
        )
        cls.old_sheets = cls.old_plans["toan"].sheet_ids.sorted(lambda s: s.term_id.number)
        cls._assign("teacher", cls.old_plans["toan"], cls.old_year.date_start)
        cls.env.flush_all()

    @classmethod
    def _plans(cls, school_class, codes):
        plans = {}
        for code in codes:
            subject = cls.env.ref(f"school_core.school_subject_{code}")
            plans[code] = cls._plan_subject(school_class, subject)
            plans[code].periods = 35
        return plans

    @classmethod
    def _enter(cls, plan, student, marks, final=None):
        """Enter the same marks in both terms."""
        for sheet in plan.sheet_ids:
            tests = {"regular_1": marks, "regular_2": marks, "midterm": marks}
            cls._mark(sheet, student, **tests, final=marks if final is None else final)

    @classmethod
    def _conduct(cls, student, school_class, levels, **values):
        for term, level in zip(school_class.year_id.term_ids.sorted("number"), levels, strict=True):
            cls.env["school.conduct"].create(
                {
                    "class_id": school_class.id,
                    "term_id": term.id,
                    "student_id": student.id,
                    "conduct": level,
                    "absences_excused": 0,
                    "absences_unexcused": 0,
                    **(values if term.number == 2 else {}),
                }
            )

    @classmethod
    def _result(cls, student, period="year"):
        cls.env.invalidate_all()
        return cls.env["school.result"].search(
            [("student_id", "=", student.id), ("period", "=", period)]
        )


@tagged("post_install", "-at_install")
class TestOlderYears(OlderYearsCommon):
    @covers("GB-01")
    def test_one_school_uses_several_circulars_at_once(self):
        grade_9 = self.env.ref("school_core.school_grade_9")
        year_2020 = self._create_year(self.school, 2020)
        year_2023 = self._create_year(self.school, 2023)
        codes = {
            "TT58-2011": self.old_class,
            "TT58": self._create_class("8A", year=year_2020),
            "TT22": self.class_8a,
        }
        for code, school_class in codes.items():
            self.assertEqual(school_class.rules_code, code)
        # the roadmap: in 2023 grade 8 is under TT22, grade 9 not yet
        self.assertEqual(self._create_class("8B", year=year_2023).rules_code, "TT22")
        self.assertEqual(self._create_class("9A", year=year_2023, grade=grade_9).rules_code, "TT58")

    @covers("GB-01", "GB-02")
    def test_sheet_has_the_columns_of_its_circular(self):
        names = {}
        for sheet in (self.old_sheets[0], self.sheet):
            grid = self._as("teacher", sheet).grid_open()
            names[sheet] = [column["name"] for column in grid["columns"]]
        self.assertEqual(names[self.old_sheets[0]], [*COLUMNS_2019, "remark"])
        self.assertNotIn("midterm_2", names[self.sheet])
        grid = self._as("teacher", self.old_sheets[0]).grid_open()
        groups = {column["name"]: column["group"] for column in grid["columns"]}
        self.assertEqual(
            (groups["regular_1"], groups["midterm_4"], groups["final"]), ("KTtx", "KTđk", "")
        )

    @covers("GB-01", "GB-02")
    def test_tests_of_coefficient_2_count_each(self):
        sheet = self.old_sheets[0]
        values = {"regular_1": 8, "regular_5": 9, "midterm": 7, "midterm_3": 9, "final": 8}
        cells = [self._cell(self.dung, name, value) for name, value in values.items()]
        answer = self._as("teacher", sheet).grid_save({"number": 1, "cells": cells})
        self.assertEqual({cell["status"] for cell in answer["cells"]}, {"saved"})
        mark = sheet.mark_ids.filtered(lambda mark: mark.student_id == self.dung)
        # (8 + 9 + 2 × 7 + 2 × 9 + 3 × 8) : 9 = 73 : 9
        self.assertEqual(mark.average, 8.1)
        mark.midterm = False
        self.assertIs(mark.average, False)

    @covers("GB-01", "GB-02")
    def test_another_circular_has_no_such_column(self):
        with self.assertRefused("no such column", UserError):
            self._mark(self.sheet, self.binh, midterm_2=8)
        cells = [self._cell(self.binh, "midterm_2", 8)]
        answer = self._as("teacher", self.sheet).grid_save({"number": 1, "cells": cells})
        self.assertEqual(answer["cells"][0]["status"], "refused")

    @covers("GB-01", "GB-10")
    def test_results_have_levels_averages_and_titles_of_terms(self):
        self._enter(self.old_plans["toan"], self.dung, 9)
        self._enter(self.old_plans["van"], self.dung, 7.6)
        self._enter(self.old_plans["gdtc"], self.dung, 1)
        self._conduct(self.dung, self.old_class, ("tot", "kha"), conduct_year="tot")
        first, year = self._result(self.dung, "1"), self._result(self.dung)
        self.assertEqual((first.learning, first.average, first.title), ("gioi", 8.3, "gioi"))
        self.assertEqual(self._result(self.dung, "2").title, "tien_tien")
        found = (year.learning, year.average, year.conduct, year.title, year.promotion)
        self.assertEqual(found, ("gioi", 8.3, "tot", "gioi", "promoted"))
        self.assertIn("TT58 Điều 13.1", {reason["source"] for reason in year.reasons})
        self.assertFalse(year.missing)
        # TT22 knows neither an average of all subjects nor a title of a term
        current = self._result(self.binh, "1")
        self.assertEqual((current.average, current.title), (False, False))

    @covers("GB-10", "GB-12")
    def test_the_review_speaks_the_words_of_the_circular(self):
        headings = {}
        for school_class in (self.old_class, self.class_8a):
            book = school_class.result_book_ids.filtered(lambda book: book.period == "year")
            headings[school_class] = [heading for heading, _counts in book._review()["levels"]]
        self.assertEqual(headings[self.old_class], ["Học lực", "Hạnh kiểm"])
        self.assertNotIn("Hạnh kiểm", headings[self.class_8a])

    @covers("GB-10")
    def test_the_year_s_conduct_is_that_of_term_2_until_somebody_decides(self):
        self._conduct(self.dung, self.old_class, ("tot", "tb"))
        self.assertEqual(self._result(self.dung).conduct, "tb")
        row = self.env["school.conduct"].search(
            [("student_id", "=", self.dung.id), ("term_id", "=", self.old_terms[1].id)]
        )
        row.conduct_year = "kha"
        self.assertEqual(self._result(self.dung).conduct, "kha")
        grid = self._as("homeroom", row.sheet_id).grid_open()
        column = next(c for c in grid["columns"] if c["name"] == "conduct_year")
        self.assertEqual([key for key, _label in column["options"]], ["tot", "kha", "tb", "yeu"])

    @covers("GB-01", "GB-02")
    def test_levels_of_another_circular_are_refused(self):
        for student, school_class, values in (
            (self.ha, self.old_class, {"conduct": "dat"}),
            (self.ha, self.old_class, {"conduct": "tot", "conduct_summer": "chua_dat"}),
            (self.binh, self.class_8a, {"conduct": "tb"}),
            (self.binh, self.class_8a, {"conduct": "tot", "conduct_year": "tot"}),
        ):
            term = school_class.year_id.term_ids.sorted("number")[1]
            place = {"class_id": school_class.id, "term_id": term.id, "student_id": student.id}
            with self.subTest(values), self.assertRefused("no such level", ValidationError):
                self.env["school.conduct"].create({**place, **values})

    @covers("GB-01", "GB-10")
    def test_key_subjects_and_the_specialised_one(self):
        self._enter(self.old_plans["toan"], self.dung, 7.9)
        self._enter(self.old_plans["van"], self.dung, 8.2)
        self._enter(self.old_plans["gdtc"], self.dung, 1)
        self.assertEqual(self._result(self.dung).learning, "gioi")
        self.old_plans["toan"].is_specialised = True
        self.assertEqual(self._result(self.dung).learning, "kha")

    @covers("GB-01", "GB-10")
    def test_exemption_leaves_a_comment_subject_out(self):
        self._enter(self.old_plans["toan"], self.dung, 9)
        self._enter(self.old_plans["van"], self.dung, 9)
        self.assertFalse(self._result(self.dung).learning)
        exemption = {"student_id": self.dung.id, "part": "whole", "decision_number": "7/QĐ"}
        exemption["date_start"] = self.old_year.date_start
        self.env["school.exemption"].create({**exemption, "subject_id": self.physical.id})
        self.assertEqual(self._result(self.dung).learning, "gioi")
        with self.assertRefused("inclusive"):
            self.env["school.exemption"].create({**exemption, "subject_id": self.maths.id})


@tagged("post_install", "-at_install")
class TestContinuingEducation(OlderYearsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.school.school_level_ids += cls.env.ref("school_core.school_level_gdtx_thpt")
        cls.gdtx_class = cls._create_class(
            "10 GDTX", grade=cls.env.ref("school_core.school_grade_gdtx_10")
        )
        codes = ("van", "toan", "su", "dia", "ly", "hdtn")
        cls.gdtx_plans = cls._plans(cls.gdtx_class, codes)
        cls.learner = cls._create_students(cls.gdtx_class, ["Hồ Văn Giang"])

    @covers("GB-01", "GB-10")
    def test_five_subjects_and_no_comments_decide(self):
        self.assertEqual(self.gdtx_class.rules_code, "TT43")
        for code, plan in self.gdtx_plans.items():
            if code != "hdtn":
                self._enter(plan, self.learner, 9)
        self._conduct(self.learner, self.gdtx_class, ("tot", "tot"))
        year = self._result(self.learner)
        self.assertEqual((year.learning, year.title), ("tot", "xuat_sac"))
        self.assertIn("Học viên Xuất sắc", year.reasons_html)

    @covers("GB-01")
    def test_plan_comes_from_its_own_curriculum(self):
        lines = self.env["school.curriculum.line"].search(
            [("grade_id", "=", self.gdtx_class.grade_id.id), ("choice", "=", "chosen")]
        )
        self.assertEqual(len(lines), 7)
