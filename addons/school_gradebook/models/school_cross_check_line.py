# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import clean_context

from ..tools.mark_text import mark_text


class SchoolCrossCheckLine(models.Model):
    _name = "school.cross.check.line"
    _description = "Difference Found by a Cross-check"
    _rec_name = "student_id"
    _order = "check_id, id"

    check_id = fields.Many2one(
        comodel_name="school.cross.check", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="check_id.company_id", store=True, precompute=True)
    student_id = fields.Many2one(
        comodel_name="school.student", string="Pupil", required=True, ondelete="restrict"
    )
    column = fields.Selection(selection="_selection_column", required=True)
    book_text = fields.Char(string="In the Book", compute="_compute_book_text", store=True)
    right_text = fields.Char(string="On the Paper", help="As in the grid; empty: no mark.")
    comment = fields.Char()

    _uniq_cell = models.UniqueIndex(
        '(check_id, student_id, "column")', "This mark stands among the differences already."
    )

    @api.model
    def _selection_column(self):
        return self.env["school.mark.sheet"]._selection_check_column()

    @api.depends("student_id", "column", "check_id")
    def _compute_book_text(self):
        """Keep what stood in the book when it was checked."""
        for line in self:
            # the checker sees the sheet while the check is open, and what stood in it afterwards
            sheet_sudo = line.check_id.sudo().sheet_id
            values = sheet_sudo._check_values(line.column) if line.column else {}
            value = values.get(str(line.student_id.id), False)
            line.book_text = mark_text(value, sheet_sudo.kind)

    @api.constrains("right_text", "student_id", "column")
    def _check_right_text(self):
        for line in self:
            # as above
            sheet_sudo = line.check_id.sudo().sheet_id
            if line.student_id not in sheet_sudo.class_id.enrollment_ids.student_id:
                raise ValidationError(self.env._("The pupil does not stand in this sheet."))
            if line.column not in sheet_sudo._allowed_columns():
                raise ValidationError(self.env._("The sheet does not have this column."))
            value, is_readable = sheet_sudo._read_typed(line.column, line.right_text)
            if not is_readable:
                raise ValidationError(
                    self.env._("%(text)s is no mark or level.", text=line.right_text)
                )
            if mark_text(value, sheet_sudo.kind) == (line.book_text or ""):
                raise ValidationError(
                    self.env._("%(text)s stands in the book already.", text=line.right_text or "–")
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_read_from_book(*vals_list)
        # a default from the context would otherwise give what vals may not
        lines = super(
            SchoolCrossCheckLine, self.with_context(clean_context(self.env.context))
        ).create(vals_list)
        lines._check_open()
        return lines

    def write(self, vals):
        self._check_read_from_book(vals)
        self._check_open()
        return super().write(vals)

    def unlink(self):
        self._check_open()
        return super().unlink()

    @api.model
    def _check_read_from_book(self, *vals_list):
        if any("book_text" in vals for vals in vals_list):
            raise AccessError(self.env._("The program reads the old mark from the book itself."))

    def _check_open(self):
        for check in self.check_id:
            if not self.env.su and (check.state != "open" or not check.is_checker):
                raise AccessError(self.env._("Only the checker writes, until it is done."))
