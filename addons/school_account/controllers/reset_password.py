# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import http
from odoo.http import request

from odoo.addons.auth_signup.controllers.main import AuthSignupHome


class SchoolResetPassword(AuthSignupHome):
    """Whether there is an account of a name or an address is told to nobody."""

    def get_auth_signup_qcontext(self):
        """Override: Odoo answers a known address with the log-in page and the account's name."""
        qcontext = super().get_auth_signup_qcontext()
        qcontext.pop("signup_email", None)
        return qcontext

    @http.route()
    def web_auth_reset_password(self, *args, **kw):
        response = super().web_auth_reset_password(*args, **kw)
        values = response.qcontext
        if request.httprequest.method == "POST" and not values.get("token"):
            values["message"] = values.get("message") and request.env._(
                "If this account exists and has an e-mail address, a message is on its way."
                " Otherwise ask the school for a new letter."
            )
        return response
