# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .primary_common import PrimaryCommon


@tagged("post_install", "-at_install")
@freeze_time("2027-03-01")
class TestEarlierPrimary(PrimaryCommon):
    """A pupil of primary school brings the levels and tests of term 1 along."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new = cls.env["school.student"].create(
            {"name": "Sùng A Mới", "code": "HS9", "school_id": cls.school.id}
        )
        cls.env["school.movement"].create(
            {
                "student_id": cls.new.id,
                "kind": "transfer_in",
                "date": "2027-02-10",
                "class_to_id": cls.class_4a.id,
                "other_school": "Tiểu học Bản Phố",
            }
        )
        cls.subjects = {code: plan.subject_id for code, plan in cls.plans.items()}

    def _enter(self, **values):
        """Enter by subject code what the papers say: (level, test)."""
        results = self._as("secretary", self.env["school.earlier.result"])
        return results.create(
            {
                "student_id": self.new.id,
                "term_id": self.term_1.id,
                "document": "Học bạ 12/2027",
                "line_ids": [
                    Command.create(
                        {"subject_id": self.subjects[code].id, "level": level, "score": score}
                    )
                    for code, (level, score) in values.items()
                ],
            }
        )

    def _row(self, code):
        self.env.flush_all()
        self.env.invalidate_all()
        sheet = self._sheet(self.plans[code], self.term_1)
        return self.env["school.mark"].search(
            [("sheet_id", "=", sheet.id), ("student_id", "=", self.new.id)]
        )

    @covers("GB-01", "PUP-04")
    def test_levels_and_tests_stand_in_the_sheets_of_the_class(self):
        self._enter(tv=("T", 9), toan=("C", 4), daoduc=("H", False))
        for code, level, test in (("tv", "T", 9), ("toan", "C", 4), ("daoduc", "H", False)):
            with self.subTest(code):
                row = self._row(code)
                self.assertEqual((row.final_level, row.final), (level, test))
                self.assertIs(row.average, False, "primary school has no averages")
        answer = self._as("teacher", self.maths_sheets[0]).grid_save(
            {"number": 1, "cells": [self._cell(self.new, "final_level", "T", "C")]}
        )
        self.assertEqual(answer["cells"][0]["status"], "locked")
        self.assertIn("Tiểu học Bản Phố", answer["cells"][0]["reason"])

    @covers("PUP-04", "AUD-01")
    def test_what_changes_in_the_papers_changes_in_the_sheets(self):
        earlier = self._enter(tv=("T", 9), toan=("C", 4))
        maths = earlier.line_ids.filtered(lambda line: line.subject_id == self.subjects["toan"])
        maths.write({"level": "H", "score": 6})
        self.assertEqual((self._row("toan").final_level, self._row("toan").final), ("H", 6))
        maths.unlink()
        self.assertEqual((self._row("toan").final_level, self._row("toan").final), (False, False))
        self.assertEqual(self._row("tv").final_level, "T")
        earlier.unlink()
        self.assertFalse(self._row("tv").final_level)

    @covers("GB-01")
    def test_values_are_those_of_primary_school(self):
        for values, message in (
            ({"tv": ("D", False)}, "T, H or C"),
            ({"daoduc": ("T", 9)}, "has no test"),
            ({"tv": ("T", 8.5)}, "whole number"),
        ):
            with self.subTest(message), self.assertRefused(message):
                self._enter(**values)

    @covers("GB-01")
    def test_levels_of_primary_school_are_no_levels_elsewhere(self):
        student = self.env["school.student"].create(
            {"name": "Vũ Sớm", "code": "HS10", "school_id": self.school.id}
        )
        self.env["school.enrollment"].create(
            {"student_id": student.id, "class_id": self.class_8a.id, "date_start": "2027-02-10"}
        )
        with self.assertRefused("levels of primary school"):
            self.env["school.earlier.result"].create(
                {
                    "student_id": student.id,
                    "term_id": self.term_1.id,
                    "document": "Học bạ",
                    "school_name": "THCS Khác",
                    "line_ids": [Command.create({"subject_id": self.maths.id, "level": "T"})],
                }
            )

    def test_a_closed_year_refuses_them(self):
        self.year.state = "closed"
        with self.assertRefused("2026-2027", UserError):
            self._enter(tv=("T", 9))
