# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class SchoolTeachingAssignment(models.Model):
    """Who teaches a subject in a class from a date to a date (phân công giảng dạy).

    Two teachers may share a subject (KHTN, LS&ĐL): each has an own line.
    """

    _name = "school.teaching.assignment"
    _description = "Teaching Assignment"
    _inherit = ["school.assignment.mixin"]
    _check_company_auto = True
    _order = "class_subject_id, date_start, id"

    _frozen_fields = frozenset({"class_subject_id", "teacher_id", "date_start"})

    class_subject_id = fields.Many2one(
        comodel_name="school.class.subject",
        string="Subject of the Class",
        required=True,
        index=True,
        ondelete="cascade",
    )
    class_id = fields.Many2one(related="class_subject_id.class_id", store=True, index=True)
    subject_id = fields.Many2one(related="class_subject_id.subject_id", store=True)
    year_id = fields.Many2one(related="class_subject_id.year_id", store=True)
    periods = fields.Integer(related="class_subject_id.periods", store=True)
    company_id = fields.Many2one(related="class_subject_id.company_id", store=True, index=True)

    _exclude_overlap = models.Constraint(
        "EXCLUDE USING gist (class_subject_id WITH =, teacher_id WITH =,"
        " daterange(date_start, date_end, '[]') WITH &&)",
        "The teacher has this subject in this class already at that time.",
    )

    @api.depends("teacher_id", "class_id", "subject_id")
    def _compute_display_name(self):
        for assignment in self:
            assignment.display_name = self.env._(
                "%(teacher)s, %(subject)s in %(class)s",
                **{
                    "teacher": assignment.teacher_id.display_name,
                    "subject": assignment.subject_id.name,
                    "class": assignment.class_id.name,
                },
            )
