# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class ResCompany(models.Model):
    _inherit = "res.company"

    def action_school_handover(self):
        """Open a hand-over of all data of the school; the password is asked for there."""
        self.ensure_one()
        handover = self.env["school.handover"]._start(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hand Over All Data"),
            "res_model": handover._name,
            "res_id": handover.id,
            "views": [(False, "form")],
        }
