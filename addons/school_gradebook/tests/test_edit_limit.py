# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json
from datetime import datetime, timedelta

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from odoo.addons.school_core.tests.common import covers

from .common import GradebookCommon


def enter_on(row, **moments):
    """Say that columns of ``row`` were entered first at other moments than the real ones."""
    row.env.flush_all()
    table, trigger = map(SQL.identifier, (row._table, f"{row._table}_entered"))
    known = json.dumps(moments) if moments else None
    for statement in (
        SQL("ALTER TABLE %s DISABLE TRIGGER %s", table, trigger),
        SQL("UPDATE %s SET entered_at = %s WHERE id = %s", table, known, row.id),
        SQL("ALTER TABLE %s ENABLE ALWAYS TRIGGER %s", table, trigger),
    ):
        row.env.cr.execute(statement)
    row.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestEditLimit(GradebookCommon):
    """A mark entered on Monday, 2 November, at 23:30 in Viet Nam: changed until the 17th."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.school.school_edit_days = 15
        with freeze_time("2026-11-02 16:30:00"):
            cls.mark = cls._mark(cls.sheet, cls.binh, regular_1=6)
        enter_on(cls.mark, regular_1="2026-11-02 16:30:00")

    def _after(self, days):
        """The last second of a day in Viet Nam, ``days`` after the entry."""
        return freeze_time(datetime(2026, 11, 2, 16, 59, 59) + timedelta(days=days))

    def _save(self, *cells):
        sheet = self._as("teacher", self.sheet)
        return sheet.grid_save({"number": 1, "cells": list(cells)})["cells"]

    @covers("GB-05")
    def test_fifteen_days(self):
        with self._after(15):
            self._as("teacher", self.mark).write({"regular_1": 7})
            (answer,) = self._save(self._cell(self.binh, "regular_1", 7.5, seen=7))
            self.assertEqual(answer["status"], "saved")
        with self._after(16):
            mark = self._as("teacher", self.mark)
            for door in (
                lambda: mark.write({"regular_1": 8}),
                lambda: mark.web_save({"regular_1": False}, {}),
                lambda: self.mark.sudo().write({"regular_1": 8}),
            ):
                with self.assertRaisesRegex(UserError, "15 days"), self.env.cr.savepoint():
                    door()
            (answer, other) = self._save(
                self._cell(self.binh, "regular_1", 8, seen=7.5),
                self._cell(self.anh, "regular_1", 8),
            )
            self.assertEqual((answer["status"], other["status"]), ("locked", "saved"))
            self.assertIn("17/11/2026", answer["reason"])
            mark.write({"regular_2": 8, "remark": "Tiến bộ"})
        self.assertEqual(self.mark.regular_1, 7.5)

    @covers("GB-05")
    def test_setting_of_the_school(self):
        for days, is_over in ((30, False), (5, True), (0, False)):
            self.school.school_edit_days = days
            with self.subTest(days=days), self._after(16):
                self.assertEqual("regular_1" in self.mark._lock_reasons()[self.mark.id], is_over)

    @covers("GB-05")
    def test_emptying_does_not_begin_anew(self):
        with self._after(15):
            self.mark.regular_1 = False
            self.env.flush_all()
            self.mark.regular_1 = 5
        with self._after(16), self.assertRaises(UserError):
            self.mark.regular_1 = 6

    @covers("GB-05")
    def test_nothing_but_the_first_entry_counts(self):
        """Neither a write of the field nor SQL moves the first entry."""
        with self._after(1):
            self.mark.regular_2 = 5
        self.env.flush_all()
        first = self._entered()
        self.assertEqual(first["regular_1"], "2026-11-02 16:30:00")
        self.assertEqual(set(first), {"regular_1", "regular_2"})
        self.mark.write({"entered_at": {"regular_1": "2099-01-01 00:00:00"}})
        self.env.flush_all()
        self.env.cr.execute(
            SQL("UPDATE school_mark SET entered_at = NULL, midterm = 5 WHERE id = %s", self.mark.id)
        )
        self.assertEqual(self._entered(), {**first, "midterm": first["regular_2"]})

    def _entered(self):
        self.mark.invalidate_recordset()
        return self.mark.entered_at

    @covers("GB-05")
    def test_every_way_of_entering_is_noted(self):
        with self._after(1):
            self._save(self._cell(self.anh, "midterm", 0))
        made = self.env["school.mark"].search(
            [("sheet_id", "=", self.sheet.id), ("student_id", "=", self.anh.id)]
        )
        self.assertEqual(set(made.entered_at), {"midterm"})

    @covers("GB-05")
    def test_cell_says_until_when(self):
        with self._after(3):
            grid = self._as("teacher", self.sheet).grid_open()
            rows = {row["student_id"]: row for row in grid["rows"]}
            self.assertEqual(rows[self.binh.id]["until"], 0)
            self.assertEqual(grid["untils"], [{"regular_1": "17/11/2026"}])
            self.assertNotIn("until", rows[self.anh.id])
            (answer,) = self._save(self._cell(self.anh, "final", 8))
            self.assertEqual(answer["until"], "20/11/2026")
        with self._after(16):
            grid = self._as("teacher", self.sheet).grid_open()
            row = next(row for row in grid["rows"] if row["student_id"] == self.binh.id)
            self.assertNotIn("until", row)
            self.assertIn("15 days", grid["lock_reasons"][row["locks"]["regular_1"]])

    @covers("GB-04", "GB-05")
    def test_the_earlier_end_counts(self):
        column = self.env.ref("school_gradebook.school_book_column_mark_regular_1")
        self.env["school.entry.window"].create(
            {
                "name": "Đợt 1",
                "year_id": self.year.id,
                "kind_id": column.kind_id.id,
                "column_ids": column.ids,
                "timing": "until_date",
                "date_until": "2026-11-07",
            }
        )
        with self._after(3):
            grid = self._as("teacher", self.sheet).grid_open()
        until = {column["name"]: column.get("until") for column in grid["columns"]}
        self.assertEqual(until["regular_1"], "07/11/2026")
        self.assertFalse(until["regular_2"])
        row = next(row for row in grid["rows"] if row["student_id"] == self.binh.id)
        self.assertEqual(grid["untils"][row["until"]], {"regular_1": "07/11/2026"})

    @covers("GB-05", "GB-06")
    def test_grant_passes(self):
        with self._after(16):
            self.env["school.lock.grant"]._grant(
                {
                    "kind_id": self.env.ref("school_gradebook.school_book_kind_mark").id,
                    "company_id": self.school.id,
                    "class_id": self.class_8a.id,
                    "student_id": self.binh.id,
                    "user_id": self.users["teacher"].id,
                    "date_end": datetime.now() + timedelta(hours=1),
                    "reason": "Biên bản số 5",
                }
            )
            (answer,) = self._save(self._cell(self.binh, "regular_1", 8, seen=6))
            self.assertEqual(answer["status"], "saved")
            self._as("teacher", self.mark).write({"regular_1": 9})
            with self.assertRaises(UserError):
                self.mark.with_user(self.users["principal"]).sudo().write({"regular_1": 8})

    @covers("GB-05")
    def test_moving_to_another_class_keeps_it(self):
        self.env.flush_all()
        first = self._entered()
        self.env["school.movement"].create(
            {
                "student_id": self.binh.id,
                "kind": "class_transfer",
                "date": "2026-11-05",
                "class_to_id": self.class_8b.id,
            }
        )
        self.assertEqual(self._entered(), first)
        with self._after(16), self.assertRaises(UserError):
            self.mark.regular_1 = 9
