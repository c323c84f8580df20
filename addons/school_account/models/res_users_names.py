# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain

from odoo.addons.phone_validation.tools.phone_validation import phone_format


class ResUsers(models.Model):
    """What people type as their login."""

    _inherit = "res.users"

    def _login(self, credential, user_agent_env):
        """Override: wrong passwords of one number count together, in whatever shape it is typed."""
        login = credential.get("login")
        if self._login_phone(login):
            # sudo: nobody is logged in yet.
            user_sudo = self.sudo().search(self._get_login_domain(login), limit=1)
            credential = {**credential, "login": user_sudo.login or self._login_phone(login)}
        return super()._login(credential, user_agent_env)

    @api.model
    def _get_login_domain(self, login):
        """Override to find a parent by the telephone number in any shape: 0912 345 678."""
        number = self._login_phone(login)
        if not number:
            return super()._get_login_domain(login)
        return Domain("login", "in", [login, number])

    @api.model
    def _login_phone(self, login):
        """Return ``login`` as E.164 where it is a telephone number, or None."""
        if not login or not login.strip(" .-()").lstrip("+")[:1].isdigit():
            return None
        number = phone_format(login, "VN", 84, force_format="E164", raise_exception=False)
        return number if number and number.startswith("+") else None

    @api.model
    def _taken_logins(self, logins):
        """Return those of ``logins`` that are taken, numbered ones too, of former staff too."""
        if not logins:
            return set()
        patterns = Domain.OR(
            Domain("login", "=like", f"{person}%.{school}" if point else f"{person}%")
            for person, point, school in {login.partition(".") for login in logins if login}
        )
        # sudo: whether a login is taken is asked of the whole database.
        users_sudo = self.sudo().with_context(active_test=False)
        return set(users_sudo.search_fetch(patterns, ["login"]).mapped("login"))
