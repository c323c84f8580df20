# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import SchoolCommon, covers


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00")
class TestApprovalStandIn(SchoolCommon):
    """A school with one leader: whoever asks is never who approves, and nothing gets stuck."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind = cls.env["school.book.kind"].create({"name": "Sổ đầu bài", "code": "diary"})
        cls.Request = cls.env["school.unlock.request"]

    def _retire(self, *logins):
        for login in logins:
            self.users[login].group_ids = [
                Command.set(self.env.ref("school_core.group_school_teacher").ids)
            ]

    def _ask(self, login):
        self.env.flush_all()
        self.env.invalidate_all()
        request = self.Request.with_user(self.users[login]).create(
            {
                "kind_id": self.kind.id,
                "company_id": self.school.id,
                "class_id": self.class_8a.id,
                "reason": "Ghi nhầm tiết",
                "hours": 2,
            }
        )
        request.action_submit()
        return request.with_env(self.env)

    def _approve(self, request, login):
        self.env.invalidate_all()
        password = login + "x" * (8 - len(login))
        return request.with_user(self.users[login]).action_approve(password=password)

    @covers("LOCK-02", "ACC-01")
    def test_nobody_stands_in_while_somebody_holds_the_duty(self):
        self.school.school_unlock_approver = "leader"
        request = self._ask("principal")
        self.assertFalse(request.approval_note)
        self.assertFalse(request.approval_substitute_ids)
        for login in ("principal", "head_department", "secretary", "gradebook_admin"):
            with self.assertRaises(AccessError):
                self._approve(request.sudo(), login)
        self._approve(request, "vice_academic")
        self.assertEqual(request.approval_state, "applied")
        self.assertFalse(any(request.approval_line_ids.mapped("stands_in")))

    @covers("LOCK-02")
    def test_only_the_principal_decides_by_setting(self):
        """Where he asks himself, a vice-principal stands in for him."""
        self.school.school_unlock_approver = "principal"
        request = self._ask("principal")
        self.assertEqual(request.approval_substitute_ids, self.users["vice_academic"])
        self._approve(request, "vice_academic")
        self.assertEqual(request.approval_state, "applied")
        with self.assertRaises(AccessError):
            self._approve(self._ask("teacher"), "vice_academic")

    @covers("LOCK-02", "ACC-01")
    def test_only_leader_who_asks(self):
        self._retire("vice_academic")
        request = self._ask("principal")
        stand_in = self.users["head_department"] | self.users["secretary"]
        stand_in |= self.users["gradebook_admin"]
        self.assertEqual(request.approval_substitute_ids, stand_in)
        self.assertIn(self.users["secretary"].name, request.approval_note)
        self.assertEqual(request.activity_ids.user_id, stand_in)
        for login in ("principal", "teacher", "clerk", "system"):
            with self.assertRaises(AccessError):
                self._approve(request, login)
        # reads it although it is not the own one
        seen = request.with_user(self.users["secretary"])
        self.assertEqual(seen.approval_actions, ["approve", "refuse"])
        self._approve(request, "secretary")
        self.assertEqual(request.approval_state, "applied")
        line = request.approval_line_ids.filtered(lambda one: one.decision == "approve")
        self.assertTrue(line.stands_in)
        self.assertEqual(request.grant_id.user_id, self.users["principal"])

    @covers("LOCK-02")
    def test_another_leader_comes_first(self):
        """A vice-principal of another field stands in before any head of a department."""
        self._retire("vice_academic")
        self._create_staff("vice_facilities")
        request = self._ask("principal")
        self.assertEqual(request.approval_substitute_ids, self.users["vice_facilities"])
        with self.assertRaises(AccessError):
            self._approve(request.sudo(), "head_department")
        self._approve(request, "vice_facilities")
        self.assertEqual(request.approval_state, "applied")

    @covers("LOCK-02")
    def test_whoever_stands_in_does_not_approve_what_he_asked(self):
        self._retire("vice_academic", "head_department", "gradebook_admin", "principal")
        request = self._ask("secretary")
        with self.assertRaises(AccessError):
            self._approve(request, "secretary")
        self.assertFalse(request.approval_substitute_ids)

    @covers("LOCK-02")
    def test_not_written_by_hand(self):
        request = self._ask("teacher")
        for door in (request, request.with_user(self.users["teacher"]).sudo()):
            with self.assertRaises(AccessError):
                door.write({"approval_substitute_ids": [Command.link(self.users["teacher"].id)]})
        with self.assertRaises(UserError):
            self._approve(request.sudo(), "teacher")
