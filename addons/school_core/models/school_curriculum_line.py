# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from .school_subject import SUBJECT_KINDS


class SchoolCurriculumLine(models.Model):
    """A subject in a grade of the 2018 programme: yearly periods and kind of assessment."""

    _name = "school.curriculum.line"
    _description = "Curriculum Line"
    _order = "grade_id, sequence, id"

    grade_id = fields.Many2one(comodel_name="school.grade", required=True, index=True)
    level_id = fields.Many2one(related="grade_id.level_id", store=True)
    subject_id = fields.Many2one(comodel_name="school.subject", required=True, index=True)
    sequence = fields.Integer(related="subject_id.sequence", store=True)
    periods = fields.Integer(required=True, help="Periods in a school year (số tiết/năm học).")
    kind = fields.Selection(SUBJECT_KINDS, required=True, default="score")
    choice = fields.Selection(
        [
            ("compulsory", "Compulsory"),
            ("chosen", "Chosen by the pupil"),
            ("elective", "Elective"),
        ],
        required=True,
        default="compulsory",
    )

    _uniq_subject = models.UniqueIndex(
        "(grade_id, subject_id)", "A grade has each subject only once."
    )
