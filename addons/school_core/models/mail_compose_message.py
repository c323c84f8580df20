# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from ..tools.own_name import check_own_name


class MailComposeMessage(models.TransientModel):
    """E-mails to many records are made without messages: their author is checked here."""

    _inherit = "mail.compose.message"

    def _action_send_mail(self, auto_commit=False):
        check_own_name(self)
        return super()._action_send_mail(auto_commit=auto_commit)
