# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolRolloverUndo(models.TransientModel):
    _name = "school.rollover.undo"
    _description = "Undo a Rollover"

    rollover_id = fields.Many2one(comodel_name="school.rollover", required=True)
    reason = fields.Char(required=True)

    def action_undo(self):
        self.ensure_one()
        self.rollover_id._undo(self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
