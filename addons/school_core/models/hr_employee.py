# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class HrEmployee(models.Model):
    _name = "hr.employee"
    _inherit = ["hr.employee", "school.name.mixin"]
    _order = "name_key, id"

    school_staff_code = fields.Char(string="Staff Code", copy=False)

    _uniq_school_staff_code = models.UniqueIndex(
        "(company_id, school_staff_code) WHERE school_staff_code IS NOT NULL",
        "Another member of the staff has this code.",
    )
