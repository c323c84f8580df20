# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.school_core.tests.common import WebCase, covers

from .common import GradebookCommon

MARKS = [(i % 21) / 2 for i in range(45)]


class GridTourCommon(WebCase, GradebookCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("vi_VN")
        for user in cls.users.values():
            user.lang = "vi_VN"

    def _tour(self, name, login="teacher", sheet=None):
        sheet = sheet or self.sheet
        self.env.flush_all()
        self.start_tour(
            f"/odoo/school-sheet/{sheet.id}?sheet_model={sheet._name}", name, login=login
        )

    def _stored(self, column, sheet=None):
        """Return the stored values of a column in the order of the sheet."""
        sheet = sheet or self.sheet
        self.env.invalidate_all()
        grid = self._as("teacher", sheet).grid_open()
        return self._grid_column(grid, column)


@tagged("post_install", "-at_install")
@freeze_time("2026-10-15 01:00:00", tick=True)
class TestGridTours(GridTourCommon):
    @covers("GB-02")
    def test_teacher_enters_the_marks_of_45_pupils(self):
        self._create_students(self.class_8a, [f"Lê Văn {i:02}" for i in range(42)])
        self._tour("school_grid_column")
        self.assertEqual(self._stored("regular_1"), MARKS)

    def test_doubtful_mark_asks_and_wrong_mark_is_refused(self):
        self._tour("school_grid_asks")
        self.assertEqual(self._stored("regular_1"), [8.5, None, None])

    @covers("GB-02")
    def test_wrong_teacher_is_refused(self):
        with mute_logger("odoo.http"):
            self._tour("school_grid_refused", login="other_teacher")

    @covers("GB-02")
    def test_principal_reads_and_cannot_type(self):
        self._mark(self.sheet, self.anh, regular_1=6)
        self._tour("school_grid_locked", login="principal")
        self.assertEqual(self._stored("regular_1"), [6, None, None])

    def test_two_teachers_in_one_cell(self):
        """A colleague saves the same two cells while the teacher types."""
        self.users["other_teacher"].name = "Cô Đồng Giảng"
        self.employees["other_teacher"].name = "Cô Đồng Giảng"
        self._assign("other_teacher", self.maths_8a)
        Sheet = type(self.env["school.mark.sheet"])
        grid_save = Sheet.grid_save
        colleague = self.users["other_teacher"]
        cells = [self._cell(self.anh, "regular_1", 6), self._cell(self.binh, "regular_1", 5)]

        def colleague_first(sheet, batch):
            if cells:
                grid_save(sheet.with_user(colleague), {"number": 1, "cells": list(cells)})
                cells.clear()
            return grid_save(sheet, batch)

        with patch.object(Sheet, "grid_save", colleague_first):
            self._tour("school_grid_conflict")
        self.assertEqual(self._stored("regular_1"), [8, 5, None])

    @covers("GB-02")
    def test_pasted_block_is_previewed(self):
        self._tour("school_grid_paste")
        self.assertEqual(self._stored("regular_1"), [8, 8.5, None])
        self.assertEqual(self._stored("regular_2"), [7.5, None, 9])

    @covers("GB-02")
    def test_rows_are_sorted_and_sheets_are_leafed_through(self):
        self._tour("school_grid_order")

    def test_lost_connection_loses_nothing_and_doubles_nothing(self):
        self._tour("school_grid_offline")
        self.assertEqual(self._stored("regular_1"), [8, 7, None])

    def test_home_leads_to_the_sheets(self):
        self.start_tour("/odoo", "school_home_to_grid", login="teacher")
        self.start_tour("/odoo", "school_home_to_conduct", login="homeroom")

    @covers("GB-11")
    def test_homeroom_teacher_enters_conduct(self):
        sheet = self.env["school.conduct.sheet"].search(
            [("class_id", "=", self.class_8a.id), ("term_id", "=", self.term_1.id)]
        )
        self._tour("school_grid_conduct", login="homeroom", sheet=sheet)
        self.env.invalidate_all()
        entered = {entry.student_id: entry.conduct for entry in sheet.conduct_ids}
        self.assertEqual(entered, {self.anh: "tot", self.binh: "kha", self.chau: "dat"})


@tagged("post_install", "-at_install")
@freeze_time("2026-10-15 01:00:00", tick=True)
class TestGridPhone(GridTourCommon):
    browser_size = "390x844"
    touch_enabled = True

    @covers("GB-02")
    def test_marks_are_typed_on_a_phone(self):
        self._tour("school_grid_phone")
        self.assertEqual(self._stored("regular_1"), [7.5, 6, None])
