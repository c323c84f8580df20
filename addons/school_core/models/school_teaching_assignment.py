# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolTeachingAssignment(models.Model):
    """Who teaches a subject in a class from a date to a date (phân công giảng dạy).

    Two teachers may share a subject (KHTN, LS&ĐL): each has an own line.
    """

    _name = "school.teaching.assignment"
    _description = "Teaching Assignment"
    _check_company_auto = True
    _order = "class_subject_id, date_start, id"

    class_subject_id = fields.Many2one(
        comodel_name="school.class.subject", required=True, index=True, ondelete="cascade"
    )
    class_id = fields.Many2one(related="class_subject_id.class_id", store=True, index=True)
    subject_id = fields.Many2one(related="class_subject_id.subject_id", store=True)
    company_id = fields.Many2one(related="class_subject_id.company_id", store=True, index=True)
    teacher_id = fields.Many2one(
        comodel_name="hr.employee", required=True, index=True, check_company=True
    )
    date_start = fields.Date(required=True)
    date_end = fields.Date(help="Empty: until the end of the school year.")

    _check_dates = models.Constraint(
        "CHECK(date_end IS NULL OR date_end >= date_start)",
        "An assignment cannot end before it starts.",
    )
