# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from odoo.addons.school_core.tests.common import covers

from ..models.school_mark import MARK_COLUMNS
from .common import GradebookCommon

SCORED = ("van", "anh", "gdcd", "lsdl", "khtn", "cnghe", "tin")
COMMENTED = ("nthuat", "hdtn", "gddp")


@tagged("post_install", "-at_install")
class TestResults(GradebookCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in (*SCORED, *COMMENTED):
            subject = cls.env.ref(f"school_core.school_subject_{code}")
            cls._plan_subject(cls.class_8a, subject, periods=35)
        cls.plans = {plan.subject_id.code: plan for plan in cls.class_8a.subject_ids}

    def _result(self, student, period="year"):
        return self.env["school.result"].search(
            [("student_id", "=", student.id), ("period", "=", period)]
        )

    def _fill(self, student, terms=(1, 2), conduct="tot", **marks):
        """Give ``student`` the mark 8.5 everywhere, or the one named for a subject."""
        for term in self.year.term_ids.filtered(lambda term: term.number in terms):
            for code, plan in self.plans.items():
                sheet = self._sheet(plan, term)
                value = marks.get(code, 8.5 if sheet.kind == "score" else 1)
                columns = (*MARK_COLUMNS[: sheet.required_regular], "midterm", "final")
                self._mark(sheet, student, **dict.fromkeys(columns, value))
            self.env["school.conduct"].create(
                {
                    "class_id": self.class_8a.id,
                    "term_id": term.id,
                    "student_id": student.id,
                    "conduct": conduct,
                }
            )

    @covers("GB-10")
    def test_incomplete_until_everything_is_there(self):
        self._fill(self.binh, terms=(1,))
        self.assertEqual(self._result(self.binh, "1").learning, "tot")
        year = self._result(self.binh)
        self.assertEqual((year.learning, year.promotion), (False, "incomplete"))
        self.assertIn("toan.2.average", year.missing)
        self._fill(self.binh, terms=(2,))
        self.env.invalidate_all()
        self.assertEqual((year.learning, year.promotion, year.title), ("tot", "promoted", "gioi"))
        self.assertFalse(year.missing)

    @covers("GB-10")
    def test_reasons_name_the_article(self):
        self._fill(self.binh)
        year = self._result(self.binh)
        self.assertIn("TT22 Điều 9.2a", [reason["source"] for reason in year.reasons])
        self.assertIn("TT22 Điều 9.2a", year.reasons_html)
        self.assertTrue(all(r["of"].endswith(".1") for r in self._result(self.binh, "1").reasons))

    @covers("GB-10")
    def test_reassessment_and_its_result(self):
        self._fill(self.binh, toan=3)
        year = self._result(self.binh)
        self.assertEqual((year.learning_before, year.learning), ("chua_dat", "dat"))
        self._fill(self.anh, toan=3, van=3)
        year = self._result(self.anh)
        self.assertEqual((year.promotion, year.learning), ("reassess", "chua_dat"))
        self.assertEqual(set(year.reassess_subjects), {"toan", "van"})
        for code in ("toan", "van"):
            self._mark(self._sheet(self.plans[code], self.term_2), self.anh, reassessed=6)
        self.env.invalidate_all()
        self.assertEqual(year.promotion, "promoted_after_summer")

    @covers("GB-10")
    def test_settings_recompute(self):
        self._fill(self.binh, gdtc=0)
        year = self._result(self.binh)
        self.assertEqual((year.learning_before, year.learning), ("dat", "kha"))
        self.school.school_adjust_counts_comment_subject = False
        self.env.invalidate_all()
        self.assertEqual(year.learning, "dat")

    @covers("GB-11")
    def test_conduct_changes_the_result(self):
        self._fill(self.binh)
        conduct = self.env["school.conduct"].search(
            [("student_id", "=", self.binh.id), ("term_id", "=", self.term_2.id)]
        )
        conduct.absences_unexcused = 46
        self.assertEqual(self._result(self.binh).promotion, "repeat")
        conduct.write({"absences_unexcused": 0, "conduct": "chua_dat"})
        self.env.invalidate_all()
        self.assertEqual(self._result(self.binh).promotion, "summer_training")
        conduct.conduct_summer = "dat"
        self.env.invalidate_all()
        self.assertEqual(self._result(self.binh).promotion, "promoted_after_summer")

    def test_exempt_subject_is_left_out(self):
        self._fill(self.binh, toan=2)
        self.assertNotEqual(self._result(self.binh).learning, "tot")
        self.binh.disability = "inclusive"
        exemption = self.env["school.exemption"].create(
            {
                "student_id": self.binh.id,
                "subject_id": self.maths.id,
                "part": "whole",
                "date_start": self.year.date_start,
                "decision_number": "12/QĐ",
            }
        )
        self.env.invalidate_all()
        self.assertEqual(self._result(self.binh).learning, "tot")
        self.assertEqual(self._result(self.binh).promotion, "principal")
        exemption.unlink()
        self.env.invalidate_all()
        self.assertNotEqual(self._result(self.binh).learning, "tot")
