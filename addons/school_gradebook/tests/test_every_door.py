# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from odoo.addons.school_core.tests.common import covers
from odoo.addons.school_core.tests.test_import_values import workbook

from .primary_common import PrimaryCommon
from .test_edit_limit import enter_on
from .test_entry_windows import EntryCommon
from .test_import_marks import CONDUCT_HEADINGS, MARK_HEADINGS

#: The books that are imported from a file.
IMPORTED = ("mark", "conduct")
#: The doors through which an existing cell changes, and those through which a new one comes.
CHANGING = ("grid", "write", "list", "rpc", "sudo", "action", "import")
CREATING = ("create", "load")
#: Some of these are shut for good: a mark is neither copied nor removed.
OTHERS = ("copy", "unlink", "archive")


class Book:
    """A locked model: a row with ``column`` entered, and how each door reaches it."""

    def __init__(self, case, record, login, sheet, column, old, new, new_row):
        self.case = case
        self.record = record
        self.login = login
        self.sheet = sheet
        self.column, self.old, self.new = column, old, new
        self.new_row = new_row

    @property
    def kind(self):
        return self.record._lock_kind

    @property
    def mine(self):
        """The row, as the one sees it who enters it."""
        return self.case._as(self.login, self.record)

    def value(self):
        self.record.invalidate_recordset()
        return self.record[self.column]

    def rows(self):
        return self.record.search_count([("sheet_id", "=", self.record.sheet_id.id)])

    def door(self, name):
        """Go through a door; return whether it let one in. A refusal is an answer or a UserError."""
        return getattr(self, f"_door_{name}")()

    def _door_grid(self):
        sheet = self.case._as(self.login, self.sheet)
        cell = self.case._cell(self.record.student_id, self.column, self.new, seen=self.old)
        (answer,) = sheet.grid_save({"number": 1, "cells": [cell]})["cells"]
        return answer["status"] == "saved"

    def _door_write(self):
        return self.mine.write({self.column: self.new})

    def _door_list(self):
        return self.mine.web_save({self.column: self.new}, {"id": {}})

    def _door_rpc(self):
        model = self.mine.browse()
        return call_kw(model, "write", [self.record.ids, {self.column: self.new}], {})

    def _door_sudo(self):
        return self.record.sudo().write({self.column: self.new})

    def _door_action(self):
        action = self.case.env["ir.actions.server"].create(
            {
                "name": "Sửa",
                "model_id": self.case.env["ir.model"]._get_id(self.record._name),
                "state": "code",
                "code": f"records.write({{{self.column!r}: {self.new!r}}})",
            }
        )
        return (
            action.with_context(
                active_model=self.record._name, active_ids=self.record.ids, active_id=self.record.id
            ).run()
            or True
        )

    def _door_import(self):
        headings, row = self.case._import_row(self)
        env = self.case.env(user=self.case.users[self.login], context={"lang": "en_US"})
        content = workbook(("Bảng", [headings, row]))
        load = env["school.import"]._load_files([("a.xlsx", content)])
        return load.state == "done"

    def _door_create(self):
        return self.mine.browse().create(self.new_row)

    def _door_copy(self):
        return self.record.copy({"student_id": self.new_row["student_id"]})

    def _door_load(self):
        names, values = zip(*(self._exported(name) for name in self.new_row), strict=True)
        loaded = self.record.browse().load([*names], [[*values]])
        return bool(loaded["ids"])

    def _exported(self, name):
        """Return the heading and the text of a field, as a file for Odoo's own import has them."""
        field, value = self.record._fields[name], self.new_row[name]
        if field.type == "many2one":
            return f"{name}/.id", str(value)
        if field.type == "selection":
            return name, dict(field._description_selection(self.record.env))[value]
        return name, str(value)

    def _door_unlink(self):
        return self.record.sudo().unlink()

    def _door_archive(self):
        if "active" in self.record._fields:
            return self.record.sudo().action_archive() or True
        return False


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00")
class TestEveryDoor(EntryCommon, PrimaryCommon):
    """Whatever closes a book closes it at every door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # an entry that is to be removed as a whole has nothing but what is tried
        conduct = cls.env["school.conduct"].create(
            {
                "class_id": cls.class_8a.id,
                "term_id": cls.term_1.id,
                "student_id": cls.binh.id,
                "conduct": "kha",
            }
        )
        quality = cls.env["school.quality"].create(
            {
                "class_id": cls.class_4a.id,
                "term_id": cls.term_1.id,
                "part": "final",
                "student_id": cls.pa.id,
                "nhan_ai": "D",
            }
        )
        cls.env.flush_all()
        cls.books = [
            Book(
                cls,
                cls.mark,
                "teacher",
                cls.sheet,
                "regular_1",
                6,
                9,
                {"sheet_id": cls.sheet.id, "student_id": cls.anh.id, "regular_1": 8},
            ),
            Book(
                cls,
                conduct,
                "homeroom",
                conduct.sheet_id,
                "conduct",
                "kha",
                "tot",
                {
                    "class_id": cls.class_8a.id,
                    "term_id": cls.term_1.id,
                    "student_id": cls.anh.id,
                    "conduct": "dat",
                },
            ),
            Book(
                cls,
                quality,
                "homeroom",
                quality.sheet_id,
                "nhan_ai",
                "D",
                "T",
                {
                    "class_id": cls.class_4a.id,
                    "term_id": cls.term_1.id,
                    "part": "final",
                    "student_id": cls.en.id,
                    "nhan_ai": "C",
                },
            ),
        ]

    @classmethod
    def _import_row(cls, book):
        student = book.record.student_id
        if book.kind == "mark":
            row = ["8A", "Toán", "I", student.code, student.name, "9"]
            return MARK_HEADINGS, row + [""] * (len(MARK_HEADINGS) - len(row))
        return CONDUCT_HEADINGS, ["8A", "I", student.code, "Tốt", "", "", ""]

    def _doors(self, book, doors):
        """Return the doors that a book has."""
        return [name for name in doors if name != "import" or book.kind in IMPORTED]

    def _assert_open(self, book, doors):
        for name in self._doors(book, doors):
            with self.subTest(book=book.kind, door=name, state="open"):
                savepoint = self.env.cr.savepoint()
                with savepoint:
                    before = (book.value(), book.rows())
                    self.assertTrue(book.door(name))
                    self.env.flush_all()
                    self.assertNotEqual((book.value(), book.rows()), before)
                    savepoint.rollback()
                self.env.invalidate_all()

    def _assert_closed(self, book, doors, why):
        for name in self._doors(book, doors):
            with self.subTest(book=book.kind, door=name, state=why):
                before = (book.value(), book.rows())
                savepoint = self.env.cr.savepoint()
                with savepoint:
                    try:
                        self.assertFalse(book.door(name))
                        self.env.flush_all()
                    except UserError:
                        savepoint.rollback()
                self.env.invalidate_all()
                self.assertEqual((book.value(), book.rows()), before)

    @covers("LOCK-01")
    def test_no_locked_model_is_forgotten(self):
        """A kind of book that an addon adds is walked here, too."""
        models = {
            name
            for name, model in self.env.registry.items()
            if getattr(model, "_lock_kind", None) and not model._abstract
        }
        self.assertEqual(models, {book.record._name for book in self.books})
        kinds = self.env["school.book.kind"].search([("column_ids", "!=", False)])
        self.assertLessEqual({book.kind for book in self.books}, {*kinds.mapped("code")})

    @covers("LOCK-01")
    def test_open(self):
        """Each door does let in while the book is open: else its refusal would prove nothing."""
        for book in self.books:
            self._assert_open(book, (*CHANGING, *CREATING))

    @covers("LOCK-01")
    def test_closed_by_a_decision(self):
        for book in self.books:
            self.env["school.lock"].with_user(self.users["gradebook_admin"]).create(
                {
                    "kind_id": self._kind(book).id,
                    "company_id": self.school.id,
                    "date_start": "2026-11-01 00:00:00",
                    "reason": "Khoá sổ",
                }
            )
            self._assert_closed(book, (*CHANGING, *CREATING, *OTHERS), "lock")

    @covers("LOCK-01", "GB-04")
    def test_closed_by_the_timetable(self):
        for book in self.books:
            self._window(book.column, kind=book.kind, week=8)
            self._assert_closed(book, (*CHANGING, *CREATING, *OTHERS), "window")

    @covers("LOCK-01", "GB-12")
    def test_closed_by_approved_results(self):
        self.env.cr.execute(
            SQL(
                "UPDATE school_result_book SET approval_state = 'approved'"
                " WHERE class_id IN %s AND period IN ('1', 'year')",
                (self.class_8a.id, self.class_4a.id),
            )
        )
        self.env.invalidate_all()
        for book in self.books:
            self._assert_closed(book, (*CHANGING, *CREATING, *OTHERS), "approved")

    @covers("LOCK-01")
    def test_closed_year(self):
        self.year.state = "closed"
        for book in self.books:
            self._assert_closed(book, (*CHANGING, *CREATING, *OTHERS), "year")

    @covers("LOCK-01")
    def test_school_that_opens_by_decision_only(self):
        self.school.school_lock_default = "closed"
        for book in self.books:
            self._assert_closed(book, (*CHANGING, *CREATING, *OTHERS), "company")

    @covers("LOCK-01", "GB-05")
    def test_days_to_change_are_over(self):
        self.school.school_edit_days = 15
        enter_on(self.mark, regular_1="2026-11-02 16:30:00")
        (book,) = (book for book in self.books if book.kind == "mark")
        self._assert_closed(book, (*CHANGING, *OTHERS), "limit")
        self._assert_open(book, ("create",))

    def _kind(self, book):
        return self.env["school.book.kind"].search([("code", "=", book.kind)])
