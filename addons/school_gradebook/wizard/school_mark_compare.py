# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import io

import xlsxwriter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class SchoolMarkCompare(models.TransientModel):
    """Holds a spreadsheet of the teacher's own against the book, and changes nothing."""

    _name = "school.mark.compare"
    _description = "Comparison with the Teacher's Own Spreadsheet"

    sheet_id = fields.Many2one(comodel_name="school.mark.sheet", string="Mark Sheet", required=True)
    content = fields.Binary(string="File", attachment=False)
    filename = fields.Char()
    is_compared = fields.Boolean(readonly=True)
    line_ids = fields.One2many(
        comodel_name="school.mark.compare.line", inverse_name="compare_id", readonly=True
    )
    result = fields.Binary(string="List as a Workbook", attachment=False, readonly=True)
    result_name = fields.Char(readonly=True)

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if self.env.context.get("active_model") == "school.mark.sheet":
            values.setdefault("sheet_id", self.env.context.get("active_id"))
        return values

    def action_compare(self):
        """List the differences, and show them."""
        self.ensure_one()
        if not self.content:
            raise UserError(self.env._("Choose a file."))
        found = self.sheet_id._compare_file(self.filename or "", base64.b64decode(self.content))
        self.write(
            {
                "is_compared": True,
                "line_ids": [Command.clear(), *map(Command.create, found)],
            }
        )
        self.write(
            {
                "result": base64.b64encode(self._workbook()),
                "result_name": "doi-chieu-so-diem.xlsx",
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Comparison with My Spreadsheet"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _workbook(self):
        names = ("pupil", "column", "cell", "book", "file", "kind")
        labels = self.line_ids.fields_get(names, ["string", "selection"])
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
        bold = book.add_format({"bold": True, "border": 1, "bg_color": "#E8EDF3"})
        page = book.add_worksheet()
        page.set_column(0, 0, 28)
        page.set_column(1, len(names) - 2, 18)
        page.set_column(len(names) - 1, len(names) - 1, 36)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0, 2)
        page.write_string(0, 0, self.sheet_id.display_name, bold)
        page.write_row(2, 0, [labels[name]["string"] for name in names], bold)
        for row, line in enumerate(self.line_ids, 3):
            for column, name in enumerate(names):
                shown = dict(labels[name].get("selection", ()))
                page.write_string(row, column, shown.get(line[name], line[name] or ""))
        book.close()
        return stream.getvalue()
