# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolMarkSheet(models.Model):
    """The marks of one subject in one class in one term (class × subject × term)."""

    _name = "school.mark.sheet"
    _description = "Mark Sheet"
    _check_company_auto = True
    _rec_name = "class_subject_id"
    _order = "year_id desc, term_id, class_id, sequence, id"

    company_id = fields.Many2one(related="class_subject_id.company_id", store=True, index=True)
    class_subject_id = fields.Many2one(
        comodel_name="school.class.subject", required=True, index=True, ondelete="restrict"
    )
    class_id = fields.Many2one(related="class_subject_id.class_id", store=True, index=True)
    subject_id = fields.Many2one(related="class_subject_id.subject_id", store=True)
    sequence = fields.Integer(related="class_subject_id.sequence", store=True)
    year_id = fields.Many2one(related="class_subject_id.year_id", store=True)
    kind = fields.Selection(related="class_subject_id.kind", store=True)
    term_id = fields.Many2one(
        comodel_name="school.term", required=True, index=True, ondelete="restrict"
    )
    mark_ids = fields.One2many(comodel_name="school.mark", inverse_name="sheet_id")

    _uniq_term = models.UniqueIndex(
        "(class_subject_id, term_id)", "This subject has a sheet for the term already."
    )
