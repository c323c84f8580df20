# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class SchoolHomeroomAssignment(models.Model):
    """Homeroom teacher of a class from a date to a date (phân công chủ nhiệm)."""

    _name = "school.homeroom.assignment"
    _description = "Homeroom Assignment"
    _inherit = ["school.assignment.mixin"]
    _check_company_auto = True
    _order = "class_id, date_start, id"

    _frozen_fields = frozenset({"class_id", "teacher_id", "date_start"})

    class_id = fields.Many2one(
        comodel_name="school.class",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="class_id.company_id", store=True, index=True)
    year_id = fields.Many2one(related="class_id.year_id", store=True)

    _exclude_overlap = models.Constraint(
        "EXCLUDE USING gist (class_id WITH =, daterange(date_start, date_end, '[]') WITH &&)",
        "A class cannot have two homeroom teachers at once: replace the teacher from a date.",
    )

    @api.depends("teacher_id", "class_id")
    def _compute_display_name(self):
        for assignment in self:
            assignment.display_name = self.env._(
                "%(teacher)s, homeroom teacher of %(class)s",
                **{
                    "teacher": assignment.teacher_id.display_name,
                    "class": assignment.class_id.name,
                },
            )
