# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class SchoolMarkCompareLine(models.TransientModel):
    _name = "school.mark.compare.line"
    _description = "Difference between the Book and a Spreadsheet"
    _order = "id"

    compare_id = fields.Many2one(
        comodel_name="school.mark.compare", required=True, index=True, ondelete="cascade"
    )
    student_id = fields.Many2one(comodel_name="school.student", string="Pupil in the Book")
    pupil = fields.Char()
    column = fields.Selection(selection="_selection_column")
    cell = fields.Char()
    book = fields.Char(string="In the Book")
    file = fields.Char(string="In the File")
    kind = fields.Selection(
        [
            ("differs", "Another mark"),
            ("only_book", "Only in the book"),
            ("only_file", "Only in the file"),
            ("unreadable", "No mark that can be read"),
            ("unknown", "No such pupil in the sheet"),
            ("same_name", "Several pupils of this name: add the code"),
            ("not_in_file", "The pupil is not in the file"),
        ],
        string="Difference",
    )

    @api.model
    def _selection_column(self):
        return self.env["school.mark.sheet"]._selection_check_column()
