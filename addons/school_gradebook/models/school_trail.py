# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class SchoolTrail(models.Model):
    _inherit = "school.trail"

    @api.model
    def _origins(self):
        return [*super()._origins(), ("correction", self.env._("Correction Dossier"))]
