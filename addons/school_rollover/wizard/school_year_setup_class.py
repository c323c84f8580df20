# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolYearSetupClass(models.TransientModel):
    _name = "school.year.setup.class"
    _description = "Class to Be Made"
    _order = "setup_id, id"

    setup_id = fields.Many2one(
        comodel_name="school.year.setup", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="setup_id.company_id")
    year_from_id = fields.Many2one(related="setup_id.year_from_id")
    name = fields.Char(required=True)
    grade_id = fields.Many2one(comodel_name="school.grade", required=True)
    room = fields.Char()
    source_id = fields.Many2one(
        comodel_name="school.class",
        string="Plan of",
        domain="[('year_id', '=', year_from_id), ('grade_id', '=', grade_id)]",
        help="The class whose subject plan is copied; empty: the curriculum of the grade.",
    )
    teacher_id = fields.Many2one(
        comodel_name="hr.employee",
        string="Homeroom Teacher",
        domain="[('company_id', '=', company_id)]",
    )
