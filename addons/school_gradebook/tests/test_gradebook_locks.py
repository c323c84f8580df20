# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from odoo.addons.school_core.models.school_trail_mixin import Reason
from odoo.addons.school_core.tests.common import covers

from .common import GradebookCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00")
class TestGradebookLocks(GradebookCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mark = cls._mark(cls.sheet, cls.binh, regular_1=6, midterm=7)
        cls.conduct = cls.env["school.conduct"].create(
            {
                "class_id": cls.class_8a.id,
                "term_id": cls.term_1.id,
                "student_id": cls.binh.id,
                "conduct": "kha",
            }
        )

    @classmethod
    def _close(cls, book, column=None, **values):
        xmlid = f"school_gradebook.school_book_column_{book}_{column}"
        return (
            cls.env["school.lock"]
            .with_user(cls.users["gradebook_admin"])
            .create(
                {
                    "kind_id": cls.env.ref(f"school_gradebook.school_book_kind_{book}").id,
                    "column_id": cls.env.ref(xmlid).id if column else False,
                    "company_id": cls.school.id,
                    "term_id": cls.term_1.id,
                    "date_start": "2026-11-01 00:00:00",
                    "reason": "Hết thời gian nhập điểm",
                    **values,
                }
            )
        )

    def _save(self, *cells, number=1):
        sheet = self._as("teacher", self.sheet)
        return sheet.grid_save({"number": number, "cells": list(cells)})["cells"]

    def _tried(self, *doors):
        for door in doors:
            with self.assertRaises(UserError), self.env.cr.savepoint():
                door()

    @covers("LOCK-01")
    def test_closed_column_of_marks(self):
        self._close("mark", "midterm")
        (answer, other) = self._save(
            self._cell(self.binh, "midterm", 9, seen=7), self._cell(self.binh, "final", 9)
        )
        self.assertEqual((answer["status"], answer["value"]), ("locked", 7))
        self.assertIn("Hết thời gian nhập điểm", answer["reason"])
        self.assertEqual(other["status"], "saved")
        for user in (self.users["teacher"], self.users["principal"], self.env.user):
            mark = self.mark.with_user(user)
            self._tried(
                lambda mark=mark: mark.write({"midterm": 9}),
                lambda mark=mark: mark.sudo().write({"midterm": False}),
                lambda mark=mark: mark.web_save({"midterm": 9}, {}),
                lambda mark=mark: mark.create(
                    {"sheet_id": self.sheet.id, "student_id": self.anh.id, "midterm": 0}
                ),
                lambda mark=mark: mark.sudo().unlink(),
            )
        loaded = self.env["school.mark"].load([".id", "midterm"], [[str(self.mark.id), "9"]])
        self.assertFalse(loaded["ids"])
        self.mark.invalidate_recordset()
        self.assertEqual((self.mark.midterm, self.mark.final), (7, 9))

    @covers("LOCK-01")
    def test_closed_book_of_conduct(self):
        self._close("conduct")
        self._tried(
            lambda: self.conduct.write({"conduct": "tot"}),
            lambda: self.conduct.write({"absences_excused": 3}),
            lambda: self.conduct.unlink(),
        )
        self.mark.write({"midterm": 8})
        self.assertEqual(self.conduct.conduct, "kha")

    @covers("LOCK-01", "GB-06")
    def test_one_mark_open_for_one_teacher(self):
        self._close("mark")
        self._assign("other_teacher", self.maths_8a)
        self.env["school.lock.grant"]._grant(
            {
                "kind_id": self.env.ref("school_gradebook.school_book_kind_mark").id,
                "column_id": self.env.ref("school_gradebook.school_book_column_mark_midterm").id,
                "company_id": self.school.id,
                "term_id": self.term_1.id,
                "class_id": self.class_8a.id,
                "subject_id": self.maths.id,
                "student_id": self.binh.id,
                "user_id": self.users["teacher"].id,
                "date_end": "2026-11-20 04:00:00",
                "reason": "Biên bản số 5",
            }
        )
        grid = self._as("teacher", self.sheet).grid_open()
        self.assertNotIn("midterm", grid["locks"])
        self.assertIn("final", grid["locks"])
        for row in grid["rows"]:
            self.assertEqual("midterm" in row.get("locks", ()), row["student_id"] != self.binh.id)
        statuses = [
            answer["status"]
            for answer in self._save(
                self._cell(self.binh, "midterm", 9, seen=7),
                self._cell(self.binh, "final", 9),
                self._cell(self.anh, "midterm", 9),
            )
        ]
        self.assertEqual(statuses, ["saved", "locked", "locked"])
        self._as("teacher", self.mark).write({"midterm": 8})
        mark = self._as("other_teacher", self.mark)
        self._tried(
            lambda: mark.write({"midterm": 7}),
            lambda: mark.with_user(self.users["teacher"]).write({"final": 7}),
        )
        answers = self._as("other_teacher", self.sheet).grid_save(
            {"number": 1, "cells": [self._cell(self.binh, "midterm", 5, seen=8)]}
        )
        self.assertEqual(answers["cells"][0]["status"], "locked")

    @covers("LOCK-01", "GB-06")
    def test_grant_passes_approved_results(self):
        book = self.class_8a.result_book_ids.filtered(lambda book: book.period == "1")
        self.env.flush_all()
        self.env.cr.execute(
            SQL("UPDATE school_result_book SET approval_state = 'approved' WHERE id = %s", book.id)
        )
        self.env.invalidate_all()
        mark = self._as("teacher", self.mark)
        with self.assertRaisesRegex(UserError, "results of 8A are approved"):
            mark.write({"midterm": 9})
        self.env["school.lock.grant"]._grant(
            {
                "kind_id": self.env.ref("school_gradebook.school_book_kind_mark").id,
                "company_id": self.school.id,
                "class_id": self.class_8a.id,
                "student_id": self.binh.id,
                "user_id": self.users["teacher"].id,
                "date_end": "2026-11-20 04:00:00",
                "reason": "Biên bản số 5",
            }
        )
        mark.write({"midterm": 9})
        self.assertEqual(self.mark.midterm, 9)

    @covers("LOCK-01")
    def test_closed_year(self):
        self.year.state = "closed"
        self._tried(
            lambda: self.mark.write({"final": 9}), lambda: self.conduct.write({"conduct": "tot"})
        )
        grid = self._as("teacher", self.sheet).grid_open()
        self.assertIn("final", grid["locks"])

    @covers("LOCK-01")
    def test_moved_pupil_takes_closed_marks_along(self):
        """A lock is about entering; who moves to another class keeps what was entered."""
        self._close("mark")
        movement = self.env["school.movement"].create(
            {
                "student_id": self.binh.id,
                "kind": "class_transfer",
                "date": "2026-11-20",
                "class_to_id": self.class_8b.id,
            }
        )
        self.assertEqual(movement.class_from_id, self.class_8a)
        self.assertEqual(self.mark.class_id, self.class_8b)
        self.assertEqual(self.mark.midterm, 7)
        self._tried(lambda: self.mark.write({"midterm": 8}))

    @covers("AUD-01")
    def test_marks_changed_by_sql_are_on_the_trail(self):
        self.env.flush_all()
        self.env.cr.execute("SELECT set_config('school.uid', '', true)")
        self.env.cr.execute(SQL("UPDATE school_mark SET midterm = 9.5 WHERE id = %s", self.mark.id))
        self.env.invalidate_all()
        (change,) = self.env["school.trail"].search(
            [("model", "=", "school.mark"), ("res_id", "=", self.mark.id), ("new", "=", "9.5")]
        )
        self.assertEqual((change.field, float(change.old)), ("midterm", 7))
        self.assertEqual((change.student_id, change.class_id), (self.binh, self.class_8a))
        self.assertFalse(change.user_id)
        self.assertFalse(self._broken())

    @covers("AUD-01")
    def test_marks_changed_without_triggers_are_found(self):
        self.assertFalse(self._broken())
        self.env.cr.execute("ALTER TABLE school_mark DISABLE TRIGGER school_trail_update")
        self.env.cr.execute(SQL("UPDATE school_mark SET midterm = 9.5 WHERE id = %s", self.mark.id))
        self.env.cr.execute("ALTER TABLE school_mark ENABLE ALWAYS TRIGGER school_trail_update")
        (why,) = self._broken()
        self.assertIn(f"{self.mark.id}.midterm", why)

    @covers("AUD-01")
    def test_changed_result_is_on_the_trail(self):
        for sheet, value in ((self.sheet, 9), (self.physical_sheet, 1)):
            columns = sheet._allowed_columns()
            self._mark(sheet, self.binh, **dict.fromkeys(columns, value))
        result = self.env["school.result"].search(
            [("student_id", "=", self.binh.id), ("period", "=", "1")]
        )
        before = result.learning
        self.assertTrue(before)
        self.mark.with_context(school_reason=Reason("Biên bản số 5")).final = False
        self.env.flush_all()
        result.invalidate_recordset()
        self.assertFalse(result.learning, "a mark is missing now")
        change = self.env["school.trail"].search(
            [("model", "=", "school.result"), ("res_id", "=", result.id)], limit=1
        )
        self.assertEqual((change.field, change.old, change.new), ("learning", before, False))
        self.assertEqual((change.user_id, change.reason), (self.env.user, "Biên bản số 5"))
        self.assertEqual(change.student_id, self.binh)
        self.assertFalse(self._broken())

    def _broken(self):
        results = self.env["school.trail"]._verify(self.school)
        return [line["why"] for line in results if not line["ok"]]
