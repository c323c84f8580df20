# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolConduct(models.Model):
    """What the homeroom teacher enters for a pupil in a term: conduct, remark, absences.

    Absences are sessions on the plan of one session a day (TT22 Điều 12); they are typed or
    imported until the attendance addon fills them.
    """

    _name = "school.conduct"
    _description = "Conduct of a Pupil"
    _order = "class_id, term_id, student_id, id"

    company_id = fields.Many2one(related="class_id.company_id", store=True, index=True)
    class_id = fields.Many2one(
        comodel_name="school.class", required=True, index=True, ondelete="restrict"
    )
    term_id = fields.Many2one(
        comodel_name="school.term", required=True, index=True, ondelete="restrict"
    )
    student_id = fields.Many2one(
        comodel_name="school.student", required=True, index=True, ondelete="restrict"
    )
    conduct = fields.Selection(
        [("tot", "Good"), ("kha", "Fair"), ("dat", "Satisfactory"), ("chua_dat", "Unsatisfactory")]
    )
    conduct_summer = fields.Selection(
        [("tot", "Good"), ("kha", "Fair"), ("dat", "Satisfactory"), ("chua_dat", "Unsatisfactory")],
        help="The year's conduct after training in summer (TT22 Điều 13); on term 2 only.",
    )
    remark = fields.Text()
    absences_excused = fields.Integer()
    absences_unexcused = fields.Integer()

    _uniq_student = models.UniqueIndex(
        "(student_id, term_id)", "The pupil's conduct in this term stands already."
    )
