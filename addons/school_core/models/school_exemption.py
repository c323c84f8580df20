# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from .school_student_private import OFFICE_HEALTH_GROUPS


class SchoolExemption(models.Model):
    """A pupil exempted from a subject or from its practical part (TT22 Điều 10, 11)."""

    _name = "school.exemption"
    _description = "Subject Exemption"
    _inherit = ["school.trail.mixin"]
    _rec_name = "student_id"
    _order = "student_id, date_start desc, id"

    # not the reason: the trail has more readers than the pupil's health
    _trail_fields = (
        "student_id",
        "subject_id",
        "part",
        "date_start",
        "date_end",
        "decision_number",
    )
    _trail_company = "school_id"
    _trail_student = "student_id"

    student_id = fields.Many2one(
        comodel_name="school.student", string="Pupil", required=True, index=True, ondelete="cascade"
    )
    school_id = fields.Many2one(
        related="student_id.school_id", store=True, index=True, precompute=True
    )
    subject_id = fields.Many2one(comodel_name="school.subject", required=True, index=True)
    part = fields.Selection(
        [("whole", "Whole Subject"), ("practice", "Practical Part")],
        required=True,
        default="practice",
    )
    date_start = fields.Date(required=True)
    date_end = fields.Date()
    decision_number = fields.Char(required=True)
    # The reason is the pupil's health as a rule.
    reason = fields.Char(groups=OFFICE_HEALTH_GROUPS)

    _check_dates = models.Constraint(
        "CHECK(date_end IS NULL OR date_end >= date_start)",
        "An exemption cannot end before it starts.",
    )
    _exclude_overlap = models.Constraint(
        "EXCLUDE USING gist (student_id WITH =, subject_id WITH =, part WITH =, "
        "daterange(date_start, date_end, '[]') WITH &&)",
        "The pupil is exempted from this already at that time.",
    )
