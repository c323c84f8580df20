# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from .res_users_keeping import HOLDERS

#: From how many days before its end an ageing password is told.
TOLD_DAYS = 7
MAKERS = ("principal", "system")
KEEPERS = (*MAKERS, "head_department")


class SchoolHome(models.AbstractModel):
    """What of accounts waits for their owner and for those who keep them."""

    _inherit = "school.home"

    @api.model
    def _lines(self):
        return [
            *super()._lines(),
            *self._lines_own_account(),
            *self._lines_accounts(),
            *self._lines_without_account(),
            *self._lines_half(),
        ]

    @api.model
    def _lines_own_account(self):
        own = self.env["school.account"].search([("user_id", "=", self.env.uid)], limit=1)
        now = fields.Datetime.now()
        due = own.password_due
        lines = []
        if due and due - now < timedelta(days=TOLD_DAYS):
            lines += self._line(
                "password_due",
                self.env._("Your password must be changed"),
                1,
                {"type": "ir.actions.act_url", "url": "/school/account/renew", "target": "self"},
                detail=self.env._("By %(date)s", date=format_date(self.env, due.date())),
            )
        Login = self.env["school.login"]
        domain = [("user_id", "=", self.env.uid), ("date", ">=", now - timedelta(days=7))]
        for event, title in (
            ("concurrent", self.env._("Your account was in use from two places at once")),
            ("failure", self.env._("Wrong passwords for your account")),
        ):
            lines += self._line(
                f"own_{event}",
                title,
                Login.search_count([*domain, ("event", "=", event)]),
                "school_account.school_login_action_own",
                tone="info",
                detail=self.env._("Last 7 days. If it was not you, change your password."),
            )
        return lines

    @api.model
    def _lines_accounts(self):
        if not self._is_one_of(KEEPERS):
            return []
        accounts = self.env["school.account"].search([("share", "=", False)])
        bad = accounts.filtered(lambda account: account.state not in ("good", "never"))
        places = accounts.filtered("concurrent_count")
        return [
            *self._line_records(
                "accounts_not_in_order",
                self.env._("Accounts that do not keep the rules"),
                bad,
                "school_account.school_account_action",
            ),
            *self._line_records(
                "accounts_in_two_places",
                self.env._("Accounts in use from two places at once"),
                places,
                "school_account.school_account_action",
                tone="info",
            ),
        ]

    @api.model
    def _lines_without_account(self):
        if not self._is_one_of(MAKERS):
            return []
        domain = [("company_id", "=", self.env.company.id), ("user_id", "=", False)]
        return self._line(
            "staff_without_account",
            self.env._("Staff without an account"),
            self.env["hr.employee.public"].search_count(domain),
            self.env["ir.actions.server"]._for_xml_id(
                "school_account.school_account_batch_action_staff"
            ),
        )

    @api.model
    def _lines_half(self):
        """A code for the principal whose second half waits for somebody else than who began."""
        codes = self.env["school.account.code"]
        if not any(self.env.user.has_group(xmlid) for xmlid in HOLDERS):
            return []
        begun = [
            code_sudo
            for user in codes._principals()
            if (code_sudo := codes._waiting_half_sudo(user))
            and code_sudo.first_holder_id != self.env.user
        ]
        return self._line(
            "principal_half",
            self.env._("The principal waits for the second half of a code"),
            len(begun),
            "school_account.school_account_half_action",
        )
