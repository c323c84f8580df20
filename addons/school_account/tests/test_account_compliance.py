# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
from datetime import timedelta

import openpyxl

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.school_core.tests.common import covers

from .common import AccountCase


@tagged("post_install", "-at_install")
class TestAccountCompliance(AccountCase):
    """Who keeps the rules is seen by the principal and, of the members, by the head (ACC-04)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.department = cls._create_department("teacher")

    def as_role(self, target, role):
        return self.account(target).with_user(self.users[role])

    @covers("ACC-04")
    def test_who_sees_whose_account(self):
        Account = self.env["school.account"]
        seen = {
            role: set(Account.with_user(self.users[role]).search([]).mapped("login"))
            for role in ("principal", "head_department", "teacher", "clerk")
        }
        self.assertLessEqual({"principal", "teacher", "clerk", "system"}, seen["principal"])
        self.assertNotIn("foreign_teacher", seen["principal"])
        self.assertEqual(seen["head_department"], {"head_department", "teacher"})
        self.assertEqual(seen["teacher"], {"teacher"})
        self.assertEqual(seen["clerk"], {"clerk"})

    @covers("ACC-04")
    def test_states_are_told_and_searched(self):
        self.age_password("teacher", days=100)
        self.users["clerk"]._school_require_new_password()
        self.log_in("principal")
        Account = self.env["school.account"].with_user(self.users["principal"])
        states = {account.login: account.state for account in Account.search([])}
        self.assertEqual(states["teacher"], "expired")
        self.assertEqual(states["clerk"], "given")
        self.assertEqual(states["principal"], "good")
        self.assertEqual(states["secretary"], "never")
        self.assertEqual(Account.search([("state", "in", ["expired"])]).login, "teacher")
        self.assertFalse(Account.search([("has_second_factor", "=", True)]))
        self.school.school_second_factor = True
        self.env.invalidate_all()
        self.assertEqual(self.as_role("principal", "principal").state, "second_factor")

    @covers("ACC-04")
    def test_list_asks_the_database_once_for_any_number(self):
        Account = self.env["school.account"].with_user(self.users["principal"])
        fields_read = ["name", "state", "login_date", "department", "concurrent_count"]

        def queries():
            Account.search_read([], fields_read)  # fills what is kept in memory
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            Account.search_read([], fields_read)
            return self.env.cr.sql_log_count - start

        few = queries()
        for number in range(10):
            self._create_staff(f"gv{number}", role="teacher")
        self.assertEqual(queries(), few)

    @covers("ACC-04")
    def test_who_may_lock_whom(self):
        for target, may in {
            "teacher": {"principal", "system", "head_department"},
            "other_teacher": {"principal", "system"},
            "head_department": {"principal", "system"},
            "clerk": {"principal", "system"},
            "principal": {"system"},
            "system": {"principal"},
        }.items():
            for role in ("principal", "system", "head_department", "clerk", "teacher"):
                with self.subTest(target=target, role=role):
                    account = self.as_role(target, role)
                    if role in may:
                        account._lock("Thử")
                        self.assertEqual(self.account(target).state, "locked")
                        account.action_unlock()
                        self.assertFalse(self.account(target).locked_date)
                    else:
                        with self.assertRaises(AccessError):
                            account._lock("Thử")
                        with self.assertRaises(AccessError):
                            account.action_unlock()

    @covers("ACC-04")
    def test_head_locks_no_member_with_a_duty_above(self):
        self.employees["gradebook_admin"].department_id = self.department
        with self.assertRaisesRegex(AccessError, "without such a duty"):
            self.as_role("gradebook_admin", "head_department")._lock("Thử")

    @covers("ACC-04")
    def test_lock_needs_a_reason_and_stands_on_the_trail(self):
        with self.assertRaisesRegex(UserError, "reason"):
            self.as_role("teacher", "principal")._lock("  ")
        batch = self.account("teacher") | self.account("clerk")
        wizard = (
            self.env["school.account.lock"]
            .with_user(self.users["principal"])
            .create({"account_ids": batch.ids, "reason": "Lộ mật khẩu"})
        )
        wizard.action_lock()
        self.assertEqual(batch.mapped("lock_reason"), ["Lộ mật khẩu"] * 2)
        self.env.flush_all()
        trail = self.env["school.trail"].search(
            [("model", "=", "school.account"), ("res_id", "in", batch.ids)]
        )
        self.assertEqual(trail.user_id, self.users["principal"])
        self.assertIn("Lộ mật khẩu", trail.mapped("new"))

    @covers("ACC-04")
    def test_nobody_writes_an_account_by_hand(self):
        for role in ("principal", "system", "head_department", "teacher"):
            account = self.as_role("teacher", role)
            with self.assertRaises(AccessError):
                account.write({"must_change": False})
            with self.assertRaises(AccessError):
                account.unlink()

    @covers("ACC-04")
    def test_owners_are_reminded_once_a_day(self):
        self.age_password("teacher", days=100)
        accounts = self.account("teacher") | self.account("clerk")
        accounts = accounts.with_user(self.users["principal"])
        messages = self.env["mail.message"].search_count([])
        accounts.action_remind()
        self.assertEqual(self.env["mail.message"].search_count([]), messages + 1)
        accounts.action_remind()
        self.assertEqual(self.env["mail.message"].search_count([]), messages + 1)
        self.account("teacher").reminded_date = fields.Datetime.now() - timedelta(days=2)
        self.as_role("teacher", "head_department").action_remind()
        self.assertEqual(self.env["mail.message"].search_count([]), messages + 2)
        with self.assertRaises(AccessError):
            self.as_role("teacher", "clerk").action_remind()

    @covers("ACC-04")
    def test_second_factor_of_a_lost_telephone_is_taken_away(self):
        teacher = self.users["teacher"].sudo()
        teacher.totp_secret = "A" * 32
        with self.assertRaises(AccessError):
            self.as_role("teacher", "head_department").action_reset_second_factor()
        self.as_role("teacher", "system").action_reset_second_factor()
        self.assertFalse(teacher.totp_enabled)

    @covers("ACC-04")
    def test_workbook_holds_what_one_sees_and_no_secret(self):
        for role, logins in (
            ("head_department", {"head_department", "teacher"}),
            ("clerk", {"clerk"}),
        ):
            browser, _page = self.log_in(role)
            ids = ",".join(map(str, (self.account("teacher") | self.account("principal")).ids))
            answer = browser.get(f"{self.base_url()}/school/accounts.xlsx", timeout=120)
            rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
            self.assertEqual({row[1] for row in rows[1:]}, logins)
            self.assertNotIn("pbkdf2", str(rows))
            asked = browser.get(f"{self.base_url()}/school/accounts.xlsx?ids={ids}", timeout=120)
            self.assertEqual(asked.status_code, 404 if role == "clerk" else 200)
