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
        handovers = self.env["school.handover"]
        if not handovers.has_access("read"):
            return []
        waiting = handovers.search(handovers._approval_waiting_domain())
        mine = waiting.filtered(lambda one: "approve" in (one.approval_actions or ()))
        return self._line(
            "handovers",
            self.env._("Hand-overs of all data waiting for me"),
            len(mine),
            "school_signature.school_handover_action",
            domain=[("id", "in", mine.ids)],
            context={},
        )
