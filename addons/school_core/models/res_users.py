# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    school_authority_id = fields.Many2one(
        comodel_name="school.authority",
        string="Officer of",
        help="The authority whose schools an officer of the Sở or of the commune oversees.",
    )

    @api.model
    def _get_invalidation_fields(self):
        # Rule domains carry the officer's authority and are cached for each user.
        return super()._get_invalidation_fields() | {"school_authority_id"}
