# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolClass(models.Model):
    """A class of a school year, e.g. 8A."""

    _name = "school.class"
    _description = "Class"
    _check_company_auto = True
    _order = "year_id desc, grade_id, name, id"

    name = fields.Char(required=True)
    company_id = fields.Many2one(related="year_id.company_id", store=True, index=True)
    year_id = fields.Many2one(comodel_name="school.year", required=True, index=True)
    grade_id = fields.Many2one(comodel_name="school.grade", required=True, index=True)
    level_id = fields.Many2one(related="grade_id.level_id", store=True)
    room = fields.Char()
    subject_ids = fields.One2many(comodel_name="school.class.subject", inverse_name="class_id")
    homeroom_ids = fields.One2many(
        comodel_name="school.homeroom.assignment", inverse_name="class_id"
    )
    enrollment_ids = fields.One2many(comodel_name="school.enrollment", inverse_name="class_id")

    _uniq_name = models.UniqueIndex("(year_id, name)", "The year has a class of this name already.")
