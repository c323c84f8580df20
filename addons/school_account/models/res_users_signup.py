# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.auth_signup.models.res_partner import SignupError


class ResUsers(models.Model):
    """Accounts are made and ended by the school: nobody signs up or deletes the own account."""

    _inherit = "res.users"

    @api.model
    def _get_signup_invitation_scope(self):
        """Override: Odoo lets everybody sign up from the moment its module is installed."""
        return "b2b"

    @api.model
    def _signup_create_user(self, values):
        """Override: neither does the link of an old message make an account."""
        raise SignupError(self.env._("Accounts are made by the school."))

    def reset_password(self, login):
        """Override: whether there is such an account is told to nobody."""
        users = self.search(self._get_login_domain(login)) or self.search(
            self._get_email_domain(login)
        )
        # sudo: whoever has forgotten the password is not logged in.
        account_sudo = users.sudo().school_account_ids
        if len(users) == 1 and users.email and not account_sudo.locked_date:
            return users.action_reset_password()
        return None

    def _deactivate_portal_user(self, **post):
        """Override: with the account its history of log-ins would be deleted."""
        raise UserError(self.env._("Accounts are ended by the school."))
