# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolHomeroomAssignment(models.Model):
    """Homeroom teacher of a class from a date to a date (phân công chủ nhiệm)."""

    _name = "school.homeroom.assignment"
    _description = "Homeroom Assignment"
    _check_company_auto = True
    _order = "class_id, date_start, id"

    class_id = fields.Many2one(
        comodel_name="school.class", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="class_id.company_id", store=True, index=True)
    teacher_id = fields.Many2one(
        comodel_name="hr.employee", required=True, index=True, check_company=True
    )
    date_start = fields.Date(required=True)
    date_end = fields.Date(help="Empty: until the end of the school year.")

    _check_dates = models.Constraint(
        "CHECK(date_end IS NULL OR date_end >= date_start)",
        "An assignment cannot end before it starts.",
    )
