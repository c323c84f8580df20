# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.import_file import read_file
from ..tools.import_heading import heading_key

LEFT_OUT = "-"


class SchoolImportSheet(models.Model):
    """A sheet of the files and what it is read as; choosing another kind is remembered."""

    _name = "school.import.sheet"
    _description = "Sheet of an Import"
    _order = "import_id, id"
    _rec_name = "sheet"

    import_id = fields.Many2one(
        comodel_name="school.import", required=True, index=True, ondelete="cascade"
    )
    file = fields.Char(readonly=True)
    sheet = fields.Char(readonly=True)
    kind = fields.Selection(
        selection="_selection_kind", string="Read as", help="Empty: not recognised."
    )
    header_row = fields.Integer(
        string="Heading Row", help="The row that says what stands in each column."
    )
    source = fields.Char(string="Comes from", readonly=True)
    row_count = fields.Integer(string="Rows", readonly=True)
    created_count = fields.Integer(string="New", readonly=True)
    updated_count = fields.Integer(string="Changed", readonly=True)
    unchanged_count = fields.Integer(string="Unchanged", readonly=True)
    error_count = fields.Integer(string="Errors", readonly=True)

    @api.model
    def _selection_kind(self):
        kinds = self.env["school.import"]._kinds()
        return [
            *((kind._kind, kind._kind_title()) for kind in kinds),
            (LEFT_OUT, self.env._("Do not read")),
        ]

    def write(self, vals):
        result = super().write(vals)
        if {"kind", "header_row"} & vals.keys():
            if "done" in self.import_id.mapped("state"):
                raise UserError(self.env._("This import is done; start a new one."))
            for sheet in self.filtered(lambda sheet: sheet.kind not in (False, LEFT_OUT)):
                sheet._remember()
            self.import_id.state = "draft"
        return result

    def _remember(self):
        """Keep what the school says of a table with these headings."""
        load = self.import_id
        file = load.attachment_ids.filtered(lambda file: file.name == self.file)[-1:]
        found = [sheet for sheet in read_file(file.name, file.raw) if sheet.name == self.sheet]
        rows = found[0].rows
        headings = (
            heading_key(rows[self.header_row - 1]) if 0 < self.header_row <= len(rows) else ""
        )
        if not headings:
            raise UserError(
                self.env._(
                    "Row %(row)s of sheet %(sheet)s holds no headings; give the row that does.",
                    row=self.header_row,
                    sheet=self.sheet,
                )
            )
        self.env["school.import.form"]._remember(load.company_id, headings, self.kind)
