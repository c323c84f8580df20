# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolSheetMixin(models.AbstractModel):
    """Something about one mark sheet, which stands where the sheet does."""

    _name = "school.sheet.mixin"
    _description = "About a Mark Sheet"

    sheet_id = fields.Many2one(
        comodel_name="school.mark.sheet",
        string="Mark Sheet",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="sheet_id.company_id", store=True, index=True, precompute=True
    )
    class_id = fields.Many2one(related="sheet_id.class_id", store=True, precompute=True)
    subject_id = fields.Many2one(related="sheet_id.subject_id", store=True, precompute=True)
    term_id = fields.Many2one(related="sheet_id.term_id", store=True, precompute=True)
