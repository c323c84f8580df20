# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers
from odoo.addons.school_core.tests.test_import_values import workbook

from ..models.school_mark import INTERNAL
from .correction_common import CorrectionCommon

HEADINGS = ("Lớp", "Môn học", "Học kì", "Mã học sinh", "Điểm kiểm tra giữa kì")
HEADINGS += ("Điểm kiểm tra cuối kì",)


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00")
class TestExamTransfer(CorrectionCommon):
    """Marks of periodic tests come from the exam office and stay as they came."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lock.date_end = "2026-11-02 00:00:00"
        cls.mark.write({"midterm": False, "final": False})

    def _move(self, *rows, login="secretary", headings=HEADINGS, sheet="Điểm kiểm tra định kì"):
        self.env.flush_all()
        env = self.env(user=self.users[login], context={"lang": "en_US"})
        content = workbook((sheet, [list(headings), *rows]))
        load = env["school.import"]._load_files([("a.xlsx", content)])
        self.env.invalidate_all()
        return load

    def _row(self, student, midterm=None, final=None, subject="Toán"):
        return ["8A", subject, "I", student.code, midterm, final]

    def _reasons(self, load):
        return load.issue_ids.filtered(lambda issue: not issue.is_notice).mapped("reason")

    @covers("GB-09")
    def test_moved_in_one_go_and_closed_for_the_teacher(self):
        load = self._move(
            self._row(self.binh, "7,5"),
            self._row(self.anh, "8"),
            self._row(self.binh, "Đ", subject="GDTC"),
        )
        self.assertFalse(self._reasons(load))
        self.assertEqual(self._stored("midterm"), 7.5)
        self.assertEqual(len(self.env["school.exam.transfer"].search([])), 2)
        mark = self._as("teacher", self.mark)
        with self.assertRaisesRegex(UserError, "exam office"):
            mark.write({"midterm": 9})
        (answer, other) = self._as("teacher", self.sheet).grid_save(
            {
                "number": 1,
                "cells": [
                    self._cell(self.binh, "midterm", 9, seen=7.5),
                    self._cell(self.binh, "final", 9),
                ],
            }
        )["cells"]
        self.assertEqual((answer["status"], other["status"]), ("locked", "saved"))
        self.assertIn("The exam office (secretary", answer["reason"])
        refused = self._move(
            ["8A", "Toán", "I", self.binh.code, "9"],
            login="teacher",
            headings=["Lớp", "Môn học", "Học kì", "Mã học sinh", "GK"],
            sheet="Điểm",
        )
        self.assertIn("exam office", self._reasons(refused)[0])
        entry = self.env["school.trail"].search(
            [("model", "=", "school.mark"), ("field", "=", "midterm")], limit=1
        )
        self.assertEqual((entry.user_id, entry.origin), (self.users["secretary"], "import"))

    @covers("GB-09")
    def test_nobody_opens_the_column_by_a_lock(self):
        self._move(self._row(self.binh, "7,5"))
        for login in ("gradebook_admin", "principal"):
            self._as(login, self.env["school.lock"]).create(
                {
                    "kind_id": self.env.ref("school_gradebook.school_book_kind_mark").id,
                    "company_id": self.school.id,
                    "class_id": self.class_8a.id,
                    "subject_id": self.maths.id,
                    "term_id": self.term_1.id,
                    "column_id": self._column("midterm").id,
                    "state": "open",
                    "reason": "x",
                }
            )
            with self.assertRaisesRegex(UserError, "exam office"):
                self._as("teacher", self.mark).write({"midterm": 9})
        transfer = self.env["school.exam.transfer"].search([])
        for door in (
            lambda: transfer.unlink(),
            lambda: transfer.write({"moved_at": False}),
            lambda: transfer.copy(),
        ):
            with self.assertRaises(AccessError):
                door()

    @covers("GB-09")
    def test_office_adds_what_was_missing_and_changes_nothing(self):
        self._move(self._row(self.binh, "7,5"))
        load = self._move(self._row(self.binh, "9"), self._row(self.anh, "8"))
        self.assertEqual(len(self._reasons(load)), 1)
        self.assertIn("dossier", self._reasons(load)[0])
        self.assertEqual(self._stored("midterm"), 7.5)
        load = self._move(self._row(self.binh, "7,5"), self._row(self.anh, "8"))
        self.assertFalse(self._reasons(load))
        other = self.sheet.mark_ids.filtered(lambda mark: mark.student_id == self.anh)
        self.assertEqual(other.midterm, 8)
        self.assertEqual(len(self.env["school.exam.transfer"].search([])), 1)

    @covers("GB-09")
    def test_corrected_by_a_dossier_only(self):
        self._move(self._row(self.binh, "7,5"))
        correction = self._ask(self._line("midterm", "9"))
        self._carry_out(correction)
        self.assertEqual(self._stored("midterm"), 9)
        with self.assertRaises(UserError):
            self._as("teacher", self.mark).write({"midterm": 10})

    @covers("GB-09")
    def test_only_the_office_moves(self):
        for login in ("teacher", "principal", "gradebook_admin", "clerk"):
            with self.subTest(login=login):
                try:
                    load = self._move(self._row(self.binh, "7,5"), login=login)
                except AccessError:
                    continue
                self.assertTrue(self._reasons(load))
        self.assertIs(self._stored("midterm"), False)
        with self.assertRaises(AccessError):
            self.env["school.exam.transfer"].create(
                {
                    "sheet_id": self.sheet.id,
                    "column_id": self._column("midterm").id,
                    "user_id": self.env.uid,
                    "moved_at": "2026-11-01 00:00:00",
                }
            )

    @covers("GB-09")
    def test_locks_bind_the_office(self):
        self.lock.date_end = False
        load = self._move(self._row(self.binh, "7,5"))
        self.assertIn("Hết thời gian nhập điểm", self._reasons(load)[0])
        self.assertIs(self._stored("midterm"), False)
        self.assertFalse(self.env["school.exam.transfer"].search([]))

    @covers("GB-09")
    def test_register_twice(self):
        Transfer = self.env["school.exam.transfer"]
        for _time in range(2):
            Transfer._note_moved({(self.sheet.id, "final")})
        self.assertEqual(len(Transfer.search([])), 1)
        with self.assertRaises(AccessError):
            Transfer.search([]).with_context(school_internal=INTERNAL).unlink()
