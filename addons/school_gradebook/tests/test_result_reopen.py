# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .common import GradebookCommon


@tagged("post_install", "-at_install")
@freeze_time("2027-01-20 03:00:00")
class TestResultReopen(GradebookCommon):
    """Approved results are opened again by two people, one of them the principal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mark = cls._mark(cls.sheet, cls.binh, midterm=7)
        cls.book = cls.env["school.result.book"].search(
            [("class_id", "=", cls.class_8a.id), ("period", "=", "1")]
        )
        cls.book._approval_move({"approval_state": "approved"})
        cls.Request = cls.env["school.result.reopen"]
        cls.env.flush_all()

    def _ask(self, login, submit=True):
        request = self._as(login, self.Request).create(
            {"book_id": self.book.id, "reason": "Nhập thiếu điểm giữa kì của một học sinh"}
        )
        if submit:
            request.action_submit()
        return request.with_env(self.env)

    def _approve(self, request, login):
        password = login + "x" * (8 - len(login))
        return self._as(login, request).action_approve(password=password)

    def _refused(self, request, *logins):
        for login in logins:
            with self.subTest(login=login):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    self._approve(request.sudo(), login)
        self.assertEqual(self.book.approval_state, "approved")

    @covers("GB-12", "AUD-01")
    def test_the_principal_needs_a_second_person(self):
        action = self._as("principal", self.book).action_reopen()
        self.assertEqual(action["res_model"], "school.result.reopen")
        self.assertEqual(self.book.approval_state, "approved", "the button only asks")
        for second in ("vice_academic", "gradebook_admin", "homeroom"):
            with self.subTest(second=second):
                request = self._ask("principal")
                self.assertEqual(
                    set(request.activity_ids.user_id.mapped("login")),
                    {"vice_academic", "gradebook_admin", "homeroom"},
                )
                self._refused(
                    request, "principal", "teacher", "secretary", "head_department", "system"
                )
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    self._as("teacher", self.mark).write({"midterm": 9})
                self._approve(request, second)
                self.assertEqual(request.approval_state, "applied")
                self.assertEqual(self.book.approval_state, "draft")
                self.book._approval_move({"approval_state": "approved"})

    @covers("GB-12")
    def test_others_need_the_principal(self):
        for login in ("vice_academic", "gradebook_admin", "homeroom"):
            with self.subTest(login=login):
                request = self._ask(login)
                self._refused(request, "vice_academic", "gradebook_admin", "homeroom", "system")
                self._approve(request, "principal")
                self.assertEqual(self.book.approval_state, "draft")
                self.book._approval_move({"approval_state": "approved"})

    @covers("GB-12")
    def test_the_wrong_person_asks_for_nothing(self):
        for login in ("teacher", "other_teacher", "secretary", "head_department", "clerk"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._as(login, self.book).action_reopen()
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._ask(login)
        # a homeroom teacher of another class
        self._create_staff("other_homeroom", role="homeroom")
        with self.assertRaises(AccessError):
            self._ask("other_homeroom")
        request = self._ask("principal", submit=False)
        with self.assertRaises(UserError):
            self._as("vice_academic", request).action_submit()
        for door in (self._as("principal", self.book), self.book.sudo()):
            with self.assertRaises(AccessError):
                door.write({"approval_state": "draft"})
        with self.assertRaises(AccessError):
            self._as("principal", request).write({"approval_state": "applied"})

    @covers("GB-12", "AUD-01")
    def test_told_and_on_the_trail(self):
        request = self._ask("principal")
        self._approve(request, "homeroom")
        self.env.flush_all()
        entries = self.env["school.trail"].search([("model", "=", "school.result.reopen")])
        self.assertTrue(entries.filtered(lambda one: "Nhập thiếu điểm" in (one.new or "")))
        self.assertTrue(entries.filtered(lambda one: one.new == "applied"))
        line = self.book.approval_line_ids[-1]
        self.assertEqual((line.decision, line.user_id), ("reset", self.users["homeroom"]))
        self.assertIn(self.users["principal"].name, line.comment)
        messages = self.env["mail.message"].search(
            [("model", "=", request._name), ("res_id", "=", request.id)]
        )
        told = messages.notified_partner_ids
        for login in ("principal", "vice_academic", "gradebook_admin"):
            self.assertIn(self.users[login].partner_id, told)

    @covers("GB-12")
    def test_only_what_is_approved(self):
        request = self._ask("principal")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._as("principal", request).reason = "Lí do khác"
        second = self._ask("vice_academic")
        self._approve(request, "vice_academic")
        with self.assertRaisesRegex(UserError, "not approved"):
            self._approve(second, "principal")
