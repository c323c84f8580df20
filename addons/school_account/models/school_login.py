# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools import SQL

from ..tools.account_policy import Policy
from ..tools.devices import device_name

#: Nothing is kept longer, whatever a school has set.
LONGEST_MONTHS = 60


class SchoolLogin(models.Model):
    """Who came in, who was turned away, from which device (TM Điều 2; DN Điều 16.2).

    Rows are only added. A failure is written by a transaction of its own, since the request that
    meets it is rolled back. The lock after wrong passwords is counted from these rows, by the name
    of the account that was typed: an account that does not exist locks in the same way, so that
    nobody learns which ones do.
    """

    _name = "school.login"
    _description = "Log-in"
    _rec_name = "login"
    _order = "date desc, id desc"

    user_id = fields.Many2one(
        comodel_name="res.users", readonly=True, index=True, ondelete="cascade"
    )
    login = fields.Char(string="Account", readonly=True, required=True)
    date = fields.Datetime(readonly=True, required=True)
    event = fields.Selection(
        [
            ("success", "Logged in"),
            ("password", "Password right, second factor asked"),
            ("failure", "Wrong password"),
            ("factor", "Wrong second factor"),
            ("refused", "Turned away"),
            ("concurrent", "In use from two places"),
            ("unlocked", "Unlocked"),
        ],
        readonly=True,
        required=True,
    )
    ip_address = fields.Char(string="IP Address", readonly=True)
    platform = fields.Char(string="System", readonly=True)
    browser = fields.Char(readonly=True)
    device = fields.Char(compute="_compute_device")
    detail = fields.Char(readonly=True)

    _login_idx = models.Index("(login, date DESC)")
    _date_idx = models.Index("(date)")

    @api.depends("platform", "browser")
    def _compute_device(self):
        for entry in self:
            entry.device = device_name(entry.platform, entry.browser)

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("The history of log-ins is not changed."))

    @api.model
    def _note(self, event, login, user_id=None, detail=None):
        """Add a row about the current request."""
        # (an agent that Odoo does not know is false, and has neither)
        agent = request.httprequest.user_agent if request else None
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO school_login
                    (user_id, login, date, event, ip_address, platform, browser, detail)
                VALUES (coalesce(%(user)s, (SELECT id FROM res_users WHERE login = %(login)s)),
                        %(login)s, %(now)s, %(event)s, %(ip)s, %(platform)s, %(browser)s,
                        %(detail)s)
                """,
                user=user_id,
                login=(login or "")[:254],
                now=fields.Datetime.now(),
                event=event,
                ip=request.httprequest.remote_addr if request else None,
                platform=getattr(agent, "platform", None),
                browser=getattr(agent, "browser", None),
                detail=detail,
            )
        )

    @api.model
    def _note_refusal(self, event, login, user_id=None, detail=None):
        """Add a row that stays although the request is refused."""
        with self.env.registry.cursor() as cr:
            self.with_env(api.Environment(cr, SUPERUSER_ID, {}))._note(
                event, login, user_id, detail
            )

    @api.model
    def _locked_until(self, logins, policies=None):
        """Return until when each of ``logins`` is locked after wrong passwords.

        :param dict policies: the policy by login; others obey the default one
        """
        policies = policies or {}
        now = fields.Datetime.now()
        longest = max(
            [Policy().lock_minutes, *(policy.lock_minutes for policy in policies.values())]
        )
        self.env.cr.execute(
            SQL(
                """
                SELECT login, event, date FROM school_login
                WHERE login = ANY(%s) AND date > %s
                  AND event IN ('success', 'password', 'failure', 'unlocked')
                ORDER BY login, date DESC, id DESC
                """,
                list(logins),
                now - timedelta(minutes=longest),
            )
        )
        failures, ended = {}, set()
        for login, event, date in self.env.cr.fetchall():
            if event != "failure":
                ended.add(login)
            elif login not in ended:
                failures.setdefault(login, []).append(date)
        until = {}
        for login, dates in failures.items():
            policy = policies.get(login, Policy())
            span = timedelta(minutes=policy.lock_minutes)
            recent = [date for date in dates if date > now - span]
            if policy.tries and len(recent) >= policy.tries:
                until[login] = recent[0] + span
        return until

    @api.autovacuum
    def _gc_logins(self):
        """Drop what is older than the school keeps it."""
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM school_login l
                WHERE l.date < %(now)s - make_interval(months => coalesce((
                    SELECT max(c.school_login_months) FROM res_company_users_rel r
                    JOIN res_company c ON c.id = r.cid WHERE r.user_id = l.user_id
                ), %(months)s)) OR l.date < %(now)s - make_interval(months => %(longest)s)
                """,
                now=fields.Datetime.now(),
                months=Policy().months,
                longest=LONGEST_MONTHS,
            )
        )
