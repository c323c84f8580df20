# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolAccountLock(models.TransientModel):
    _name = "school.account.lock"
    _description = "Locking of Accounts"

    account_ids = fields.Many2many(comodel_name="school.account", required=True, readonly=True)
    reason = fields.Char(required=True)

    def action_lock(self):
        self.account_ids._lock(self.reason)
        return {"type": "ir.actions.act_window_close"}
