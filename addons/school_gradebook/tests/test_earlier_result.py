# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from ..models.school_mark import MARK_COLUMNS
from .common import GradebookCommon

JOINED = "2027-02-10"


@tagged("post_install", "-at_install")
@freeze_time("2027-03-01")
class TestEarlierResult(GradebookCommon):
    """A pupil who comes in term 2 brings the results of term 1 along (assessment rules, 1.15)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in ("van", "anh", "gdcd", "lsdl", "khtn", "cnghe", "tin"):
            cls._plan_subject(
                cls.class_8a, cls.env.ref(f"school_core.school_subject_{code}"), periods=35
            )
        cls.new = cls.env["school.student"].create(
            {"name": "Đỗ Thị Mới", "code": "HS9", "school_id": cls.school.id}
        )
        cls.env["school.movement"].create(
            {
                "student_id": cls.new.id,
                "kind": "transfer_in",
                "date": JOINED,
                "class_to_id": cls.class_8a.id,
                "other_school": "THCS Sông Hồng",
            }
        )

    def _enter(self, login="secretary", **values):
        """Enter 8.0 and Đạt in all subjects of the class."""
        results = self._as(login, self.env["school.earlier.result"])
        return results.create(
            {
                "student_id": self.new.id,
                "term_id": self.term_1.id,
                "document": "Học bạ 12/2027",
                "learning": "tot",
                "conduct": "kha",
                "absences_excused": 3,
                "absences_unexcused": 0,
                "line_ids": [
                    Command.create(
                        {
                            "subject_id": plan.subject_id.id,
                            **({"score": 8} if plan.kind == "score" else {"level": "D"}),
                        }
                    )
                    for plan in self.class_8a.subject_ids
                ],
                **values,
            }
        )

    def _fill_term_2(self):
        for sheet in self.class_8a.mark_sheet_ids.filtered(lambda s: s.term_id == self.term_2):
            columns = (*MARK_COLUMNS[: sheet.required_regular], "midterm", "final")
            self._mark(
                sheet, self.new, **dict.fromkeys(columns, 9.5 if sheet.kind == "score" else 1)
            )
        self.env["school.conduct"].create(
            {
                "class_id": self.class_8a.id,
                "term_id": self.term_2.id,
                "student_id": self.new.id,
                "conduct": "tot",
                "absences_excused": 1,
                "absences_unexcused": 0,
            }
        )

    def _year(self):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["school.result"].search(
            [("student_id", "=", self.new.id), ("period", "=", "year")]
        )

    def _row(self, sheet, login="teacher"):
        grid = self._as(login, sheet).grid_open()
        names = [column["name"] for column in grid["columns"]]
        rows = (row for row in grid["rows"] if row["student_id"] == self.new.id)
        return next((row | dict(zip(names, row["values"], strict=True)) for row in rows), None)

    @covers("GB-10", "PUP-04")
    def test_the_year_completes(self):
        self._fill_term_2()
        self.assertEqual(self._year().promotion, "incomplete")
        self.assertIn("toan.1.average", self._year().missing)
        self._enter()
        year = self._year()
        self.assertEqual((year.missing, year.learning, year.conduct), ([], "tot", "tot"))
        self.assertEqual((year.promotion, year.title), ("promoted", "xuat_sac"))
        # (8.0 + 2 × 9.5) / 3
        self.assertEqual(year.averages["toan"], 9.0)
        self.assertIn("nghỉ 4 buổi", str(year.reasons))

    @covers("GB-02", "GB-11")
    def test_shown_in_the_grids_and_entered_nowhere_else(self):
        self.assertIsNone(self._row(self.sheet))
        self._enter()
        row = self._row(self.sheet)
        self.assertEqual((row["average"], row["midterm"]), (8.0, None))
        self.assertIn("THCS Sông Hồng", row["note"])
        self.assertIn("*", row["locks"])
        grid = self._as("teacher", self.sheet).grid_open()
        self.assertEqual(grid["summary"]["missing"], 3 * 6, "the newcomer owes nothing")
        answer = self._as("teacher", self.sheet).grid_save(
            {"number": 1, "cells": [self._cell(self.new, "midterm", 9)]}
        )
        self.assertEqual(answer["cells"][0]["status"], "locked")
        mark = self.env["school.mark"].search(
            [("sheet_id", "=", self.sheet.id), ("student_id", "=", self.new.id)]
        )
        with self.assertRefused("THCS Sông Hồng", UserError):
            self._as("teacher", mark).midterm = 9
        for name in ("average", "earlier_average"):
            with self.assertRaises(AccessError):
                self._as("teacher", mark).write({name: 10})
        conduct_sheet = self.class_8a.conduct_sheet_ids.filtered(
            lambda sheet: sheet.term_id == self.term_1
        )
        row = self._row(conduct_sheet, "homeroom")
        self.assertEqual((row["conduct"], row["absences_excused"]), ("kha", 3))
        self.assertIn("THCS Sông Hồng", row["note"])
        self.assertIn("*", row["locks"])
        self.assertFalse(
            self.env["school.mark.missing"].search(
                [("student_id", "=", self.new.id), ("term_id", "=", self.term_1.id)]
            )
        )

    @covers("GB-10")
    def test_changes_reach_the_books(self):
        self._fill_term_2()
        earlier = self._enter()
        maths = earlier.line_ids.filtered(lambda line: line.subject_id == self.maths)
        maths.score = 5
        # (5.0 + 2 × 9.5) / 3
        self.assertEqual(self._year().averages["toan"], 8.0)
        maths.score = False
        self.assertIn("toan.1.average", self._year().missing)
        maths.score = 5
        maths.unlink()
        self.assertIn("toan.1.average", self._year().missing)
        earlier.conduct = False
        self.assertIn("conduct.1", self._year().missing)
        earlier.unlink()
        missing = self._year().missing
        self.assertIn("van.1.average", missing)
        self.assertIn("absences", missing)

    @covers("GB-12", "LOCK-01")
    def test_locks_of_the_term_do_not_stand_against_it(self):
        self.env["school.lock"].create(
            [
                {
                    "kind_id": self.env.ref(f"school_gradebook.school_book_kind_{kind}").id,
                    "company_id": self.school.id,
                    "term_id": self.term_1.id,
                    "state": "closed",
                    "date_start": "2027-01-01",
                    "reason": "Hết học kì I",
                }
                for kind in ("mark", "conduct")
            ]
        )
        self._enter()
        self.assertEqual(self._row(self.sheet)["average"], 8.0)
        self.year.state = "closed"
        with self.assertRefused("2026-2027", UserError):
            self.env["school.earlier.result"].search([]).conduct = "tot"

    def test_only_for_who_was_not_here(self):
        with self.assertRefused("Nguyễn Văn Bình was in 8A"):
            self._enter(student_id=self.binh.id, school_name="THCS Khác")
        with self.assertRefused("at the end of Term 2"):
            self._enter(term_id=self.term_2.id)

    def test_values_are_those_of_the_kind(self):
        for subject, values, message in (
            (self.maths, {"level": "D"}, "is assessed by marks"),
            (self.physical, {"score": 8}, "Đạt or Chưa đạt"),
        ):
            with self.subTest(message), self.assertRefused(message):
                self._enter(line_ids=[Command.create({"subject_id": subject.id, **values})])

    @covers("PUP-04")
    def test_entered_before_he_has_a_class_and_taken_along(self):
        student = self.env["school.student"].create(
            {"name": "Vũ Sớm", "code": "HS10", "school_id": self.school.id}
        )
        self._enter(student_id=student.id, school_name="THCS Khác")
        self.env["school.enrollment"].create(
            {"student_id": student.id, "class_id": self.class_8a.id, "date_start": JOINED}
        )
        mark = self.env["school.mark"].search(
            [("student_id", "=", student.id), ("subject_id", "=", self.maths.id)]
        )
        self.assertEqual((mark.class_id, mark.average), (self.class_8a, 8.0))
        self.env["school.movement"].create(
            {
                "student_id": student.id,
                "kind": "class_transfer",
                "date": "2027-03-01",
                "class_to_id": self.class_8b.id,
            }
        )
        self.assertEqual((mark.class_id, mark.average), (self.class_8b, 8.0))
        conduct = self.env["school.conduct"].search([("student_id", "=", student.id)])
        self.assertEqual((conduct.class_id, conduct.conduct), (self.class_8b, "kha"))

    @covers("AUD-01")
    def test_trail_of_the_values(self):
        earlier = self._enter()
        maths = earlier.line_ids.filtered(lambda line: line.subject_id == self.maths)
        self._as("gradebook_admin", maths).score = 7.5
        story = self.env["school.trail"]._story(maths._name, maths.id, "score")
        self.assertEqual([entry["new"] for entry in story], ["8.0", "7.5"])
        self.assertEqual(story[1]["user"], self.users["gradebook_admin"].name)

    def test_form_proposes_school_and_subjects(self):
        with Form(self._as("secretary", self.env["school.earlier.result"])) as form:
            form.student_id = self.new
            form.term_id = self.term_1
            form.document = "Học bạ"
            self.assertEqual(form.school_name, "THCS Sông Hồng")
            self.assertEqual(len(form.line_ids), len(self.class_8a.subject_ids))
            subjects = [line["subject_id"] for line in form.line_ids._records]
            with form.line_ids.edit(subjects.index(self.maths.id)) as line:
                self.assertEqual(line.kind, "score")
                line.score = 6.5
        self.assertEqual(self._row(self.sheet)["average"], 6.5)

    @covers("PUP-02")
    def test_the_movement_leads_to_the_earlier_results(self):
        movement = self.new.movement_ids.filtered(lambda m: m.kind == "transfer_in")
        action = movement.with_user(self.users["secretary"]).action_earlier_results()
        earlier = self._enter()
        found = self.env["school.earlier.result"].search(action["domain"])
        self.assertEqual(found, earlier)
        self.assertEqual(action["context"]["default_school_name"], "THCS Sông Hồng")

    @covers("GB-19")
    def test_class_book(self):
        self._enter()
        (book,) = self.env["school.class.book"]._collect(self.class_8a)
        number = next(i for i, line in enumerate(book["roster"]) if line["student"] == self.new)
        self.assertIn("Trường cũ: THCS Sông Hồng", book["roster"][number]["note"])
        self.assertEqual(book["size"], 4)
        sheet = next(s for s in book["terms"][0]["sheets"] if s["id"] == self.sheet.id)
        self.assertEqual(sheet["rows"][number]["average"], 8.0)
        result = book["results"][number]
        self.assertEqual((result["learning"]["1"], result["conduct"]["1"]), ("tot", "kha"))
        self.assertEqual(result["excused"][1], 3)
