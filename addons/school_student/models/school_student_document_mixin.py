# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolStudentDocumentMixin(models.AbstractModel):
    """What the school keeps about a pupil: with files, on the trail, fixed by a decision."""

    _name = "school.student.document.mixin"
    _description = "Document about a Pupil"
    _inherit = [
        *("school.student.mixin", "school.decision.mixin", "school.papers.mixin"),
        "school.trail.mixin",
    ]

    _trail_student = "student_id"

    attachment_ids = fields.Many2many(comodel_name="ir.attachment", string="Papers", copy=False)
