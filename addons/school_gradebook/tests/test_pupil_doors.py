# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .common import GradebookCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-10-15")
class TestPupilDoors(GradebookCommon):
    """For whom nothing is entered, at the doors that are not the grid."""

    def _note(self, sheet, student, login="teacher"):
        rows = self._as(login, sheet).grid_open()["rows"]
        return next(row.get("note", "") for row in rows if row["student_id"] == student.id)

    def _leave(self, student):
        student.enrollment_ids.date_end = "2026-10-01"

    @covers("GB-02", "GB-10")
    def test_exempt_pupil_has_no_marks(self):
        mark = self._mark(self.sheet, self.binh)
        self._exempt(self.binh, self.maths)
        note = self._note(self.sheet, self.binh)
        self.assertIn("12/QĐ", note)
        for login in ("teacher", None):
            with self.subTest(login=login):
                door = self._as(login, mark) if login else mark
                with self.assertRefused("12/QĐ", UserError) as refusal:
                    door.midterm = 8
                self.assertIn(note, str(refusal.exception))
        self._exempt(self.anh, self.maths)
        with self.assertRefused("12/QĐ", UserError):
            self._as("teacher", mark).create(
                {"sheet_id": self.sheet.id, "student_id": self.anh.id, "regular_1": 5}
            )
        self.assertIs(mark.midterm, False)
        # Practice alone leaves nothing out.
        self.env["school.exemption"].search([]).unlink()
        self._exempt(self.binh, self.maths, part="practice")
        self._as("teacher", mark).midterm = 8
        self.assertEqual(mark.midterm, 8)

    @covers("GB-02")
    def test_pupil_who_left_gets_no_marks(self):
        mark = self._mark(self.sheet, self.binh, regular_1=8)
        self._leave(self.binh)
        note = self._note(self.sheet, self.binh)
        self.assertIn("01/10/2026", note)
        for values in ({"regular_1": 9}, {"regular_1": False}, {"remark": "Chăm"}):
            with self.subTest(values=values), self.assertRefused("01/10/2026", UserError) as no:
                self._as("teacher", mark).write(values)
            self.assertIn(note, str(no.exception))
        self._as("teacher", mark).regular_1 = 8
        self._leave(self.anh)
        with self.assertRefused("01/10/2026", UserError):
            self._as("teacher", mark).create(
                {"sheet_id": self.sheet.id, "student_id": self.anh.id, "regular_1": 5}
            )
        # The school's history is loaded by the program.
        mark.regular_1 = 9
        self.assertEqual(mark.regular_1, 9)

    @covers("GB-02")
    def test_cost_does_not_grow_with_the_marks(self):
        marks = self.env["school.mark"].create(
            [{"sheet_id": self.sheet.id, "student_id": pupil.id} for pupil in self.students]
        )
        one, all_marks = self._as("teacher", marks[0]), self._as("teacher", marks)

        def count(records, value):
            touched = {mark.id: {"regular_1"} for mark in records}
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            records._check_entry_open(touched)
            return self.env.cr.sql_log_count - before

        count(all_marks, 1)
        self.assertEqual(count(one, 2), count(all_marks, 3))

    @covers("GB-11")
    def test_conduct_of_who_left_or_never_was_there(self):
        conduct = self.env["school.conduct"].create(
            {
                "class_id": self.class_8a.id,
                "term_id": self.term_1.id,
                "student_id": self.binh.id,
                "conduct": "tot",
            }
        )
        self._leave(self.binh)
        sheet = self.class_8a.conduct_sheet_ids.filtered(lambda s: s.term_id == self.term_1)
        note = self._note(sheet, self.binh, "homeroom")
        with self.assertRefused("01/10/2026", UserError) as refusal:
            self._as("homeroom", conduct).conduct = "kha"
        self.assertIn(note, str(refusal.exception))
        (stranger,) = self._create_students(self.class_8b, ["Phạm Văn Lạ"])
        for door in (self._as("homeroom", conduct), conduct):
            with self.assertRefused("Phạm Văn Lạ", UserError):
                door.create(
                    {
                        "class_id": self.class_8a.id,
                        "term_id": self.term_1.id,
                        "student_id": stranger.id,
                        "conduct": "tot",
                    }
                )

    @covers("GB-03")
    def test_eleven_is_stored_at_no_door(self):
        answer = self._as("teacher", self.sheet).grid_save(
            {
                "number": 1,
                "cells": [
                    self._cell(pupil, "midterm", value)
                    for pupil, value in zip(self.students, ("11", 11, "1,1"), strict=True)
                ],
            }
        )
        self.assertEqual(
            [cell["status"] for cell in answer["cells"]], ["refused", "refused", "saved"]
        )
        mark = self._mark(self.sheet, self.binh)
        for door in (self._as("teacher", mark), mark):
            with self.assertRefused("between 0 and 10", UserError):
                door.midterm = 11
        self.assertIs(mark.midterm, False)


@tagged("post_install", "-at_install")
class TestWholeExemption(GradebookCommon):
    @covers("GB-10", "PUP-04")
    def test_only_inclusive_education_leaves_out_a_subject(self):
        values = {
            "student_id": self.binh.id,
            "subject_id": self.maths.id,
            "part": "practice",
            "date_start": self.year.date_start,
            "decision_number": "12/QĐ",
        }
        exemptions = self._as("secretary", self.env["school.exemption"])
        practice = exemptions.create(values)
        for disability in (False, "special"):
            self.binh.disability = disability
            with self.subTest(disability=disability):
                with self.assertRefused("TT22 Điều 10, Điều 11"):
                    exemptions.create({**values, "part": "whole"})
                with self.assertRefused("Nguyễn Văn Bình"):
                    practice.part = "whole"
        self.binh.disability = "inclusive"
        whole = exemptions.create({**values, "part": "whole"})
        with self.assertRefused("TT22 Điều 10, Điều 11"):
            self.binh.disability = False
        whole.unlink()
        self.binh.disability = False

    @covers("GB-10", "PUP-04")
    def test_a_pupil_without_a_class_is_judged_when_he_comes_into_one(self):
        student = self.env["school.student"].create(
            {"name": "Vũ Văn Mới", "code": "HS9", "school_id": self.school.id}
        )
        self.env["school.exemption"].create(
            {
                "student_id": student.id,
                "subject_id": self.maths.id,
                "part": "whole",
                "date_start": self.year.date_start,
                "decision_number": "12/QĐ",
            }
        )
        enrollment = {
            "student_id": student.id,
            "class_id": self.class_8a.id,
            "date_start": self.year.date_start,
        }
        with self.assertRefused("TT22 Điều 10, Điều 11"):
            self.env["school.enrollment"].create(enrollment)
        student.disability = "inclusive"
        self.assertTrue(self.env["school.enrollment"].create(enrollment))
