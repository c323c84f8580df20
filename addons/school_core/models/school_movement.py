# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolMovement(models.Model):
    """A dated change of a pupil's place in the school; never edited, only followed by another."""

    _name = "school.movement"
    _description = "Pupil Movement"
    _check_company_auto = True
    _order = "date desc, id"

    student_id = fields.Many2one(comodel_name="school.student", required=True, index=True)
    school_id = fields.Many2one(related="student_id.school_id", store=True, index=True)
    kind = fields.Selection(
        [
            ("admission", "Admission"),
            ("class_transfer", "Transfer between Classes"),
            ("transfer_in", "Transfer In"),
            ("transfer_out", "Transfer Out"),
            ("drop_out", "Drop-out"),
            ("return", "Return"),
            ("completion", "Completion"),
        ],
        required=True,
    )
    date = fields.Date(required=True)
    class_from_id = fields.Many2one(comodel_name="school.class")
    class_to_id = fields.Many2one(comodel_name="school.class")
    other_school = fields.Char(help="The school the pupil comes from or goes to.")
    reason = fields.Char()
    decision_number = fields.Char()
