# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import os
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.school_core.tests.common import covers

from ..models.school_handover_plan import TRAIL
from .common import HandoverCommon

PASSWORD = "Hieu-truong-9"


@tagged("post_install", "-at_install")
class TestHandoverAsking(HandoverCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for role in ("principal", "system"):
            cls.users[role].password = PASSWORD

    def _ask(self, role):
        company = self.school.with_user(self.users[role]).with_company(self.school)
        action = company.action_school_handover()
        return self.env[action["res_model"]].with_user(self.users[role]).browse(action["res_id"])

    def _make(self, handover):
        """Let the background do its work."""
        with self.enter_registry_test_mode():
            self.env.ref("school_signature.ir_cron_school_handover").method_direct_trigger()
        handover.invalidate_recordset()
        self.assertEqual(handover.state, "done", handover.error)

    @covers("SIG-04")
    def test_the_principal_hands_over_with_the_password(self):
        handover = self._ask("principal")
        self.assertFalse(handover.needs_approval)
        asks = handover.action_submit()
        self.assertEqual(asks["res_model"], "school.approval.decide")
        with self.assertRefused("password is wrong", UserError):
            handover.action_submit(password="sai")
        self.assertEqual(handover.state, "draft")
        handover.action_submit(password=PASSWORD)
        self.assertEqual((handover.approval_state, handover.state), ("applied", "waiting"))
        self._make(handover)
        self.assertEqual(handover.progress, 100)
        file = handover.sudo().attachment_id
        self.assertTrue(file.raw.startswith(b"PK"))
        self.assertEqual(file.checksum, self.env["ir.attachment"]._compute_checksum(file.raw))
        self.assertEqual(handover.action_download()["url"], f"/school/handover/{handover.id}")

    @covers("SIG-04")
    def test_what_the_administrator_asks_for_waits_for_the_principal(self):
        handover = self._ask("system")
        self.assertTrue(handover.needs_approval)
        handover.action_submit(password=PASSWORD)
        self.assertEqual((handover.approval_state, handover.state), ("submitted", "draft"))
        with self.assertRefused("is for Principal", AccessError):
            handover.action_approve(password=PASSWORD)
        for role, count in (("principal", 1), ("system", 0)):
            lines = self.env["school.home"].with_user(self.users[role])._lines_handovers()
            self.assertEqual(sum(line["count"] for line in lines), count, role)
        with self.enter_registry_test_mode():
            self.env.ref("school_signature.ir_cron_school_handover").method_direct_trigger()
        self.assertEqual(handover.state, "draft")
        handover.with_user(self.users["principal"]).action_approve(password=PASSWORD)
        self.assertEqual(handover.state, "waiting")

    @covers("SIG-04")
    def test_the_principal_refuses(self):
        handover = self._ask("system")
        handover.action_submit(password=PASSWORD)
        handover.with_user(self.users["principal"]).action_refuse("Chưa chấm dứt hợp đồng")
        self.assertEqual((handover.approval_state, handover.state), ("refused", "draft"))

    @covers("SIG-04")
    def test_others_are_refused(self):
        for role in ("teacher", "clerk", "vice_academic", "gradebook_admin", "secretary"):
            with self.subTest(role=role), self.assertRefused("Only the principal", AccessError):
                self._ask(role)
        foreign = self.other_school.with_user(self.users["principal"])
        with self.assertRefused("Only the principal|not allowed", AccessError):
            foreign.action_school_handover()

    @covers("SIG-04", "AUD-01")
    def test_the_file_is_for_who_asked_and_the_trail_tells_who_took_it(self):
        handover = self._ask("system")
        handover.action_submit(password=PASSWORD)
        of_principal = handover.with_user(self.users["principal"])
        of_principal.action_approve(password=PASSWORD)
        self._make(handover)
        for method in ("action_download", "_take"):
            with self.assertRefused("for who asked for it", AccessError):
                getattr(of_principal, method)()
        with self.assertRaises(AccessError):
            handover.with_user(self.users["teacher"])._take()
        file = handover.sudo().attachment_id
        for role in ("principal", "system", "teacher"):
            with self.assertRaises(AccessError):
                file.with_user(self.users[role]).read(["raw"])
        self.assertEqual(handover._take(), file)
        self.env.flush_all()
        told = self.env[TRAIL].search(
            [("model", "=", "school.handover"), ("res_id", "=", handover.id)], order="id"
        )
        states = [row.new for row in told if row.field == "state"]
        self.assertEqual(states, ["draft", "waiting", "running", "done"])
        (taken,) = told.filtered(lambda row: row.field == "taken_at" and row.new)
        self.assertEqual(taken.user_id, self.users["system"])

    @covers("SIG-04")
    def test_a_hand_over_of_the_principal_is_not_seen_by_the_administrator(self):
        handover = self._ask("principal")
        with self.assertRaises(AccessError):
            handover.with_user(self.users["system"]).read(["state"])

    @covers("SIG-04")
    def test_books_come_along_only_if_asked_for(self):
        handover = self._ask("principal")
        self.assertFalse(handover.with_books)
        handover.action_toggle_books()
        self.assertTrue(handover.with_books)
        handover.action_submit(password=PASSWORD)
        with self.assertRefused("asked for before", UserError):
            handover.action_toggle_books()

    @covers("SIG-04")
    def test_files_are_dropped_after_some_days(self):
        handover = self._ask("principal")
        handover.action_submit(password=PASSWORD)
        self._make(handover)
        base = self.env["school.handover"]._base()
        stray = base / "999999999.part"
        stray.mkdir(parents=True)
        handover.sudo().done_at = "2020-01-01 00:00:00"
        self.env["school.handover"]._gc_files()
        self.assertFalse(handover.has_file)
        self.assertFalse(stray.exists())
        self.assertFalse(
            [entry for entry in os.listdir(base) if entry.startswith(str(handover.id))]
        )
        with self.assertRefused("no longer kept", UserError):
            handover.action_download()

    @covers("SIG-04")
    def test_a_server_that_was_stopped_goes_on_where_it_was(self):
        handover = self._ask("principal")
        handover.action_submit(password=PASSWORD)
        working = handover.sudo()
        while not working._folder().exists():
            working._make_piece()
        made = working._folder() / "data" / "school.student.jsonl"
        before = made.stat().st_mtime_ns
        working._make_piece()
        self.assertTrue(not made.exists() or made.stat().st_mtime_ns == before)
        self._make(handover)
        self.assertFalse(working._folder().exists())

    @covers("SIG-04")
    def test_a_failure_is_told(self):
        handover = self._ask("principal")
        handover.action_submit(password=PASSWORD)
        plan = self.registry["school.handover.plan"]
        with patch.object(plan, "_export_data", side_effect=OSError("No space left")):
            while handover.sudo()._make_piece():
                pass
        self.assertEqual((handover.state, handover.error), ("failed", "No space left"))
        self.assertIn("failed", handover.activity_ids.summary)
