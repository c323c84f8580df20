# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

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
                    "absences_excused": 0,
                    "absences_unexcused": 0,
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
        exemption = self._exempt(self.binh, self.maths)
        self.env.invalidate_all()
        self.assertEqual(self._result(self.binh).learning, "tot")
        self.assertEqual(self._result(self.binh).promotion, "principal")
        exemption.unlink()
        self.env.invalidate_all()
        self.assertNotEqual(self._result(self.binh).learning, "tot")

    def _conduct(self, student, term):
        return self.env["school.conduct"].search(
            [("student_id", "=", student.id), ("term_id", "=", term.id)]
        )

    @covers("GB-10", "GB-19")
    def test_the_end_of_the_year_stands_beside_the_summer(self):
        self._fill(self.anh, toan=3, van=3)
        self._fill(self.binh, conduct="chua_dat")
        self._fill(self.chau)
        for code in ("toan", "van"):
            self._mark(self._sheet(self.plans[code], self.term_2), self.anh, reassessed=6)
        self._conduct(self.binh, self.term_2).conduct_summer = "dat"
        self.env.invalidate_all()
        year = self._result(self.anh)
        self.assertEqual((year.learning_at_end, year.learning), ("chua_dat", "kha"))
        self.assertEqual(
            (year.promotion_at_end, year.promotion), ("reassess", "promoted_after_summer")
        )
        year = self._result(self.binh)
        self.assertEqual((year.conduct_at_end, year.conduct), ("chua_dat", "dat"))
        self.assertEqual(year.promotion_at_end, "summer_training")
        (book,) = self.env["school.class.book"]._collect(self.class_8a)
        lines = {
            line["student"]: (
                *(result["conduct"]["year"], result["learning"]["year"]),
                *(result["conduct_after"], result["learning_after"]),
            )
            for line, result in zip(book["roster"], book["results"], strict=True)
        }
        self.assertEqual(lines[self.anh], ("tot", "chua_dat", False, "kha"))
        self.assertEqual(lines[self.binh], ("chua_dat", "tot", "dat", False))
        self.assertEqual(lines[self.chau], ("tot", "tot", False, False))
        # Failed again: the form shows the level of the summer, although it is the same.
        self._mark(self._sheet(self.plans["toan"], self.term_2), self.anh, reassessed=2)
        self._mark(self._sheet(self.plans["van"], self.term_2), self.anh, reassessed=2)
        self._conduct(self.binh, self.term_2).conduct_summer = "chua_dat"
        self.env.invalidate_all()
        (book,) = self.env["school.class.book"]._collect(self.class_8a)
        after = [(r["conduct_after"], r["learning_after"]) for r in book["results"]]
        self.assertEqual(after, [(False, "chua_dat"), ("chua_dat", False), (False, False)])

    @covers("GB-11")
    def test_absences_are_unknown_until_somebody_says_so(self):
        self._fill(self.binh)
        conduct = self._conduct(self.binh, self.term_1)
        self.assertIs(conduct.absences_excused, 0)
        conduct.absences_excused = False
        self.env.invalidate_all()
        self.assertIs(conduct.absences_excused, False)
        year = self._result(self.binh)
        self.assertEqual((year.learning, year.promotion), ("tot", "incomplete"))
        self.assertIn("absences.excused", year.missing)
        self.assertEqual(self._result(self.binh, "1").learning, "tot")
        lines = self.env["school.mark.missing"].search(
            [("student_id", "=", self.binh.id), ("term_id", "=", self.term_1.id)]
        )
        self.assertEqual(lines.mapped("part"), ["absences"])
        self.assertEqual(lines.number, 1)
        (book,) = self.env["school.class.book"]._collect(self.class_8a)
        result = book["results"][1]
        self.assertEqual((result["excused"][1], result["excused"][2]), (None, 0))
        self.assertIsNone(result["absences"])

    @covers("GB-11")
    def test_no_absences_for_the_others(self):
        sheet = self.class_8a.conduct_sheet_ids.filtered(lambda s: s.term_id == self.term_1)
        self._as("homeroom", sheet).grid_save(
            {
                "number": 1,
                "cells": [
                    self._cell(self.binh, "absences_excused", 3),
                    self._cell(self.binh, "conduct", "tot"),
                ],
            }
        )
        self.assertIs(sheet.conduct_ids.absences_unexcused, False)
        self.assertEqual(sheet.missing_count, 3)
        for login in ("principal", "secretary"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._as(login, sheet).action_no_absences()
        self._as("homeroom", sheet).action_no_absences()
        numbers = {
            line.student_id: (line.absences_excused, line.absences_unexcused)
            for line in sheet.conduct_ids
        }
        self.assertEqual(numbers, {self.binh: (3, 0), self.anh: (0, 0), self.chau: (0, 0)})
        self.assertEqual(sheet.missing_count, 2)

    @covers("GB-12")
    def test_both_books_know_of_a_pupil_who_changes_class(self):
        for code, plan in self.plans.items():
            if code != "toan":
                self._plan_subject(self.class_8b, plan.subject_id, periods=plan.periods)
        self.maths_8b.periods = self.maths_8a.periods
        for student in self.students:
            self._fill(student, terms=(1,))
        books = (self.class_8a | self.class_8b).result_book_ids.filtered(lambda b: b.period == "1")
        self._create_students(self.class_8b, ["Phạm Văn Đức"])
        self.env["school.homeroom.assignment"].create(
            {
                "class_id": self.class_8b.id,
                "teacher_id": self.employees["other_teacher"].id,
                "date_start": self.year.date_start,
            }
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE school_result_book SET approval_state = 'submitted' WHERE id IN %s",
            [books._ids],
        )
        self.env.invalidate_all()
        with freeze_time("2027-02-10"):
            self.env["school.movement"].create(
                {
                    "student_id": self.binh.id,
                    "kind": "class_transfer",
                    "date": "2027-02-10",
                    "class_to_id": self.class_8b.id,
                }
            )
        self.env.invalidate_all()
        self.assertEqual(self._result(self.binh, "1").class_id, self.class_8b)
        self.assertEqual(self._result(self.binh, "1").learning, "tot")
        self.assertEqual(books.mapped("approval_state"), ["draft", "draft"])
        # and it stays so when the old class is computed again
        self.class_8a._recompute_results()
        self.env.invalidate_all()
        self.assertEqual(self._result(self.binh, "1").class_id, self.class_8b)
        self.assertEqual(self._result(self.anh, "1").class_id, self.class_8a)
