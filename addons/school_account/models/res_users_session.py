# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessDenied
from odoo.http import request, root
from odoo.tools import SQL

from odoo.addons.school_core.tools.local_time import local_time

from ..tools.devices import device_name

#: Credentials that follow a right password.
SECOND_FACTORS = ("totp", "totp_mail")
#: A session is in use if it was within so many seconds; see ``res.device.log``.
IN_USE_SECONDS = 10 * 60


class ResUsers(models.Model):
    """Logging in: history, the lock after wrong passwords, one place at a time (ACC-05)."""

    _inherit = "res.users"

    @api.model
    def _is_asked_from_outside(self, user_agent_env):
        """Whether a browser or a program asks; Odoo hides the requests of XML-RPC."""
        return bool(request) or not (user_agent_env or {}).get("interactive", True)

    def _login(self, credential, user_agent_env):
        Login = self.env["school.login"]
        login = credential.get("login")
        is_noted = self._is_asked_from_outside(user_agent_env)
        if login and is_noted:
            self._check_tries(login)
        try:
            log_in = super(ResUsers, self.with_context(school_log_in=True))
            auth_info = log_in._login(credential, user_agent_env)
        except AccessDenied:
            if is_noted:
                Login._note_refusal("failure", credential.get("login"))
            raise
        user = self.browse(auth_info["uid"])
        login = credential.get("login")
        try:
            user._check_may_enter((user_agent_env or {}).get("interactive", True))
        except AccessDenied as refusal:
            if is_noted:
                Login._note_refusal("refused", login, user.id, str(refusal))
            raise
        # the second factor of a user is nobody's to read
        needs_factor = auth_info.get("mfa") != "skip" and user.sudo()._mfa_type()
        if is_noted:
            Login._note("password" if needs_factor else "success", login, user.id)
        return auth_info

    def _check_tries(self, login):
        """Turn away who typed wrong passwords too often, before the next one is looked at."""
        # sudo: nobody is logged in yet.
        user = self.sudo().search(self._get_login_domain(login), limit=1)
        policies = {login: user._school_policy()} if user else {}
        until = self.env["school.login"].sudo()._locked_until([login], policies).get(login)
        if until:
            text = self.env._(
                "Too many wrong passwords. This account is locked until %(time)s.",
                time=local_time(self.env, until),
            )
            self.env["school.login"]._note_refusal("refused", login, detail=text)
            raise AccessDenied(text)

    def _check_may_enter(self, interactive):
        """Refuse who gave the right password and still may not come in."""
        barrier = self._school_barrier()
        if barrier and (barrier == "locked" or not interactive):
            raise AccessDenied(self._school_barrier_text(barrier))
        if (
            interactive
            and request
            and not self.share
            and self._school_policy().concurrent == "first"
        ):
            for device in self._sessions_elsewhere(request.session.sid):
                raise AccessDenied(
                    self.env._(
                        "This account is in use on %(device)s. Log out there first, or try again"
                        " when it has not been used for 10 minutes.",
                        device=device["name"],
                    )
                )

    def _check_credentials(self, credential, env):
        """Override: wrong passwords count at every door, also where no log-in is asked for."""
        kind, login = credential.get("type"), self.env.user.login
        # a log-in counts by the name that was typed: see _login
        is_counted = (
            kind == "password"
            and not self.env.context.get("school_log_in")
            and self._is_asked_from_outside(env)
        )
        if is_counted:
            self._check_tries(login)
        try:
            result = super()._check_credentials(credential, env)
        except AccessDenied:
            if is_counted or kind in SECOND_FACTORS:
                event = "failure" if is_counted else "factor"
                self.env["school.login"]._note_refusal(event, login, self.env.uid)
            raise
        if kind in SECOND_FACTORS and request and request.session.get("pre_uid"):
            self.env["school.login"]._note("success", self.env.user.login, self.env.user.id)
        return result

    # sessions

    def _sessions_elsewhere(self, sid, seconds=IN_USE_SECONDS):
        """Return the other sessions in use from another place, the last one first.

        Another place is another device or another address; two windows of one computer are one.
        """
        self.ensure_one()
        own = sid[:42]
        self.env.cr.execute(
            SQL(
                """
                SELECT DISTINCT ON (session_identifier) session_identifier, platform, browser,
                       ip_address, last_activity
                FROM res_device_log
                WHERE user_id = %s AND session_identifier != %s AND revoked IS NOT TRUE
                  AND last_activity >= %s
                ORDER BY session_identifier, last_activity DESC, id DESC
                """,
                self.id,
                own,
                fields.Datetime.now() - timedelta(seconds=seconds),
            )
        )
        devices = self.env.cr.dictfetchall()
        gone = root.session_store.get_missing_session_identifiers(
            device["session_identifier"] for device in devices
        )
        agent = request.httprequest.user_agent
        here = (agent.platform, agent.browser, request.httprequest.remote_addr)
        found = []
        for device in sorted(devices, key=lambda device: device["last_activity"], reverse=True):
            there = (device["platform"], device["browser"], device["ip_address"])
            if device["session_identifier"] not in gone and there != here:
                device["name"] = device_name(*there)
                found.append(device)
        return found

    def _note_place(self, session, is_new):
        """Look whether the account is in use elsewhere, now that ``session`` is in use here."""
        self.ensure_one()
        if self.sudo().share:
            return
        policy = self._school_policy()
        if is_new and policy.concurrent != "show":
            others = self._sessions_elsewhere(session.sid, seconds=30 * 24 * 3600)
        else:
            others = self._sessions_elsewhere(session.sid)
        if not others:
            return
        in_use = fields.Datetime.now() - timedelta(seconds=IN_USE_SECONDS)
        for other in others:
            if other["last_activity"] >= in_use:
                self._note_concurrent(other)
        if is_new and policy.concurrent != "show":
            self._end_sessions([other["session_identifier"] for other in others])

    def _note_concurrent(self, other):
        """Tell of a second place once in 12 hours."""
        # nobody writes the history of log-ins
        Login = self.env["school.login"].sudo()
        known = [
            ("user_id", "=", self.id),
            ("event", "=", "concurrent"),
            ("detail", "=", other["name"]),
            ("date", ">=", fields.Datetime.now() - timedelta(hours=12)),
        ]
        if not Login.search_count(known, limit=1):
            Login._note("concurrent", self.sudo().login, self.id, other["name"])

    def _end_sessions(self, identifiers=None):
        """End the sessions ``identifiers`` of these users, or all of them."""
        # sudo: who ends them has been checked for that.
        Log = self.env["res.device.log"].sudo()
        domain = [("user_id", "in", self.ids), ("revoked", "=", False)]
        if identifiers is not None:
            domain.append(("session_identifier", "in", identifiers))
        logs = Log.search(domain)
        root.session_store.delete_from_identifiers(sorted(set(logs.mapped("session_identifier"))))
        logs.write({"revoked": True})

    def _get_lock_timeouts(self):
        """Add what the schools of a member of the staff ask to what the groups ask."""
        timeouts = super()._get_lock_timeouts()
        facts, policy = self._school_state_today()
        if not facts.is_staff:
            return timeouts
        return {
            "lock_timeout": self._shortest(timeouts["lock_timeout"], policy.session_hours * 3600),
            "lock_timeout_inactivity": self._shortest(
                timeouts["lock_timeout_inactivity"], policy.idle_minutes * 60
            ),
        }

    @staticmethod
    def _shortest(timeouts, seconds):
        """Return ``timeouts`` (seconds, asks for a second factor) with ``seconds`` among them."""
        if not seconds:
            return timeouts
        with_factor = [timeout for timeout in timeouts if timeout[1]]
        plain = min([seconds, *(timeout for timeout, factor in timeouts if not factor)])
        if with_factor and with_factor[0][0] <= plain:
            return with_factor
        return sorted([*with_factor, (plain, False)])
