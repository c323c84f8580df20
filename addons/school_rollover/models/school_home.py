# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class SchoolHome(models.AbstractModel):
    _inherit = "school.home"

    @api.model
    def _lines(self):
        return [*super()._lines(), *self._lines_rollover()]

    @api.model
    def _lines_rollover(self):
        """Rollovers that wait for who may carry them out."""
        if not self._is_one_of(("principal", "vice_academic")):
            return []
        return self._line_waiting(
            "rollovers",
            self.env._("Year rollovers to approve"),
            "school.rollover",
            "school_rollover.school_rollover_action",
        )
