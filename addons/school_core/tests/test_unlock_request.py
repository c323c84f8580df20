# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import SchoolCommon, covers
from .fake_models import SchoolTrialBook, load_models


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00")
class TestUnlockRequest(SchoolCommon):
    """A closed book opens for who asked, for what was named, for a short time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        load_models(cls, SchoolTrialBook)
        cls.kind = cls.env["school.book.kind"].create({"name": "Trial", "code": "trial"})
        cls.column = cls.env["school.book.column"].create(
            {"name": "First", "code": "first", "kind_id": cls.kind.id}
        )
        cls.book, cls.other_book = cls.env["school.trial.book"].create(
            [{"class_id": one.id, "first": 1, "second": 2} for one in (cls.class_8a, cls.class_8b)]
        )
        cls.env["school.lock"].create(
            {"kind_id": cls.kind.id, "company_id": cls.school.id, "reason": "Khóa sổ"}
        )
        cls.env.flush_all()

    def _ask(self, login="teacher", **values):
        request = (
            self.env["school.unlock.request"]
            .with_user(self.users[login])
            .create(
                {
                    "kind_id": self.kind.id,
                    "company_id": self.school.id,
                    "class_id": self.class_8a.id,
                    "column_id": self.column.id,
                    "reason": "Nhập nhầm ngày",
                    "hours": 2,
                    **values,
                }
            )
        )
        return request.with_env(self.env)

    def _approve(self, request, login="principal"):
        password = login + "x" * (8 - len(login))
        return self._as(login, request).action_approve(password=password)

    def _open(self, **values):
        request = self._ask(**values)
        self._as("teacher", request).action_submit()
        self._approve(request)
        return request

    def _closed(self, door):
        with self.assertRaisesRegex(UserError, "Khóa sổ"), self.env.cr.savepoint():
            door()

    @covers("LOCK-02")
    def test_open_for_a_short_time_and_closed_again(self):
        book = self._as("teacher", self.book)
        self._closed(lambda: book.write({"first": 5}))
        request = self._open()
        self.assertEqual(request.approval_state, "applied")
        self.assertTrue(request.is_open)
        self.assertEqual(str(request.date_end), "2026-11-20 05:00:00")
        book = self._as("teacher", self.book)
        book.first = 5
        self._closed(lambda: book.write({"second": 5}))
        self._closed(lambda: self._as("teacher", self.other_book).write({"first": 5}))
        for login in ("other_teacher", "principal", "gradebook_admin"):
            self._closed(lambda login=login: self._as(login, self.book).write({"first": 6}))
        with freeze_time("2026-11-20 04:59:59"):
            self.env["school.lock"]._forget()
            self._as("teacher", self.book).first = 6
        with freeze_time("2026-11-20 05:00:00"):
            self.env["school.lock"]._forget()
            self._closed(lambda: self._as("teacher", self.book).write({"first": 7}))
            self.env.invalidate_all()
            self.assertFalse(request.is_open)

    @covers("LOCK-02")
    def test_over_midnight_at_the_end_of_a_month(self):
        with freeze_time("2026-11-30 16:30:00"):
            request = self._open()
        self.assertEqual(str(request.date_end), "2026-11-30 18:30:00")
        with freeze_time("2026-11-30 17:00:01"):
            self.env["school.lock"]._forget()
            self._as("teacher", self.book).first = 6
        with freeze_time("2026-11-30 18:30:00"):
            self.env["school.lock"]._forget()
            self._closed(lambda: self._as("teacher", self.book).write({"first": 7}))

    @covers("LOCK-02")
    def test_only_the_competent_person_approves(self):
        request = self._ask()
        for login in ("principal", "other_teacher", "gradebook_admin"):
            with self.assertRaises(AccessError):
                self._as(login, request).sudo().action_submit()
        self._as("teacher", request).action_submit()
        for login in ("teacher", "vice_academic", "gradebook_admin", "head_department", "system"):
            with self.assertRaises(AccessError):
                self._as(login, request).sudo().action_approve(password="x")
        self.school.school_unlock_approver = "leader"
        self._approve(request, "vice_academic")
        self.assertTrue(request.is_open)

    @covers("LOCK-02")
    def test_who_asks_does_not_approve(self):
        request = self._ask("principal")
        self._as("principal", request).action_submit()
        with self.assertRaises(AccessError):
            self._approve(request)

    @covers("LOCK-02")
    def test_closed_before_its_time(self):
        request = self._open()
        for login in ("other_teacher", "gradebook_admin"):
            with self.assertRaises(AccessError):
                self._as(login, request).sudo().action_close()
        self._as("teacher", request).action_close()
        self.assertFalse(request.is_open)
        self._closed(lambda: self._as("teacher", self.book).write({"first": 7}))

    @covers("LOCK-02", "ACC-01")
    def test_nobody_takes_or_drops_an_opening(self):
        request = self._open()
        with self.assertRaises(AccessError):
            self._as("teacher", request).grant_id = False
        proposing = self.env["school.unlock.request"].with_context(
            default_grant_id=request.grant_id.id
        )
        other = proposing.with_user(self.users["other_teacher"]).create(
            {"kind_id": self.kind.id, "class_id": self.class_8a.id, "reason": "Nhầm"}
        )
        self.assertFalse(other.sudo().grant_id)

    @covers("LOCK-02")
    def test_data_are_named(self):
        for values, error in (
            ({"class_id": False}, ValidationError),
            ({"hours": 49}, ValidationError),
            (
                {
                    "kind_id": self.env["school.book.kind"]
                    .create({"name": "Marks", "code": "m", "needs_dossier": True})
                    .id,
                    "column_id": False,
                },
                ValidationError,
            ),
            ({"grant_id": 1}, AccessError),
        ):
            with self.subTest(values=values), self.assertRaises(error):
                self._ask(**values)
        request = self._ask()
        self._as("teacher", request).action_submit()
        with self.assertRaises(UserError):
            self._as("teacher", request).hours = 40
        with self.assertRaises(UserError):
            request.sudo().class_id = self.class_8b

    @covers("LOCK-02")
    def test_not_in_a_closed_year(self):
        self.year.state = "closed"
        with self.assertRaises(UserError):
            self._as("teacher", self._ask()).action_submit()
