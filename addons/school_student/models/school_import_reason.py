# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class SchoolImportReason(models.AbstractModel):
    _inherit = "school.import.reason"

    @api.model
    def _reasons(self, params):
        return {
            **super()._reasons(params),
            "no_reward_kind": lambda: self.env._(
                "This form of reward is not in the list: %(name)s.", **params
            ),
            "no_measure": lambda: self.env._(
                "This measure of discipline is not in the list: %(name)s.", **params
            ),
        }
