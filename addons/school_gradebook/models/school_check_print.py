# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.school_core.tools.dated import in_force


class SchoolCheckPrint(models.Model):
    """The columns of a sheet as printed for the teacher to check and sign (GB-17; TM 11.2).

    Before the term test the office prints the columns; the teacher compares them with the own book
    and signs each column, on the paper and here. The day of the print starts the days in which a
    wrong final mark is corrected (TM 11.3).
    """

    _name = "school.check.print"
    _description = "Check Print"
    _inherit = ["school.sheet.mixin"]
    _rec_name = "sheet_id"
    _order = "date desc, id desc"

    teacher_names = fields.Char(related="sheet_id.teacher_names", string="Teacher")
    date = fields.Date(
        string="Printed on", required=True, readonly=True, default=fields.Date.context_today
    )
    printed_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Printed by",
        required=True,
        readonly=True,
        default=lambda self: self.env.uid,
    )
    line_ids = fields.One2many(
        comodel_name="school.check.print.line", inverse_name="print_id", string="Columns"
    )
    unsigned_count = fields.Integer(
        string="To Be Signed", compute="_compute_unsigned_count", store=True
    )

    @api.depends("line_ids.state")
    def _compute_unsigned_count(self):
        for check in self:
            check.unsigned_count = sum(line.state == "printed" for line in check.line_ids)

    @api.depends("sheet_id", "date")
    def _compute_display_name(self):
        for check in self:
            check.display_name = self.env._(
                "%(sheet)s · check print %(date)s",
                sheet=check.sheet_id.display_name,
                date=f"{check.date:%d/%m/%Y}" if check.date else "",
            )

    @api.model
    def _last_print(self, sheet, column):
        """Return the newest check print of ``column`` of ``sheet``, or an empty recordset."""
        # When a column was printed is asked for by whoever corrects a mark of it.
        lines_sudo = self.env["school.check.print.line"].sudo()
        found = lines_sudo.search(
            [("sheet_id", "=", sheet.id), ("column", "=", column)], order="id desc", limit=1
        )
        return found.print_id.sudo(False)

    @api.model
    def _waiting_domain(self):
        """Return the prints with columns that the user is to sign."""
        own = Domain("teacher_id.user_id", "=", self.env.uid)
        assigned = own & in_force(fields.Date.context_today(self))
        return Domain("unsigned_count", ">", 0) & Domain(
            "sheet_id.class_subject_id.assignment_ids", "any", assigned
        )

    def action_print(self):
        """Print again what was printed, as the books stand now."""
        return self.env.ref("school_gradebook.check_print_report").report_action(self)
