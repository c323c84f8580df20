# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import replace

from odoo.tests import tagged

from odoo.addons.school_core.tests.common import covers

from ..rules import case_json, registry
from ..rules.average_scheme import AverageScheme
from ..rules.tt22.engine import TT22
from ..rules.tt22.parameters import Parameters
from .common import GradebookCommon


class InventedScheme(AverageScheme):
    midterm = ("Bài 1", "Bài kiểm tra")
    final = ("Bài 2", "Bài kiểm tra")


class Invented(TT22):
    """A circular that nobody has issued: from 2030 on, in grade 8, the final counts double."""

    scheme_class = InventedScheme


PARAMETERS = replace(
    Parameters(),
    code="TT99",
    law="TT99",
    title="Thông tư 99/2030/TT-BGDĐT",
    levels=("THCS",),
    first_years={8: 2030},
    term_weights=(1, 1, 2),
    subjects_needed=1,
)
CASE = {
    "rules": "TT22",
    "level": "THCS",
    "grade": 8,
    "subjects": [
        {
            "code": "toan",
            "kind": "score",
            "periods": 35,
            "terms": {"1": {"regular": [8, 7], "midterm": 6, "final": 9}},
        }
    ],
}


@tagged("post_install", "-at_install")
class TestInventedCircular(GradebookCommon):
    """A new circular is one class with its data; nothing of the others is edited."""

    @classmethod
    def setUpClass(cls):
        before = case_json.assess(CASE)
        registry.register(Invented(PARAMETERS))
        cls.addClassCleanup(registry._RULES.pop, ("TT99", "THCS"))
        super().setUpClass()
        cls.before = before
        cls.later = cls._create_year(cls.school, 2030)
        cls.later_class = cls._create_class("8A", year=cls.later)
        cls.later_plan = cls._plan_subject(cls.later_class, cls.maths)
        cls.later_plan.periods = 35
        cls.pupil = cls._create_students(cls.later_class, ["Đinh Văn Khoa"])
        cls.env.flush_all()

    @covers("GB-01")
    def test_it_applies_where_it_says_and_nowhere_else(self):
        self.assertEqual(self.later_class.rules_code, "TT99")
        self.assertEqual(self.class_8a.rules_code, "TT22")
        grade_9 = self.env.ref("school_core.school_grade_9")
        later_9 = self._create_class("9A", year=self.later, grade=grade_9)
        self.assertEqual(later_9.rules_code, "TT22")
        self.assertEqual(case_json.assess(CASE), self.before)

    @covers("GB-01", "GB-10")
    def test_cases_name_it(self):
        result = case_json.assess({**CASE, "rules": "TT99"})
        # (8 + 7 + 6 + 2 × 9) : 5 = 39 : 5
        self.assertEqual(result["subjects"]["toan"]["term"]["1"], 7.8)
        self.assertIn("TT99 Điều 9.1b", {reason["source"] for reason in result["reasons"]})

    @covers("GB-01", "GB-02", "GB-10")
    def test_its_books_and_results_come_with_it(self):
        sheet = self._sheet(self.later_plan, self.later.term_ids.sorted("number")[0])
        columns = self._as("gradebook_admin", sheet).grid_open()["columns"]
        labels = {column["name"]: column["label"] for column in columns}
        self.assertEqual((labels["midterm"], labels["final"]), ("Bài 1", "Bài 2"))
        mark = self._mark(sheet, self.pupil, regular_1=8, regular_2=7, midterm=6, final=9)
        self.assertEqual(mark.average, 7.8)
        result = self.env["school.result"].search(
            [("student_id", "=", self.pupil.id), ("period", "=", "1")]
        )
        self.assertEqual(result.learning, "kha")
        self.assertIn("TT99 Điều 9.2b", {reason["source"] for reason in result.reasons})
