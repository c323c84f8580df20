# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompany(models.Model):
    """A school is a company; a company without school levels is no school."""

    _inherit = "res.company"

    school_code = fields.Char(string="MOET Code")
    school_abbreviation = fields.Char(
        help="Unaccented, lower case; ends the login of the staff (DN Điều 3.2)."
    )
    school_district_abbreviation = fields.Char(
        help="Unaccented, lower case; starts the login of the school administrator (DN Điều 3.2)."
    )
    school_level_ids = fields.Many2many(comodel_name="school.level", string="School Levels")
    school_authority_id = fields.Many2one(
        comodel_name="school.authority", string="Authority", index="btree_not_null"
    )
    school_principal_id = fields.Many2one(comodel_name="hr.employee", string="Principal")
    school_year_ids = fields.One2many(comodel_name="school.year", inverse_name="company_id")

    _uniq_school_code = models.UniqueIndex(
        "(school_code) WHERE school_code IS NOT NULL", "Another school has this MOET code."
    )
