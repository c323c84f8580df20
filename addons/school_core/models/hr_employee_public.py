# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class HrEmployeePublic(models.Model):
    """Whoever may not read the staff files still sees colleagues in the Vietnamese order."""

    _name = "hr.employee.public"
    _inherit = ["hr.employee.public", "school.name.mixin"]
    _order = "name_key, id"

    given_name = fields.Char(compute=None, readonly=True)
    family_name = fields.Char(compute=None, readonly=True)
    name_key = fields.Char(string="Alphabetical Order", compute=None, readonly=True, index=False)
    name_plain = fields.Char(compute=None, readonly=True)
    school_staff_code = fields.Char(string="Staff Code", readonly=True)
