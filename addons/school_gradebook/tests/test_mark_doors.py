# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, new_test_user, tagged, users
from odoo.tools import mute_logger

from odoo.addons.school_core.tests.common import covers

from .common import GradebookCommon


@tagged("post_install", "-at_install", "school_security")
@freeze_time("2026-10-15")
class TestMarkDoors(GradebookCommon):
    """What holds at every door: lists, imports, calls by RPC."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mark = cls._mark(cls.sheet, cls.binh, regular_1=8)

    @covers("GB-02")
    def test_assigned_teacher_writes(self):
        self._as("teacher", self.mark).midterm = 7
        self.assertEqual(self.mark.midterm, 7)

    @covers("GB-02")
    @users("other_teacher", "principal", "vice_academic", "gradebook_admin", "homeroom", "system")
    def test_nobody_else_writes(self):
        mark = self._as(self.env.user.login, self.mark)
        with self.assertRaises(AccessError):
            mark.midterm = 7
        with self.assertRaises(AccessError):
            mark.create({"sheet_id": self.sheet.id, "student_id": self.anh.id})
        with self.assertRaises(AccessError):
            mark.unlink()

    @covers("GB-02")
    def test_assignment_counts_on_its_days_only(self):
        cell = {"number": 1, "cells": [self._cell(self.binh, "midterm", 7)]}
        past = self._assign("other_teacher", self.maths_8a, end="2026-10-14")
        with self.assertRaises(AccessError):
            self._as("other_teacher", self.sheet).grid_open()
        past.date_end = "2026-10-20"
        self.assertTrue(self._as("other_teacher", self.sheet).grid_open()["can_write"])
        self._as("other_teacher", self.mark).midterm = 6
        past.write({"date_start": "2026-10-16"})
        with self.assertRaises(AccessError):
            self._as("other_teacher", self.sheet).grid_save(cell)
        with self.assertRaises(AccessError):
            self._as("other_teacher", self.mark).midterm = 5

    @covers("ORG-01")
    def test_other_school_and_portal_see_nothing(self):
        new_test_user(self.env, login="parent", groups="school_core.group_school_parent")
        self.users["parent"] = self.env["res.users"].search([("login", "=", "parent")])
        for login in ("foreign_teacher", "parent"):
            with self.subTest(login=login):
                with self.assertRaises(AccessError):
                    self._as(login, self.sheet).grid_open()
                with self.assertRaises(AccessError):
                    self._as(login, self.mark).read(["midterm"])

    def test_homeroom_reads_but_does_not_enter(self):
        grid = self._as("homeroom", self.sheet).grid_open()
        self.assertFalse(grid["can_write"])
        self.assertIn("Toán", grid["why_not"])

    @covers("GB-03")
    def test_refused_values(self):
        mark = self._as("teacher", self.mark)
        for values in (
            {"midterm": 10.5},
            {"midterm": -1},
            {"midterm": 8.55},
            {"regular_5": 8},
            {"reassessed": 8},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                mark.write(values)
        physical = self._mark(self.physical_sheet, self.binh, regular_1=1)
        with self.assertRaises(UserError):
            self._as("teacher", physical).midterm = 8

    @mute_logger("odoo.sql_db")
    def test_database_refuses_too(self):
        for values in ("midterm = 10.1", "midterm = -0.1", "midterm = 8.55"):
            with (
                self.subTest(values=values),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(f"UPDATE school_mark SET {values}")

    def test_computed_columns_are_not_written(self):
        mark = self._as("teacher", self.mark)
        for name, value in (
            ("average", 10),
            ("year_average", 10),
            ("student_id", self.anh.id),
            ("sheet_id", self.physical_sheet.id),
        ):
            with self.subTest(name=name), self.assertRaises(AccessError):
                mark.write({name: value})
        made = mark.with_context(default_year_average=10, default_final=10).create(
            {"sheet_id": self.sheet.id, "student_id": self.anh.id}
        )
        self.assertIs(made.year_average, False)
        self.assertIs(made.final, False)

    def test_pupil_of_another_class_is_refused(self):
        (stranger,) = self._create_students(self.class_8b, ["Phạm Văn Lạ"])
        with self.assertRaises(UserError):
            self._as("teacher", self.mark).create(
                {"sheet_id": self.sheet.id, "student_id": stranger.id}
            )
        answer = self._as("teacher", self.sheet).grid_save(
            {"number": 1, "cells": [self._cell(stranger, "midterm", 8)]}
        )
        self.assertEqual(answer["cells"][0]["status"], "refused")

    def test_entered_rows_are_not_deleted(self):
        with self.assertRaises(UserError):
            self.mark.unlink()
        self.mark.regular_1 = False
        self.mark.unlink()
        self.assertFalse(self.mark.exists())

    def test_missing_is_not_zero(self):
        zero = self._mark(self.sheet, self.anh, midterm=0)
        marks = self.mark | zero
        domain = [("id", "in", marks.ids)]
        self.assertEqual(marks.search([*domain, ("midterm", "=", False)]), self.mark)
        self.assertEqual(marks.search([*domain, ("midterm", "=", 0)]), zero)
        self.assertEqual(marks.search([*domain, ("midterm", "<", 5)]), zero)
        self.assertEqual(marks.filtered_domain([("midterm", "=", False)]), self.mark)
        self.assertEqual(marks.filtered_domain([("midterm", "=", 0)]), zero)
        self.assertEqual(marks._read_group(domain, [], ["midterm:avg"]), [(0.0,)])
        self.assertEqual(marks.export_data(["midterm"])["datas"], [[""], [0.0]])
        self.assertIs(self.mark.read(["midterm"])[0]["midterm"], False)
        copied = self.mark.copy_data()[0]
        self.assertIs(copied["midterm"], False)


@tagged("post_install", "-at_install")
@freeze_time("2026-10-15")
class TestMarkSync(GradebookCommon):
    """Averages and rows follow whatever changes."""

    def _full(self, sheet, student, value):
        columns = [f"regular_{i}" for i in range(1, sheet.required_regular + 1)]
        return self._mark(sheet, student, **dict.fromkeys([*columns, "midterm", "final"], value))

    @covers("GB-10")
    def test_year_average_follows_both_terms(self):
        first = self._full(self.sheet, self.binh, 6)
        second = self._full(self.sheet_2, self.binh, 9)
        # (6 + 2 × 9) / 3
        self.assertEqual((first.average, second.year_average), (6, 8))
        first.final = 9
        # (4 × 6 + 2 × 6 + 3 × 9) / 9 = 7; (7 + 18) / 3 = 8.33
        self.assertEqual((first.average, second.year_average), (7, 8.3))
        first.final = False
        self.assertIs(first.average, False)
        self.assertIs(second.year_average, False)

    @covers("GB-03")
    def test_topics_add_a_regular_mark(self):
        self._full(self.sheet_2, self.binh, 8)
        self.maths_8a.has_topics = True
        self.assertEqual((self.sheet.required_regular, self.sheet_2.required_regular), (4, 5))
        mark = self.sheet_2.mark_ids
        self.assertIs(mark.average, False)
        mark.regular_5 = 8
        self.assertEqual(mark.average, 8)
        self.school.school_topics_term = "1"
        self.assertEqual((self.sheet.required_regular, self.sheet_2.required_regular), (5, 4))

    def test_optional_subject(self):
        self.maths_8a.write({"is_optional": True, "student_ids": [(6, 0, self.anh.ids)]})
        grid = self._as("teacher", self.sheet).grid_open()
        self.assertEqual([row["student_id"] for row in grid["rows"]], self.anh.ids)
        self.assertEqual(self.sheet.required_count, 6)

    @covers("AUD-01")
    def test_rows_follow_a_pupil_who_moves(self):
        mark = self._full(self.sheet, self.binh, 7)
        conduct = self.env["school.conduct"].create(
            {
                "class_id": self.class_8a.id,
                "term_id": self.term_1.id,
                "student_id": self.binh.id,
                "conduct": "tot",
            }
        )
        self.binh.enrollment_ids.date_end = "2026-10-14"
        self.env["school.enrollment"].create(
            {
                "student_id": self.binh.id,
                "class_id": self.class_8b.id,
                "date_start": "2026-10-15",
            }
        )
        self.assertEqual(mark.sheet_id, self._sheet(self.maths_8b, self.term_1))
        self.assertEqual((mark.class_id, conduct.class_id), (self.class_8b, self.class_8b))
        self.assertEqual(conduct.sheet_id.class_id, self.class_8b)
        result = self.env["school.result"].search([("student_id", "=", self.binh.id)])
        self.assertEqual(result.class_id, self.class_8b)
        story = self.env["school.trail"]._story("school.mark", mark.id, "sheet_id")
        self.assertEqual(len(story), 2)
        rows = self._as("teacher", self.sheet).grid_open()["rows"]
        row = next(row for row in rows if row["student_id"] == self.binh.id)
        self.assertIn("14/10/2026", row["note"])
        self.assertIn("*", row["locks"])

    @covers("AUD-01")
    def test_story_and_names_in_a_conflict(self):
        self._assign("other_teacher", self.maths_8a)
        for login, value, seen in (("teacher", 7, None), ("other_teacher", 8, 7)):
            self._as(login, self.sheet).grid_save(
                {"number": 1, "cells": [self._cell(self.binh, "midterm", value, seen=seen)]}
            )
        answer = self._as("teacher", self.sheet).grid_save(
            {"number": 2, "cells": [self._cell(self.binh, "midterm", 9, seen=7)]}
        )["cells"][0]
        self.assertEqual((answer["status"], answer["value"]), ("conflict", 8))
        self.assertEqual(answer["by"], self.users["other_teacher"].name)
        self.assertTrue(answer["at"])
        story = self._as("teacher", self.sheet).grid_cell_story(self.binh.id, "midterm")
        self.assertEqual(story[0]["by"], self.users["other_teacher"].name)
        self.assertEqual(len(story), 2)

    @covers("GB-11")
    def test_conduct_is_entered_by_the_homeroom_teacher(self):
        sheet = self.class_8a.conduct_sheet_ids.filtered(lambda s: s.term_id == self.term_1)
        cells = [
            self._cell(self.binh, "conduct", "tot"),
            self._cell(self.binh, "absences_excused", "3"),
            self._cell(self.binh, "absences_unexcused", "0"),
            self._cell(self.anh, "conduct", "best"),
            self._cell(self.anh, "absences_excused", 1000),
        ]
        answer = self._as("homeroom", sheet).grid_save({"number": 1, "cells": cells})
        self.assertEqual(
            [cell["status"] for cell in answer["cells"]],
            ["saved", "saved", "saved", "refused", "refused"],
        )
        self.assertEqual(answer["summary"], {"missing": 2, "done": 1})
        self.assertEqual(sheet.conduct_ids.absences_excused, 3)
        self.assertEqual(sheet.missing_count, 2)
        for login in ("teacher", "principal", "gradebook_admin"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._as(login, sheet).grid_save({"number": 1, "cells": cells})

    @covers("GB-11")
    def test_summer_conduct_waits_for_its_reason(self):
        sheet = self.class_8a.conduct_sheet_ids.filtered(lambda s: s.term_id == self.term_2)
        cell = self._cell(self.binh, "conduct_summer", "dat")
        answer = self._as("homeroom", sheet).grid_save({"number": 1, "cells": [cell]})
        self.assertEqual(answer["cells"][0]["status"], "locked")
        for term, level in ((self.term_1, "tot"), (self.term_2, "chua_dat")):
            self.env["school.conduct"].create(
                {
                    "class_id": self.class_8a.id,
                    "term_id": term.id,
                    "student_id": self.binh.id,
                    "conduct": level,
                }
            )
        answer = self._as("homeroom", sheet).grid_save({"number": 2, "cells": [cell]})
        self.assertEqual(answer["cells"][0]["status"], "saved")
