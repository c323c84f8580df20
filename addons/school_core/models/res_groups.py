# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResGroups(models.Model):
    _inherit = "res.groups"

    is_school_duty = fields.Boolean(
        help="The principal may give this group to the staff as a duty of the school."
    )
    is_school_reserved_duty = fields.Boolean(
        help="Only the principal may give this duty, not the school's system administrator."
    )
