# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolExemption(models.Model):
    """A pupil exempted from a subject or from its practical part (TT22 Điều 10, 11)."""

    _name = "school.exemption"
    _description = "Subject Exemption"
    _order = "student_id, date_start desc, id"

    student_id = fields.Many2one(
        comodel_name="school.student", required=True, index=True, ondelete="cascade"
    )
    school_id = fields.Many2one(related="student_id.school_id", store=True, index=True)
    subject_id = fields.Many2one(comodel_name="school.subject", required=True)
    part = fields.Selection(
        [("whole", "Whole Subject"), ("practice", "Practical Part")],
        required=True,
        default="practice",
    )
    date_start = fields.Date(required=True)
    date_end = fields.Date()
    decision_number = fields.Char(required=True)
    reason = fields.Char()
