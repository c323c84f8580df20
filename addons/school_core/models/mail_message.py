# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import AccessError

from ..tools.own_name import check_own_name


class MailMessage(models.Model):
    """A message bears the name of who wrote it: Odoo lets the staff give any author."""

    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        check_own_name(messages)
        return messages

    def write(self, vals):
        if not self.env.su and not {"author_id", "author_guest_id", "email_from"}.isdisjoint(vals):
            raise AccessError(self.env._("Who wrote a message is not changed."))
        return super().write(vals)
