# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolEnrollment(models.Model):
    """A pupil's time in a class, from a date to a date; opened and closed by movements."""

    _name = "school.enrollment"
    _description = "Enrolment"
    _check_company_auto = True
    _rec_name = "student_id"
    _order = "class_id, student_id, date_start, id"

    student_id = fields.Many2one(
        comodel_name="school.student", required=True, index=True, ondelete="restrict"
    )
    class_id = fields.Many2one(
        comodel_name="school.class", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="class_id.company_id", store=True, index=True)
    year_id = fields.Many2one(related="class_id.year_id", store=True, index=True)
    date_start = fields.Date(required=True)
    date_end = fields.Date(help="The last day in the class; empty while the pupil is in it.")

    _check_dates = models.Constraint(
        "CHECK(date_end IS NULL OR date_end >= date_start)",
        "An enrolment cannot end before it starts.",
    )
    _exclude_overlap = models.Constraint(
        "EXCLUDE USING gist (student_id WITH =, daterange(date_start, date_end, '[]') WITH &&)",
        "A pupil cannot be in two classes at once.",
    )
