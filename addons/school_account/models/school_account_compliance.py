# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.school_core.tools.local_time import TIMEZONE

from ..tools import account_policy

#: How long a use from two places is told.
CONCURRENT_DAYS = 30


class SchoolAccount(models.Model):
    """Who keeps the rules of accounts (ACC-04), told for any number of accounts at once."""

    _inherit = "school.account"

    department = fields.Char(compute="_compute_department")
    login_date = fields.Datetime(string="Last Log-in", compute="_compute_logins")
    concurrent_count = fields.Integer(
        string="In Two Places",
        compute="_compute_logins",
        search="_search_concurrent_count",
        help="How often in 30 days the account was in use from two places at once.",
    )
    failure_count = fields.Integer(
        string="Wrong Passwords", compute="_compute_logins", help="In the last 30 days."
    )
    password_due = fields.Datetime(string="Password Lasts Until", compute="_compute_state")
    state = fields.Selection(
        [
            ("good", "In order"),
            ("never", "Never used"),
            ("given", "First password not changed"),
            ("expired", "Password overdue"),
            ("entry", "To change after entry"),
            ("second_factor", "Without two-factor authentication"),
            ("locked", "Locked by the school"),
            ("tries", "Locked after wrong passwords"),
        ],
        compute="_compute_state",
        search="_search_state",
    )
    has_second_factor = fields.Boolean(
        string="Two-Factor",
        compute="_compute_state",
        search="_search_has_second_factor",
    )
    locked_until = fields.Datetime(compute="_compute_state")
    is_manageable = fields.Boolean(
        compute="_compute_is_manageable", help="Whether the user may lock and unlock the account."
    )

    def _users_sudo(self):
        # sudo: the rules of the account say who sees it; of its user only what is told here.
        return self.sudo().with_context(active_test=False).user_id

    @api.depends("user_id")
    def _compute_department(self):
        users_sudo = self._users_sudo()
        employees_sudo = self.env["hr.employee"].sudo()
        rows = employees_sudo._read_group(
            [("user_id", "in", users_sudo.ids)], ["user_id", "department_id"]
        )
        names = {}
        for user, department in rows:
            if department:
                names.setdefault(user.id, []).append(department.name)
        for account in self:
            # an account is told by name; the user behind it is read by administrators only
            account.department = ", ".join(names.get(account.sudo().user_id.id, ()))

    @api.depends("user_id")
    def _compute_logins(self):
        users_sudo = self._users_sudo()
        since = fields.Datetime.now() - timedelta(days=CONCURRENT_DAYS)
        self.env["res.users.log"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                SELECT u.id, (SELECT max(l.create_date) FROM res_users_log l
                              WHERE l.create_uid = u.id),
                       count(l.id) FILTER (WHERE l.event = 'concurrent'),
                       count(l.id) FILTER (WHERE l.event IN ('failure', 'factor'))
                FROM res_users u
                LEFT JOIN school_login l ON l.user_id = u.id AND l.date >= %s
                WHERE u.id = ANY(%s) GROUP BY u.id
                """,
                since,
                users_sudo.ids,
            )
        )
        found = {user_id: counts for user_id, *counts in self.env.cr.fetchall()}
        for account in self:
            last, concurrent, failures = found.get(account.sudo().user_id.id, (False, 0, 0))
            account.login_date = last
            account.concurrent_count = concurrent
            account.failure_count = failures

    @api.depends("user_id", "password_date", "must_change", "locked_date")
    def _compute_state(self):
        users_sudo = self._users_sudo()
        day = fields.Date.context_today(self.with_context(tz=TIMEZONE))
        known = users_sudo._school_facts()
        companies = self.env["res.company"]
        policies = {uid: companies._account_policy(ids, day) for uid, (_f, ids) in known.items()}
        logins = {user.id: user.login for user in users_sudo}
        locked = (
            self.env["school.login"]
            .sudo()
            ._locked_until(
                logins.values(), {logins[uid]: policy for uid, policy in policies.items()}
            )
        )
        now = fields.Datetime.now()
        for account in self:
            # as for the department
            uid = account.sudo().user_id.id
            if uid not in known:
                account.update(dict.fromkeys(("password_due", "state", "locked_until"), False))
                account.has_second_factor = False
                continue
            facts, policy = known[uid][0], policies[uid]
            account.password_due = account_policy.due(facts, policy)
            account.has_second_factor = facts.has_second_factor
            account.locked_until = locked.get(account.login)
            account.state = (
                account_policy.barrier(facts, policy, now)
                or (account.locked_until and "tries")
                or ("good" if account.login_date else "never")
            )

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        # Computed from settings, groups and log-ins: asked of the accounts that the user sees.
        accounts = self.with_context(active_test=False).search([("user_id", "!=", False)])
        return Domain("id", "in", accounts.filtered(lambda a: a.state in value).ids)

    def _search_has_second_factor(self, operator, value):
        if operator not in ("in", "not in"):
            return NotImplemented
        wanted = (True in value) == (operator == "in")
        self.env.cr.execute("SELECT id FROM res_users WHERE totp_secret IS NOT NULL")
        users = [user_id for (user_id,) in self.env.cr.fetchall()]
        return Domain("user_id", "in" if wanted else "not in", users)

    def _search_concurrent_count(self, operator, value):
        if operator != ">" or value != 0:
            return NotImplemented
        since = fields.Datetime.now() - timedelta(days=CONCURRENT_DAYS)
        self.env.cr.execute(
            "SELECT DISTINCT user_id FROM school_login WHERE event = 'concurrent' AND date >= %s",
            [since],
        )
        return Domain("user_id", "in", [user_id for (user_id,) in self.env.cr.fetchall()])
