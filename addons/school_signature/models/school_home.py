# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class SchoolHome(models.AbstractModel):
    """What hand-overs of data leave to do."""

    _inherit = "school.home"

    @api.model
    def _lines(self):
        return [*super()._lines(), *self._lines_handovers()]

    @api.model
    def _lines_handovers(self):
        return self._line_to_approve(
            "handovers",
            self.env._("Hand-overs of all data waiting for me"),
            "school.handover",
            "school_signature.school_handover_action",
        )
