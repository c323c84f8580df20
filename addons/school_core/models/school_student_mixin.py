# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolStudentMixin(models.AbstractModel):
    """What belongs to one pupil, and with the pupil to a school."""

    _name = "school.student.mixin"
    _description = "Belongs to a Pupil"

    student_id = fields.Many2one(
        comodel_name="school.student",
        string="Pupil",
        required=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="student_id.school_id", string="School", store=True, index=True, precompute=True
    )
