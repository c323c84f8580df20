# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .common import GradebookCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-10-15 01:00:00")
class TestGridTrail(GradebookCommon):
    """What the grid asks for on demand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["teacher"].name = "Cô Toán"
        cls.users["other_teacher"].name = "Thầy Toán"

    def _save(self, login, *cells):
        sheet = self._as(login, self.sheet)
        sheet.grid_save({"number": 1, "cells": list(cells)})
        self.env.flush_all()

    @covers("AUD-01")
    def test_last_change_of_each_cell(self):
        self._save("teacher", self._cell(self.anh, "regular_1", 8))
        self._save("teacher", self._cell(self.binh, "midterm", 5))
        self._assign("other_teacher", self.maths_8a)
        self._save("other_teacher", self._cell(self.anh, "regular_1", 9, seen=8))
        changes = self._as("principal", self.sheet).grid_changes()
        self.assertEqual(
            [(change["student_id"], change["column"], change["by"]) for change in changes],
            [
                (self.binh.id, "midterm", "Cô Toán"),
                (self.anh.id, "regular_1", "Thầy Toán"),
            ],
        )
        self.assertRegex(changes[0]["at"], r"^\d\d:\d\d \d\d/\d\d/\d{4}$")

    def test_nothing_was_changed(self):
        self.assertEqual(self._as("teacher", self.sheet).grid_changes(), [])

    def test_changes_cost_the_same_for_a_whole_class(self):
        def queries():
            sheet = self._as("teacher", self.sheet)
            before = self.env.cr.sql_log_count
            sheet.grid_changes()
            return self.env.cr.sql_log_count - before

        self._save("teacher", self._cell(self.anh, "regular_1", 8))
        self._save("teacher", self._cell(self.binh, "regular_1", 8))
        queries()
        few = queries()
        more = self._create_students(self.class_8a, [f"Lê Văn {i}" for i in range(42)])
        self._save("teacher", *(self._cell(student, "regular_1", 7) for student in more))
        queries()
        self.assertLessEqual(queries(), few)

    @covers("GB-02", "ACC-01")
    def test_strangers_are_told_nothing(self):
        self._save("teacher", self._cell(self.anh, "regular_1", 8))
        sheet = self._as("foreign_teacher", self.sheet)
        for method, args in (("grid_changes", ()), ("grid_neighbour", (1,))):
            with self.subTest(method), self.assertRaises(AccessError):
                getattr(sheet, method)(*args)

    def _leaf(self, login, sheet, step):
        action = self._as(login, sheet).grid_neighbour(step)
        return action and action["params"]["id"]

    @covers("GB-02")
    def test_a_teacher_leafs_through_the_own_sheets_of_the_term(self):
        mine = self._as("teacher", self.sheet)._grid_siblings()
        self.assertEqual(mine, self.sheet | self.physical_sheet)
        self.assertEqual(self._leaf("teacher", self.sheet, 1), self.physical_sheet.id)
        self.assertEqual(self._leaf("teacher", self.physical_sheet, -1), self.sheet.id)
        self.assertIs(self._leaf("teacher", self.physical_sheet, 1), False)
        self.assertIs(self._leaf("teacher", self.sheet, -1), False)

    def test_a_second_teacher_of_a_subject_leafs_through_his_own_sheets(self):
        self._assign("other_teacher", self.maths_8a)
        siblings = self._as("other_teacher", self.sheet)._grid_siblings()
        self.assertEqual(siblings, self.sheet)

    def test_the_principal_leafs_through_the_sheets_of_the_teacher(self):
        self.assertEqual(self._leaf("principal", self.sheet, 1), self.physical_sheet.id)
        self.physical_8a.assignment_ids.date_end = "2026-10-14"
        self.assertIs(self._leaf("principal", self.sheet, 1), False)

    def test_without_a_teacher_the_sheets_of_the_class_are_leafed_through(self):
        (self.maths_8a | self.physical_8a).assignment_ids.date_end = "2026-10-01"
        self.assertEqual(self._leaf("principal", self.sheet, 1), self.physical_sheet.id)

    def test_conduct_sheets_of_the_classes_are_leafed_through(self):
        sheets = self.env["school.conduct.sheet"].search([("term_id", "=", self.term_1.id)])
        first = sheets.filtered(lambda sheet: sheet.class_id == self.class_8a)
        second = sheets.filtered(lambda sheet: sheet.class_id == self.class_8b)
        self.assertEqual(self._leaf("principal", first, 1), second.id)
