# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import os
import re
from base64 import b32encode

from odoo import http
from odoo.exceptions import AccessDenied, UserError
from odoo.http import request
from odoo.service import security

from odoo.addons.auth_totp.models.totp import TOTP_SECRET_SIZE
from odoo.addons.web.controllers.home import Home

from ..models.ir_http_barrier import RENEWAL, SECOND_FACTOR


class SchoolAccountBarrier(Home):
    """The two pages that a person sees before anything else, where the account asks for it."""

    @http.route(RENEWAL, type="http", auth="user", school_barrier=False, sitemap=False)
    def renew_password(self, redirect=None, **values):
        user = request.env.user
        barrier = user._school_barrier()
        if barrier == "second_factor":
            return request.redirect_query(SECOND_FACTOR, {"redirect": redirect or ""})
        error = None
        if request.httprequest.method == "POST":
            try:
                self._renew(values)
                return request.redirect(self._login_redirect(user.id, redirect=redirect))
            except UserError as refusal:
                error = str(refusal)
        policy = user._school_policy()
        page = {
            "error": error,
            "policy": policy,
            "is_staff": not user.share,
            "login": user.login,
            "redirect": redirect,
            "reason": barrier and user._school_barrier_text(barrier),
        }
        return self._page("school_account.renew_password", page)

    def _renew(self, values):
        env = request.env
        old, new = values.get("old_password", ""), values.get("new_password", "")
        self._check_password(old)
        if new != values.get("confirm_password"):
            raise UserError(env._("The two new passwords are not the same."))
        if not new.strip():
            raise UserError(env._("Give a new password."))
        # sudo: changing one's own password, as Odoo's own change_password does.
        env.user.sudo()._change_password(new)
        self._keep_session()

    def _check_password(self, password):
        """Ask for the password again: the browser may have been left alone."""
        user = request.env.user
        credential = {"type": "password", "login": user.login, "password": password}
        try:
            user._check_credentials(credential, {"interactive": True})
        except AccessDenied as refusal:
            if refusal.args != AccessDenied().args:
                raise UserError(refusal.args[0]) from None
            raise UserError(request.env._("The present password is wrong.")) from None

    def _keep_session(self):
        """Let this session go on; those elsewhere end with the old password."""
        request.env.flush_all()
        request.env.registry.clear_cache()
        session = request.session
        session.session_token = security.compute_session_token(session, request.env)

    @http.route(SECOND_FACTOR, type="http", auth="user", school_barrier=False, sitemap=False)
    def set_up_second_factor(self, redirect=None, **values):
        user = request.env.user
        barrier = user._school_barrier()
        if barrier and barrier != "second_factor":
            return request.redirect_query(RENEWAL, {"redirect": redirect or ""})
        if user.totp_enabled:
            return request.redirect(self._login_redirect(user.id, redirect=redirect))
        error = None
        wizard = self._second_factor_wizard()
        if request.httprequest.method == "POST":
            try:
                self._check_password(values.get("password", ""))
                code = re.sub(r"\s", "", values.get("code", ""))
                if not (code.isdecimal() and user._totp_try_setting(wizard.secret, int(code))):
                    raise UserError(request.env._("This code is wrong. Give the newest one."))
                wizard.unlink()
                return request.redirect(self._login_redirect(user.id, redirect=redirect))
            except UserError as refusal:
                error = str(refusal)
        page = {
            "error": error,
            "qrcode": wizard.qrcode.decode(),
            "secret": wizard.secret,
            "login": user.login,
            "redirect": redirect,
            "reason": barrier and user._school_barrier_text(barrier),
        }
        return self._page("school_account.set_up_second_factor", page)

    def _second_factor_wizard(self):
        """Return the wizard with the secret that this session is setting up."""
        # sudo: the secret of the wizard stays between the server and this page.
        Wizard = request.env["auth_totp.wizard"].sudo()
        wizard = Wizard.browse(request.session.get("school_factor_wizard", 0)).exists()
        if wizard and wizard.user_id == request.env.user:
            return wizard
        wizard = Wizard.create({"user_id": request.env.user.id, "secret": self._secret()})
        request.session["school_factor_wizard"] = wizard.id
        return wizard

    def _secret(self):
        """Return a new secret in groups of four, to be typed where no camera reads the code."""
        return " ".join(re.findall("....", b32encode(os.urandom(TOTP_SECRET_SIZE // 8)).decode()))

    def _page(self, template, values):
        response = request.render(template, values)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Frame-Options"] = "DENY"
        return response
