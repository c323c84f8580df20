# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

#: Who keeps all accounts of the school.
LEADERS = ("school_core.group_school_principal", "school_core.group_school_system")
#: A head of department keeps the accounts of the members, but of none who has such a duty.
ABOVE_HEADS = (
    *LEADERS,
    "school_core.group_school_vice_academic",
    "school_core.group_school_vice_facilities",
    "school_core.group_school_gradebook_admin",
    "school_core.group_school_website_admin",
    "school_core.group_school_head_department",
)
OPERATORS = ("base.group_erp_manager", "base.group_system")
#: States that the owner can mend.
MENDED_BY_OWNER = ("given", "expired", "entry", "second_factor")


class SchoolAccount(models.Model):
    """Locking, unlocking and reminding (ACC-04; TT Điều 5.1: the head for the department).

    Each account has who keeps it: the principal and the school's system administrator all of the
    school, except that nobody keeps the own one, and each of these two the other's; the head the
    members of the department without a duty above; whoever runs the system all others.
    """

    _inherit = "school.account"

    @api.depends_context("uid")
    @api.depends("user_id")
    def _compute_is_manageable(self):
        for account in self:
            account.is_manageable = not account._refusal()

    def _has_any(self, user_sudo, xmlids):
        return any(user_sudo._has_group(xmlid) for xmlid in xmlids)

    def _refusal(self):
        """Return why the current user does not keep this account, or None."""
        self.ensure_one()
        me, user_sudo = self.env.user, self.sudo().user_id
        if user_sudo == me:
            return self.env._("Nobody locks or unlocks his or her own account.")
        if self._has_any(me, OPERATORS):
            return None
        if self._has_any(user_sudo, OPERATORS):
            return self.env._("Only who runs the system keeps the account of its administrator.")
        if user_sudo.company_ids - me.company_ids:
            return self.env._("This person also works elsewhere: ask who runs the system.")
        is_principal, is_system = (me._has_group(xmlid) for xmlid in LEADERS)
        if user_sudo._has_group(LEADERS[0]) and not is_system:
            return self.env._(
                "Only the school's system administrator keeps the account of the principal."
            )
        if user_sudo._has_group(LEADERS[1]) and not is_principal:
            return self.env._(
                "Only the principal keeps the account of the school's system administrator."
            )
        if is_principal or is_system:
            return None
        if not me._has_group("school_core.group_school_head_department"):
            return self.env._("Accounts are kept by the principal and the system administrator.")
        if self._has_any(user_sudo, ABOVE_HEADS):
            return self.env._("A head of department keeps accounts of members without such a duty.")
        return None

    def _check_kept(self):
        """Refuse all if one of these accounts is not kept by the current user."""
        # The rules say which accounts are seen at all.
        self.check_access("read")
        refusals = [
            self.env._("%(account)s: %(reason)s", account=account.name, reason=reason)
            for account in self
            if (reason := account._refusal())
        ]
        if refusals:
            raise AccessError("\n".join(refusals))

    def action_lock(self):
        """Ask for the reason, for any number of accounts."""
        self._check_kept()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "school_account.school_account_lock_action"
        )
        return {**action, "context": {"default_account_ids": self.ids}}

    def _lock(self, reason):
        if not (reason or "").strip():
            raise UserError(self.env._("Give the reason of the lock."))
        self._check_kept()
        # sudo: nobody writes accounts by hand; who may lock has just been checked.
        accounts_sudo = self.sudo().filtered(lambda account: not account.locked_date)
        accounts_sudo.write(
            {
                "locked_date": fields.Datetime.now(),
                "lock_reason": reason.strip(),
                "locked_by_id": self.env.uid,
            }
        )
        accounts_sudo.user_id._end_sessions()

    def action_unlock(self):
        """Open accounts that the school locked, or that wrong passwords locked."""
        self._check_kept()
        # sudo: see _lock
        accounts_sudo = self.sudo()
        for account in accounts_sudo.filtered("locked_until"):
            self.env["school.login"]._note("unlocked", account.login, account.user_id.id)
        accounts_sudo.filtered("locked_date").write(
            {"locked_date": False, "lock_reason": False, "locked_by_id": False}
        )
        accounts_sudo.invalidate_recordset()

    def action_require_password(self):
        """Let the owners choose another password before anything else."""
        self._check_kept()
        self.sudo().user_id._school_require_new_password()

    def action_reset_second_factor(self):
        """Take away the second factor of who lost the telephone."""
        self._check_kept()
        if not (self.env.su or any(self.env.user._has_group(name) for name in LEADERS)):
            raise AccessError(
                self.env._(
                    "Only the principal and the system administrator take away a second factor."
                )
            )
        # sudo: see _lock
        users_sudo = self.sudo().user_id
        users_sudo._revoke_all_devices()
        users_sudo.write({"totp_secret": False})
        users_sudo._end_sessions()

    def action_remind(self):
        """Write to the owners whose account is not in order, each at most once a day."""
        self.check_access("read")
        yesterday = fields.Datetime.now() - timedelta(days=1)
        accounts = self.filtered(
            lambda account: (
                account.state in MENDED_BY_OWNER
                and (not account.reminded_date or account.reminded_date < yesterday)
            )
        )
        # a head of department may not read the users who are written to
        for account_sudo in accounts.sudo():
            user_sudo = account_sudo.user_id
            user_sudo.partner_id.with_context(lang=user_sudo.lang).message_notify(
                partner_ids=user_sudo.partner_id.ids,
                subject=account_sudo.with_context(lang=user_sudo.lang)._reminder_subject(),
                body=user_sudo.with_context(lang=user_sudo.lang)._school_barrier_text(
                    account_sudo.state
                ),
                author_id=self.env.user.partner_id.id,
            )
        accounts.sudo().reminded_date = fields.Datetime.now()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if accounts else "warning",
                "message": self.env._(
                    "%(sent)s of %(all)s owners were reminded; the others are in order or were"
                    " reminded in the last 24 hours.",
                    sent=len(accounts),
                    all=len(self),
                ),
            },
        }

    def _reminder_subject(self):
        return self.env._("Your account %(login)s needs your attention", login=self.login)

    def action_view_logins(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("school_account.school_login_action")
        # only the number of the user; the log-ins have rules of their own
        return {**action, "domain": [("user_id", "=", self.sudo().user_id.id)], "context": {}}

    def action_export(self):
        """Hand out these accounts as a workbook, or all that the user sees."""
        ids = ",".join(map(str, self.ids))
        return {
            "type": "ir.actions.act_url",
            "url": f"/school/accounts.xlsx?ids={ids}",
            "target": "download",
        }
