# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class SchoolImportIssue(models.Model):
    """An error or a notice about a cell, a sheet or a file of an import."""

    _name = "school.import.issue"
    _description = "Issue of an Import"
    _order = "import_id, id"

    import_id = fields.Many2one(
        comodel_name="school.import", required=True, index=True, ondelete="cascade"
    )
    file = fields.Char()
    sheet = fields.Char()
    row = fields.Integer()
    column = fields.Char()
    position = fields.Integer(help="Place of the column in the sheet, from 0.")
    value = fields.Char()
    reason = fields.Char()
    is_notice = fields.Boolean(string="Notice only")

    @api.depends("file", "sheet", "row", "column", "value", "reason")
    def _compute_display_name(self):
        for issue in self:
            place = (issue.file, issue.sheet, issue.row or "", issue.column, issue.value)
            issue.display_name = (
                f"{' / '.join(str(part) for part in place if part)}: {issue.reason}"
            )
