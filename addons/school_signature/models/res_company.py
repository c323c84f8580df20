# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class ResCompany(models.Model):
    _inherit = "res.company"

    def action_school_handover(self):
        """Ask for the password, then hand over all data of the school."""
        self.ensure_one()
        handover = self.env["school.handover"]._start(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hand Over All Data"),
            "res_model": handover._name,
            "res_id": handover.id,
            "view_mode": "form",
            "view_id": self.env.ref("school_signature.school_handover_view_form_confirm").id,
            "target": "new",
        }
