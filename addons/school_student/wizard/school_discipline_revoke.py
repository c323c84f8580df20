# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolDisciplineRevoke(models.TransientModel):
    """Asks why a measure is revoked."""

    _name = "school.discipline.revoke"
    _description = "Revocation of a Measure"

    discipline_id = fields.Many2one(comodel_name="school.discipline", required=True)
    reason = fields.Char(required=True)

    def action_apply(self):
        self.ensure_one()
        self.discipline_id._revoke(self.reason)
        return {"type": "ir.actions.act_window_close"}
