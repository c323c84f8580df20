# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResPartner(models.Model):
    """A contact that is a pupil or a guardian is hidden from the staff without such a duty.

    Odoo lets every internal user read every contact. Once set, the mark stays: the contact of a
    former guardian is no more public than before. Only code in sudo mode may set it.
    """

    _inherit = "res.partner"

    is_school_person = fields.Boolean(
        string="Pupil or Guardian", groups=fields.NO_ACCESS, readonly=True
    )
