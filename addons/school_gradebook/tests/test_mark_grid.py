# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged, users

from odoo.addons.school_core.tests.common import covers

from .common import GradebookCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-10-15")
class TestMarkGrid(GradebookCommon):
    def _save(self, *cells, sheet=None, number=1):
        sheet = self._as("teacher", sheet or self.sheet)
        return sheet.grid_save({"number": number, "cells": list(cells)})

    def test_open(self):
        grid = self._as("teacher", self.sheet).grid_open()
        self.assertEqual(
            [column["name"] for column in grid["columns"]],
            [
                *("regular_1", "regular_2", "regular_3", "regular_4"),
                *("midterm", "final", "average", "remark"),
            ],
        )
        self.assertEqual([row["given"] for row in grid["rows"]], ["Ánh", "Bình", "Châu"])
        self.assertTrue(grid["can_write"])
        self.assertEqual(grid["summary"], {"missing": 18, "done": 0})
        self.assertEqual(grid["rows"][0]["student_id"], self.anh.id)
        self.assertEqual(grid["rows"][0]["values"], [None] * 8)

    def test_what_is_kept_in_memory_follows_its_records(self):
        sheet = self._as("teacher", self.sheet)
        sheet.grid_open()
        self.class_8a.name = "8A1"
        self.maths.name = "Toán học"
        self.term_1.name = "Kỳ I"
        grid = sheet.grid_open()
        self.assertEqual(grid["title"], "8A1 · Toán học · Kỳ I")
        self.assertEqual(len(grid["rows"]), 3)
        self.maths_8a.is_optional = True
        self.assertFalse(sheet.grid_open()["rows"])
        self.maths_8a.is_optional = False
        self.assertEqual(len(sheet.grid_open()["rows"]), 3)

    def test_rows_of_one_sheet_and_of_many(self):
        self._mark(self.sheet, self.binh, regular_1=8, remark="Tiến bộ")
        self._mark(self.sheet_2, self.binh, midterm=7)
        self.env.flush_all()
        sheets = self.sheet + self.sheet_2
        together = sheets._load_rows(sheets._load_heads(sheets.ids))
        single = [row for sheet in sheets for row in sheet._load_rows(sheet._load_heads(sheet.ids))]
        self.assertEqual(together, single)
        self.assertEqual([row["other_id"] is None for row in single], [True, False, True] * 2)

    @covers("GB-02")
    def test_save_column_and_average(self):
        columns = ("regular_1", "regular_2", "regular_3", "regular_4", "midterm", "final")
        values = (8, "7,5", 9, 8, 7, 8)
        answer = self._save(
            *(self._cell(self.binh, c, v) for c, v in zip(columns, values, strict=True))
        )
        self.assertEqual({cell["status"] for cell in answer["cells"]}, {"saved"})
        # (8 + 7.5 + 9 + 8 + 2 × 7 + 3 × 8) / 9 = 7.83
        self.assertEqual(answer["computed"][self.binh.id], {"average": 7.8})
        mark = self.env["school.mark"].search([("student_id", "=", self.binh.id)])
        self.assertEqual((mark.regular_2, mark.average), (7.5, 7.8))
        self.assertEqual(mark.class_id, self.class_8a)
        self.assertEqual(answer["summary"], {"missing": 12, "done": 6})
        self.assertEqual(self.sheet.missing_count, 12)
        self.assertEqual(mark.write_uid, self.users["teacher"])

    def _forget(self):
        """Leave nothing known but what stays from one request to the next."""
        self.env.flush_all()
        self.env["school.lock"]._forget()
        self.env.invalidate_all()

    def test_queries_do_not_grow_with_the_class(self):
        pupils = (self.anh, self.binh, self.chau)
        sheet = self._as("teacher", self.sheet)
        columns = ("regular_1", "regular_2", "regular_3", "regular_4", "midterm", "final")
        self._save(*(self._cell(pupil, name, 7) for pupil in pupils for name in columns))
        self._forget()
        with self.assertQueryCount(3):
            sheet.grid_open()
        for number, some in enumerate((pupils[:1], pupils), 8):
            cells = [self._cell(pupil, "midterm", number, seen=7) for pupil in some]
            cells[0]["seen"] = number - 1
            self._forget()
            with self.subTest(pupils=len(some)), self.assertQueryCount(12):
                answer = self._save(*cells)
                self.assertEqual({cell["status"] for cell in answer["cells"]}, {"saved"})

    def test_zero_is_a_mark(self):
        self._save(self._cell(self.binh, "midterm", 0))
        mark = self.env["school.mark"].search([("student_id", "=", self.binh.id)])
        self.assertIs(mark.final, False)
        self.assertIsNot(mark.midterm, False)
        again = self._save(self._cell(self.binh, "midterm", None, seen=0))
        self.assertEqual(again["cells"][0]["status"], "saved")

    @covers("GB-02")
    def test_conflict_keeps_the_stored_value(self):
        self._save(self._cell(self.binh, "midterm", 7))
        answer = self._save(self._cell(self.binh, "midterm", 9, seen=None))
        self.assertEqual(answer["cells"][0]["status"], "conflict")
        self.assertEqual(answer["cells"][0]["value"], 7)
        again = self._save(self._cell(self.binh, "midterm", 7, seen=None))
        self.assertEqual(again["cells"][0]["status"], "unchanged")

    def test_refused_cells_do_not_stop_the_others(self):
        answer = self._save(
            self._cell(self.binh, "midterm", 10.5),
            self._cell(self.anh, "midterm", "8,55"),
            self._cell(self.chau, "midterm", "85"),
            self._cell(self.chau, "average", 9),
            self._cell(self.chau, "regular_5", 9),
            self._cell(self.chau, "final", "8,5"),
        )
        statuses = {(c["student_id"], c["column"]): c["status"] for c in answer["cells"]}
        self.assertEqual(statuses.pop((self.chau.id, "final")), "saved")
        self.assertEqual(set(statuses.values()), {"refused"})
        self.assertTrue(all(c["reason"] for c in answer["cells"] if c["status"] == "refused"))

    def test_levels(self):
        answer = self._save(
            self._cell(self.binh, "regular_1", "Đ"),
            self._cell(self.binh, "regular_2", 1),
            self._cell(self.binh, "midterm", 1),
            self._cell(self.binh, "final", "CĐ"),
            self._cell(self.anh, "final", 8),
            sheet=self.physical_sheet,
        )
        self.assertEqual([cell["status"] for cell in answer["cells"]], ["saved"] * 4 + ["refused"])
        self.assertEqual(answer["computed"][self.binh.id]["average"], 0)

    @covers("GB-02")
    @users("other_teacher", "principal", "gradebook_admin", "homeroom", "system", "foreign_teacher")
    def test_nobody_else_saves(self):
        sheet = self._as(self.env.user.login, self.sheet)
        with self.assertRaises(AccessError):
            sheet.grid_save({"number": 1, "cells": [self._cell(self.binh, "midterm", 7)]})
        self.assertFalse(self.env["school.mark"].sudo().search([]))
