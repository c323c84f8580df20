# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from ..fields import Mark

REGULAR_COLUMNS = tuple(f"regular_{i}" for i in range(1, 7))
MARK_COLUMNS = (*REGULAR_COLUMNS, "midterm", "final")


class SchoolMark(models.Model):
    """All marks of a pupil in a subject in a term, in one row (design: marks).

    The averages are stored and computed by the rules of the circular for the whole sheet at once.
    The row of the year's last term also carries the year's average and the re-assessment.
    """

    _name = "school.mark"
    _description = "Marks of a Pupil"
    _order = "sheet_id, student_id, id"

    company_id = fields.Many2one(related="sheet_id.company_id", store=True)
    sheet_id = fields.Many2one(
        comodel_name="school.mark.sheet", required=True, index=True, ondelete="restrict"
    )
    student_id = fields.Many2one(
        comodel_name="school.student", required=True, index=True, ondelete="restrict"
    )
    subject_id = fields.Many2one(related="sheet_id.subject_id", store=True)
    term_id = fields.Many2one(related="sheet_id.term_id", store=True)
    regular_1 = Mark()
    regular_2 = Mark()
    regular_3 = Mark()
    regular_4 = Mark()
    regular_5 = Mark()
    regular_6 = Mark()
    midterm = Mark()
    final = Mark()
    average = Mark(readonly=True)
    year_average = Mark(readonly=True)
    reassessed = Mark(help="The mark or level of the re-assessment in summer (TT22 Điều 14).")
    remark = fields.Char()

    _uniq_student = models.UniqueIndex(
        "(student_id, subject_id, term_id)", "The pupil has marks in this subject and term already."
    )
