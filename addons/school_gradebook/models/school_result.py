# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

LEVELS = [("tot", "Good"), ("kha", "Fair"), ("dat", "Satisfactory"), ("chua_dat", "Unsatisfactory")]


class SchoolResult(models.Model):
    """A pupil's result of a term or, without a term, of the year, with its reasons."""

    _name = "school.result"
    _description = "Result of a Pupil"
    _order = "class_id, period, student_id, id"

    company_id = fields.Many2one(related="class_id.company_id", store=True, index=True)
    class_id = fields.Many2one(
        comodel_name="school.class", required=True, index=True, ondelete="restrict"
    )
    year_id = fields.Many2one(related="class_id.year_id", store=True)
    student_id = fields.Many2one(
        comodel_name="school.student", required=True, index=True, ondelete="restrict"
    )
    period = fields.Selection([("1", "Term 1"), ("2", "Term 2"), ("year", "Year")], required=True)
    learning = fields.Selection(LEVELS)
    learning_before = fields.Selection(LEVELS, string="Learning before Adjustment")
    conduct = fields.Selection(LEVELS)
    promotion = fields.Selection(
        [
            ("promoted", "Promoted"),
            ("promoted_after_summer", "Promoted after Summer"),
            ("reassess", "To Be Re-assessed"),
            ("summer_training", "Summer Training"),
            ("reassess_after_training", "Re-assessed after Training"),
            ("repeat", "Repeats the Grade"),
            ("principal", "Principal Decides"),
            ("incomplete", "Incomplete"),
        ]
    )
    title = fields.Selection([("xuat_sac", "Excellent Pupil"), ("gioi", "Good Pupil")])
    reassess_subjects = fields.Json()
    missing = fields.Json()
    reasons = fields.Json()

    _uniq_student = models.UniqueIndex(
        "(student_id, year_id, period)", "The pupil has this result already."
    )
