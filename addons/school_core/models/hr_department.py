# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class HrDepartment(models.Model):
    _inherit = "hr.department"

    school_kind = fields.Selection(
        [
            ("professional", "Professional Department"),
            ("group", "Professional Group"),
            ("office", "Office Department"),
        ],
        string="Kind of Department",
    )
    school_code = fields.Char(string="Department Code")

    _uniq_school_code = models.UniqueIndex(
        "(company_id, school_code) WHERE school_code IS NOT NULL",
        "Another department of the school has this code.",
    )
