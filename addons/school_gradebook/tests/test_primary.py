# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.school_core.tests.common import covers

from ..models.school_quality import TRAITS
from .primary_common import PrimaryCommon


@tagged("post_install", "-at_install")
class TestPrimarySheets(PrimaryCommon):
    @covers("GB-01")
    def test_each_class_has_the_books_of_its_circular(self):
        self.assertEqual(self.class_4a.rules_code, "TT27")
        self.assertEqual(self.class_8a.rules_code, "TT22")
        self.assertEqual(len(self.class_4a.quality_sheet_ids), 4)
        self.assertFalse(self.class_8a.quality_sheet_ids)

    @covers("GB-01")
    def test_columns_by_subject_term_and_grade(self):
        first, second = self.maths_sheets
        tested = ["midterm_level", "midterm", "final_level", "final"]
        self.assertEqual(self._columns(first), [*tested, "remark"])
        self.assertEqual(
            self._columns(second), [*tested, "reassessed_level", "reassessed", "remark"]
        )
        morals = self._sheet(self.plans["daoduc"], self.term_1)
        self.assertEqual(self._columns(morals), ["midterm_level", "final_level", "remark"])
        class_2 = self._create_class("2A", grade=self.env.ref("school_core.school_grade_2"))
        plan = self._plan_subject(class_2, self.maths, kind="score")
        self._assign("teacher", plan)
        columns = self._columns(self._sheet(plan, self.term_1))
        self.assertEqual(columns, ["midterm_level", "final_level", "final", "remark"])
        self.assertIn("regular_1", self._columns(self.sheet))

    @covers("GB-01", "GB-02")
    def test_the_grid_takes_levels_and_whole_tests(self):
        sheet = self.maths_sheets[0]
        cells = [
            self._cell(self.pa, "midterm_level", "H"),
            self._cell(self.pa, "midterm", 8),
            self._cell(self.en, "midterm", 8.5),
            self._cell(self.en, "midterm_level", "D"),
            self._cell(self.chu, "midterm", 11),
            self._cell(self.chu, "regular_1", 8),
        ]
        answer = self._as("teacher", sheet).grid_save({"number": 1, "cells": cells})
        statuses = [cell["status"] for cell in answer["cells"]]
        self.assertEqual(statuses, ["saved", "saved", *["refused"] * 4])
        mark = self.env["school.mark"].search([("sheet_id", "=", sheet.id)])
        self.assertEqual((mark.midterm_level, mark.midterm, mark.average), ("H", 8, False))
        self.assertEqual(answer["summary"], {"missing": 10, "done": 2})
        story = self._as("teacher", sheet).grid_cell_story(self.pa.id, "midterm_level")
        self.assertEqual([entry["new"] for entry in story], ["Completed"])

    @covers("GB-01", "GB-02")
    def test_other_doors_refuse_the_same(self):
        morals = self._sheet(self.plans["daoduc"], self.term_1)
        for sheet, values, reason in (
            (self.maths_sheets[0], {"final": 8.5}, "whole number"),
            (self.maths_sheets[0], {"final_level": "T", "regular_1": 8}, "no such column"),
            (morals, {"final": 1}, "no such column"),
            (self.maths_sheets[0], {"reassessed_level": "T"}, "no such column"),
            (self.sheet, {"final_level": "T"}, "no such column"),
        ):
            student = self.pa if sheet != self.sheet else self.binh
            with self.subTest(values), self.assertRefused(reason, UserError):
                self._mark(sheet, student, **values)

    @covers("GB-03")
    def test_what_is_missing_is_named(self):
        self._mark(self.maths_sheets[0], self.pa, midterm_level="T", midterm=9, final_level="T")
        missing = self.env["school.mark.missing"].search(
            [("student_id", "=", self.pa.id), ("term_id", "=", self.term_1.id)]
        )
        found = {(line.subject_id.code or line.part): line.part for line in missing}
        self.assertEqual(found["toan"], "final")
        parts = {line.part for line in missing if line.subject_id.code == "daoduc"}
        self.assertEqual(parts, {"midterm_level", "final_level"})
        qualities = missing.filtered(lambda line: line.part == "quality")
        self.assertEqual(qualities.mapped("number"), [15, 15])
        self.assertFalse(missing.filtered(lambda line: line.part in ("conduct", "absences")))
        self.assertEqual(qualities[0].action_open_grid()["params"]["model"], "school.quality.sheet")


@tagged("post_install", "-at_install")
class TestQualities(PrimaryCommon):
    @covers("GB-11")
    def test_the_homeroom_teacher_enters_them_in_the_grid(self):
        sheet = self.quality_sheets[0]
        grid = self._as("homeroom", sheet).grid_open()
        self.assertTrue(grid["can_write"])
        self.assertIn("Giữa học kì I", grid["title"])
        names = [column["name"] for column in grid["columns"]]
        self.assertEqual([name for name in names if name in TRAITS], [*TRAITS])
        self.assertEqual(grid["columns"][0]["options"], [["T", "T"], ["D", "Đ"], ["C", "C"]])
        cells = [self._cell(self.pa, name, "T") for name in TRAITS]
        cells += [self._cell(self.pa, "remark_general", "Biết hợp tác.")]
        cells += [self._cell(self.en, "nhan_ai", "H")]
        answer = self._as("homeroom", sheet).grid_save({"number": 1, "cells": cells})
        statuses = [cell["status"] for cell in answer["cells"]]
        self.assertEqual(statuses, [*["saved"] * 16, "refused"])
        self.assertEqual(answer["summary"], {"missing": 2, "done": 1})
        self.assertEqual(self.quality_sheets[0].quality_ids.trung_thuc, "T")
        story = self._as("homeroom", sheet).grid_cell_story(self.pa.id, "nhan_ai")
        self.assertEqual(story[0]["new"], "Good")

    @covers("GB-11", "ACC-01")
    def test_nobody_else_enters_them(self):
        sheet = self.quality_sheets[0]
        cell = self._cell(self.pa, "nhan_ai", "T")
        for login in ("teacher", "principal", "gradebook_admin"):
            with self.subTest(login), self.assertRaises(AccessError):
                self._as(login, sheet).grid_save({"number": 1, "cells": [cell]})

    def test_a_class_without_such_sheets_refuses_a_row(self):
        with self.assertRefused("has no such sheet", UserError):
            self.env["school.quality"].create(
                {
                    "class_id": self.class_8a.id,
                    "term_id": self.term_1.id,
                    "part": "final",
                    "student_id": self.binh.id,
                    "nhan_ai": "T",
                }
            )

    @covers("GB-11")
    def test_the_circular_says_what_the_homeroom_teacher_enters(self):
        for values in ({"conduct": "tot"}, {"conduct_summer": "tot"}):
            with self.subTest(values), self.assertRefused("no column|no such level", UserError):
                self.env["school.conduct"].create(
                    {
                        "class_id": self.class_4a.id,
                        "term_id": self.term_1.id,
                        "student_id": self.pa.id,
                        **values,
                    }
                )
        sheet = self.class_4a.conduct_sheet_ids.filtered(lambda s: s.term_id == self.term_2)
        columns = [c["name"] for c in self._as("homeroom", sheet).grid_open()["columns"]]
        self.assertEqual(
            columns, ["absences_excused", "absences_unexcused", "recognised", "remark"]
        )

    def test_they_follow_a_pupil_who_changes_class(self):
        self._enter_year(self.pa)
        other = self._create_class("4B", grade=self.grade_4)
        self.pa.enrollment_ids.date_end = "2026-10-14"
        self.env["school.enrollment"].create(
            {"student_id": self.pa.id, "class_id": other.id, "date_start": "2026-10-15"}
        )
        quality = self.env["school.quality"].search([("student_id", "=", self.pa.id)])
        self.assertEqual(quality.class_id, other)
        self.assertIn(quality.sheet_id, other.quality_sheet_ids)

    @covers("LOCK-01")
    def test_a_lock_closes_them(self):
        self.env["school.lock"].create(
            {
                "kind_id": self.env.ref("school_gradebook.school_book_kind_quality").id,
                "company_id": self.school.id,
                "class_id": self.class_4a.id,
                "state": "closed",
                "reason": "Đã in sổ",
            }
        )
        cell = self._cell(self.pa, "nhan_ai", "T")
        answer = self._as("homeroom", self.quality_sheets[0]).grid_save(
            {"number": 1, "cells": [cell]}
        )
        self.assertEqual(answer["cells"][0]["status"], "locked")

    @covers("GB-11")
    def test_home_tells_the_homeroom_teacher(self):
        lines = self._as("homeroom", self.env["school.home"]).get_today()["lines"]
        line = next(line for line in lines if line["key"] == "own_qualities")
        self.assertEqual(line["count"], 6)


@tagged("post_install", "-at_install")
class TestPrimaryResults(PrimaryCommon):
    @covers("GB-01", "GB-10")
    def test_classification_of_the_year(self):
        self._enter_year(self.pa)
        self._enter_year(self.en, test=7)
        self._enter_year(self.chu, levels={"daoduc": "C"})
        found = {student: self._result(student) for student in self.pupils}
        self.assertEqual([found[s].learning for s in self.pupils], ["htxs", "htt", "cht"])
        self.assertEqual([found[s].title for s in self.pupils], ["xuat_sac", False, False])
        self.assertEqual(
            [found[s].promotion for s in self.pupils], ["promoted", "promoted", "reassess"]
        )
        self.assertEqual(found[self.chu].reassess_subjects, ["daoduc"])
        self.assertIn("TT27 Điều 9.2a", found[self.pa].reasons_html)
        self.assertEqual(found[self.pa].averages, {"tv": "T", "toan": "T", "daoduc": "T"})

    @covers("GB-10")
    def test_recognition_by_the_class_gives_the_title(self):
        self._enter_year(self.en, test=8)
        sheet = self.class_4a.conduct_sheet_ids.filtered(lambda s: s.term_id == self.term_2)
        cell = self._cell(self.en, "recognised", "yes")
        answer = self._as("homeroom", sheet).grid_save({"number": 1, "cells": [cell]})
        self.assertEqual(answer["cells"][0]["status"], "saved")
        self.assertEqual(self._result(self.en).title, "tieu_bieu")

    @covers("GB-10")
    def test_assessed_again_after_guidance(self):
        self._enter_year(self.chu, test=6, levels={"toan": "C"})
        self._mark(self.maths_sheets[1], self.chu, reassessed_level="H")
        result = self._result(self.chu)
        self.assertEqual((result.learning_at_end, result.learning), ("cht", "ht"))
        self.assertEqual(result.promotion, "promoted_after_summer")

    @covers("GB-10")
    def test_what_is_missing_leaves_no_result(self):
        self._enter_year(self.pa)
        self._mark(self.maths_sheets[1], self.pa, final=False)
        result = self._result(self.pa)
        self.assertEqual((result.learning, result.promotion), (False, "incomplete"))
        self.assertIn("điểm bài kiểm tra cuối năm", result.missing_html)

    @covers("GB-10")
    def test_a_quality_changes_the_result_at_once(self):
        self._enter_year(self.pa)
        cell = self._cell(self.pa, "nhan_ai", "D", seen="T")
        self._as("homeroom", self.quality_sheets[3]).grid_save({"number": 1, "cells": [cell]})
        self.assertEqual(self._result(self.pa).learning, "ht")

    @covers("GB-10")
    def test_a_pupil_with_a_disability_leaves_out_an_exempt_subject(self):
        self._enter_year(self.pa, levels={"daoduc": "C"})
        self.pa.sudo().private_ids.disability = "inclusive"
        self.env["school.exemption"].create(
            {
                "student_id": self.pa.id,
                "subject_id": self.plans["daoduc"].subject_id.id,
                "part": "whole",
                "reason": "disability",
                "decision_number": "12/QĐ",
                "date_start": self.year.date_start,
            }
        )
        self.assertEqual(self._result(self.pa).learning, "htxs")

    @covers("GB-12")
    def test_the_review_counts_no_conduct(self):
        book = self.class_4a.result_book_ids.filtered(lambda book: book.period == "year")
        self.assertEqual(len(book._review()["levels"]), 1)

    @covers("GB-12")
    def test_approval_names_what_is_missing_and_closes(self):
        book = self.class_4a.result_book_ids.filtered(lambda b: b.period == "1")
        with self.assertRefused("Qualities and competencies", UserError):
            self._as("homeroom", book).action_submit()
        for plan in self.plans.values():
            sheet = self._sheet(plan, self.term_1)
            names = sheet._allowed_columns()
            values = {name: 9 if name in ("midterm", "final") else "T" for name in names}
            for pupil in self.pupils:
                self._mark(sheet, pupil, **values)
        for sheet in self.quality_sheets[:2]:
            self.env["school.quality"].create(
                [
                    {
                        "class_id": self.class_4a.id,
                        "term_id": sheet.term_id.id,
                        "part": sheet.part,
                        "student_id": pupil.id,
                        **dict.fromkeys(TRAITS, "T"),
                    }
                    for pupil in self.pupils
                ]
            )
        self._as("homeroom", book).action_submit()
        self._as("principal", book).action_approve()
        self.assertIn(book.approval_state, ("approved", "applied"))
        cell = self._cell(self.pa, "nhan_ai", "C", seen="T")
        answer = self._as("homeroom", self.quality_sheets[0]).grid_save(
            {"number": 1, "cells": [cell]}
        )
        self.assertEqual(answer["cells"][0]["status"], "locked")
