# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from ..models.school_mark import MARK_COLUMNS
from .common import GradebookCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-12-20")
class TestResultBook(GradebookCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.book = cls.class_8a.result_book_ids.filtered(lambda book: book.period == "1")

    def _fill(self):
        """Enter everything of term 1."""
        for sheet in (self.sheet, self.physical_sheet):
            columns = (*MARK_COLUMNS[: sheet.required_regular], "midterm", "final")
            value = 8 if sheet.kind == "score" else 1
            for student in self.students:
                self._mark(sheet, student, **dict.fromkeys(columns, value))
        self.env["school.conduct"].create(
            [
                {
                    "class_id": self.class_8a.id,
                    "term_id": self.term_1.id,
                    "student_id": student.id,
                    "conduct": "tot",
                    "absences_excused": 0,
                    "absences_unexcused": 0,
                }
                for student in self.students
            ]
        )

    @covers("GB-12")
    def test_what_is_missing_is_named(self):
        self._mark(self.sheet, self.binh, regular_1=8)
        with self.assertRaises(UserError) as caught:
            self._as("homeroom", self.book).action_submit()
        message = str(caught.exception)
        self.assertIn(self.employees["teacher"].name, message)
        self.assertIn("17 missing", message)
        self.assertIn(self.employees["homeroom"].name, message)
        self.assertEqual(self.book.approval_state, "draft")

    @covers("GB-12")
    def test_homeroom_hands_in_and_principal_approves(self):
        self._fill()
        self.assertEqual(self.book.missing_count, 0)
        self._as("homeroom", self.book).action_submit()
        with self.assertRaises(AccessError):
            self._as("homeroom", self.book).action_approve()
        with self.assertRaises(AccessError):
            self._as("vice_academic", self.book).action_approve()
        self._as("principal", self.book).action_approve()
        self.assertEqual(self.book.approval_state, "approved")

    @covers("GB-12")
    def test_another_class_s_teacher_hands_in_nothing(self):
        self._fill()
        with self.assertRaises(AccessError):
            self._as("other_teacher", self.book).action_submit()

    @covers("GB-12", "LOCK-01")
    def test_approval_closes_the_marks(self):
        self._fill()
        self._as("homeroom", self.book).action_submit()
        self._as("principal", self.book).action_approve()
        grid = self._as("teacher", self.sheet).grid_open()
        self.assertIn("midterm", grid["locks"])
        cell = self._cell(self.binh, "midterm", 9, seen=8)
        answer = self._as("teacher", self.sheet).grid_save({"number": 1, "cells": [cell]})
        self.assertEqual(answer["cells"][0]["status"], "locked")
        mark = self.env["school.mark"].search(
            [("sheet_id", "=", self.sheet.id), ("student_id", "=", self.binh.id)]
        )
        with self.assertRaises(UserError):
            self._as("teacher", mark).midterm = 9
        # Term 2 is open.
        self.assertFalse(self._as("teacher", self.sheet_2).grid_open()["locks"])
        self._as("principal", self.book).action_reopen()
        self.assertEqual(self.book.approval_state, "approved")
        self.book._approval_reset("Opened by two")
        answer = self._as("teacher", self.sheet).grid_save({"number": 2, "cells": [cell]})
        self.assertEqual(answer["cells"][0]["status"], "saved")

    @covers("GB-12")
    def test_changed_results_must_be_handed_in_again(self):
        self._fill()
        self._as("homeroom", self.book).action_submit()
        cells = [self._cell(self.binh, "final", 2, seen=8)]
        self._as("teacher", self.sheet).grid_save({"number": 1, "cells": cells})
        self.assertEqual(self.book.approval_state, "draft")


@tagged("post_install", "-at_install")
@freeze_time("2026-10-15")
class TestMissing(GradebookCommon):
    def _missing(self, login=None):
        missing = self.env["school.mark.missing"]
        self.env.flush_all()
        return (self._as(login, missing) if login else missing).search(
            [("class_id", "=", self.class_8a.id), ("term_id", "=", self.term_1.id)]
        )

    @covers("GB-03")
    def test_missing_per_pupil_class_and_teacher(self):
        self._mark(self.sheet, self.binh, regular_1=0, regular_2=8, final=7)
        lines = self._missing().filtered(
            lambda line: line.student_id == self.binh and line.subject_id == self.maths
        )
        self.assertEqual({line.part: line.number for line in lines}, {"regular": 2, "midterm": 1})
        self.assertEqual(lines.teacher_id, self.employees["teacher"])
        self.assertEqual(
            sum(self._missing().filtered("sheet_id").mapped("number")),
            sum((self.sheet | self.physical_sheet).mapped("missing_count")),
        )

    @covers("GB-03")
    def test_who_sees_what_is_missing(self):
        self.assertEqual(self._missing("homeroom"), self._missing())
        self.assertEqual(self._missing("teacher"), self._missing().filtered("sheet_id"))
        self.assertFalse(self._missing("other_teacher"))
        self.assertFalse(self._missing("foreign_teacher"))

    @covers("GB-03")
    def test_pupil_who_left_or_is_exempt_owes_nothing(self):
        self.binh.enrollment_ids.date_end = "2026-10-01"
        self._exempt(self.anh, self.maths)
        owing = self._missing().filtered(lambda line: line.sheet_id == self.sheet)
        self.assertEqual(owing.student_id, self.chau)
        self.assertEqual(self.sheet.missing_count, 6)

    @covers("GB-03")
    def test_periods_decide_how_many(self):
        self.assertEqual(self.sheet.required_regular, 4)
        self.maths_8a.periods = 35
        self.assertEqual(self.sheet.required_regular, 2)
        self.assertEqual(self.sheet.missing_count, 3 * 4)

    def test_home_lines(self):
        def lines(login):
            home = self._as(login, self.env["school.home"])
            return {line["key"]: line["count"] for line in home.get_today()["lines"]}

        self.assertEqual(lines("teacher")["own_sheets"], 2)
        self.assertEqual(lines("homeroom")["own_conduct"], 3)
        # 8A has two sheets in the term, 8B one.
        self.assertEqual(lines("vice_academic")["entry_progress"], 3)
        self.assertNotIn("own_sheets", lines("principal"))
