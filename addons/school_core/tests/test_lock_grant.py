# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime, timedelta

import psycopg2
from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import covers
from .test_lock import LockCommon

NOW = datetime(2026, 11, 20, 3)


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestLockGrant(LockCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Grant = cls.env["school.lock.grant"]
        cls.binh, cls.anh = cls._create_students(cls.class_8a, ["Lê Bình", "Trần Ánh"])
        cls.of_binh = cls._create_book(cls.class_8a, student_id=cls.binh.id)
        cls.of_anh = cls._create_book(cls.class_8a, student_id=cls.anh.id)
        cls._close()

    def _grant(self, **values):
        return self.Grant._grant(
            {
                "kind_id": self.kind.id,
                "company_id": self.school.id,
                "class_id": self.class_8a.id,
                "user_id": self.users["teacher"].id,
                "date_end": NOW + timedelta(hours=2),
                "reason": "Biên bản số 5",
                **values,
            }
        )

    def _write(self, book, login="teacher", **values):
        self.env.flush_all()
        book.with_user(self.users[login]).write(values or {"first": book.first + 1})

    def _assert_closed(self, book, login="teacher", **values):
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._write(book, login, **values)

    @covers("LOCK-01")
    def test_open_for_the_named_user_only(self):
        self._assert_closed(self.of_binh)
        self._grant()
        self._write(self.of_binh)
        for login in ("other_teacher", "principal", "gradebook_admin"):
            self._assert_closed(self.of_binh, login)
        with self.assertRaises(UserError):
            self.of_binh.first = 9
        self._assert_closed(self._create_elsewhere())

    def _create_elsewhere(self):
        with freeze_time("2026-09-10"):
            return self._create_book(self.class_8b, student_id=self.binh.id)

    @covers("LOCK-01")
    def test_one_cell(self):
        self._grant(student_id=self.binh.id, column_id=self.first.id)
        self._write(self.of_binh, first=7)
        self._assert_closed(self.of_binh, second=7)
        self._assert_closed(self.of_binh, first=8, second=7)
        self._assert_closed(self.of_anh)
        self._assert_closed(self.of_binh, student_id=self.anh.id, active=False)
        self._assert_closed(self.of_binh, class_id=self.class_8b.id)
        with self.assertRaises(UserError):
            self.of_binh.with_user(self.users["teacher"]).unlink()
        self.assertEqual((self.of_binh.first, self.of_binh.second), (7, 0))

    @covers("LOCK-01")
    def test_one_column_of_a_class(self):
        self._grant(column_id=self.first.id)
        self._write(self.of_anh, first=7)
        self._assert_closed(self.of_anh, second=7)
        closed = self.Lock.with_user(self.users["teacher"])._closed(
            "trial", [self._scope(self.class_8a)]
        )["place"]
        self.assertFalse(self.Lock._reason(closed, "first"))
        self.assertTrue(self.Lock._reason(closed, "second"))
        self.assertTrue(self.Lock._reason(closed))

    @covers("LOCK-01")
    def test_ends_by_itself(self):
        self._grant(date_start=NOW + timedelta(hours=1))
        for minutes, is_open in ((0, False), (59, False), (60, True), (119, True), (120, False)):
            with self.subTest(minutes=minutes), freeze_time(NOW + timedelta(minutes=minutes)):
                if is_open:
                    self._write(self.of_binh)
                else:
                    self._assert_closed(self.of_binh)

    @covers("LOCK-01")
    def test_revoked(self):
        grant = self._grant()
        self._write(self.of_binh)
        grant._revoke()
        self.assertFalse(grant.in_force)
        self._assert_closed(self.of_binh)

    @covers("LOCK-01")
    def test_closed_year(self):
        self._grant()
        self._grant(student_id=self.binh.id, column_id=self.first.id, passes_closed_year=True)
        self.year.state = "closed"
        self._assert_closed(self.of_anh)
        self._assert_closed(self.of_binh, second=5)
        self._write(self.of_binh, first=5)

    @covers("LOCK-01")
    def test_school_that_opens_by_decision_only(self):
        self.Lock.search([("company_id", "=", self.school.id)]).unlink()
        self.school.school_lock_default = "closed"
        self._assert_closed(self.of_binh)
        self._grant(student_id=self.binh.id)
        self._write(self.of_binh)
        self._assert_closed(self.of_anh)

    @covers("LOCK-01", "ACC-01")
    def test_nobody_makes_or_changes_one(self):
        grant = self._grant()
        values = grant.copy_data()[0]
        for user in (*self.users.values(), self.env.user):
            for context in ({}, {"school_grant": True}, {"school_grant": "BY_GRANT"}):
                Grant = self.Grant.with_user(user).with_context(**context)
                theirs = grant.with_user(user).with_context(**context)
                for door in (
                    lambda Grant=Grant: Grant.create(values),
                    lambda Grant=Grant: Grant.sudo().create(values),
                    lambda theirs=theirs: theirs.write({"revoked": False}),
                    lambda theirs=theirs: theirs.sudo().write({"date_end": "2026-12-01"}),
                    lambda theirs=theirs: theirs.sudo().unlink(),
                ):
                    with self.assertRaises(AccessError):
                        door()

    @covers("LOCK-01", "ORG-01")
    def test_who_reads_them(self):
        mine = self._grant()
        other = self._grant(user_id=self.users["other_teacher"].id)
        for login, expected in (
            ("teacher", mine),
            ("clerk", self.Grant),
            ("principal", mine + other),
            ("gradebook_admin", mine + other),
            ("foreign_teacher", self.Grant),
        ):
            found = self.Grant.with_user(self.users[login]).search([], order="id")
            self.assertEqual(found, expected, login)

    @covers("LOCK-01")
    @mute_logger("odoo.sql_db")
    def test_short_and_of_its_book(self):
        for end in (NOW, NOW + timedelta(days=32)):
            with self.assertRaises(psycopg2.IntegrityError), self.env.cr.savepoint():
                self._grant(date_end=end)
        other = self.env["school.book.kind"].create(
            {"name": "X", "code": "x", "column_ids": [Command.create({"name": "Y", "code": "y"})]}
        )
        with self.assertRaises(ValidationError):
            self._grant(column_id=other.column_ids.id)

    @covers("LOCK-01", "AUD-01")
    def test_on_the_trail(self):
        grant = self.Grant.with_user(self.users["principal"])._grant(
            {
                "kind_id": self.kind.id,
                "company_id": self.school.id,
                "class_id": self.class_8a.id,
                "user_id": self.users["teacher"].id,
                "date_end": "2026-11-21 03:00:00",
                "reason": "Biên bản số 5",
            }
        )
        grant._revoke()
        self.env.flush_all()
        rows = self.env["school.trail"].search(
            [("model", "=", grant._name), ("res_id", "=", grant.id)]
        )
        self.assertEqual(rows.user_id, self.users["principal"])
        self.assertEqual(rows.class_id, self.class_8a)
        self.assertIn(("revoked", "true"), rows.mapped(lambda row: (row.field, row.new)))

    @covers("LOCK-01")
    def test_no_further_query(self):
        self._grant(student_id=self.binh.id, column_id=self.first.id)
        self.env.flush_all()
        Lock = self.Lock.with_user(self.users["teacher"])
        scopes = [self._scope(self.class_8a)]
        Lock._closed("trial", scopes)
        Lock._forget()
        # one for the decisions and grants, one for the names in the sentences
        with self.assertQueryCount(2):
            Lock._closed("trial", scopes)
            granted = Lock._granted("trial", scopes)
        self.assertEqual(granted, {"place": {self.binh.id: {"first"}}})
