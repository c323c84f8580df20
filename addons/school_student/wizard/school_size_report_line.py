# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

CAME_COLUMNS = ("in_admission", "in_transfer", "in_return", "in_class")
LEFT_COLUMNS = ("out_transfer", "out_drop", "out_completion", "out_class")


class SchoolSizeReportLine(models.TransientModel):
    """A class of the table, with what changed its size."""

    _name = "school.size.report.line"
    _description = "Size of a Class between Two Days"
    _rec_name = "class_id"
    _order = "id"

    report_id = fields.Many2one(
        comodel_name="school.size.report", required=True, index=True, ondelete="cascade"
    )
    class_id = fields.Many2one(comodel_name="school.class", required=True, ondelete="cascade")
    size_start = fields.Integer(string="At the Start")
    in_admission = fields.Integer(string="Admitted")
    in_transfer = fields.Integer(string="Transferred In")
    in_return = fields.Integer(string="Returned")
    in_class = fields.Integer(string="From Another Class")
    out_transfer = fields.Integer(string="Transferred Out")
    out_drop = fields.Integer(string="Dropped Out")
    out_completion = fields.Integer(string="Completed")
    out_class = fields.Integer(string="To Another Class")
    size_end = fields.Integer(string="At the End")
    girls_end = fields.Integer(string="Girls at the End")
    came = fields.Integer(compute="_compute_totals")
    left = fields.Integer(compute="_compute_totals")

    @api.depends(*CAME_COLUMNS, *LEFT_COLUMNS)
    def _compute_totals(self):
        for line in self:
            line.came = sum(line[name] for name in CAME_COLUMNS)
            line.left = sum(line[name] for name in LEFT_COLUMNS)

    def action_view_movements(self):
        self.ensure_one()
        report = self.report_id
        return {
            **self.env["ir.actions.act_window"]._for_xml_id("school_core.school_movement_action"),
            "domain": [
                ("date", ">=", report.date_from),
                ("date", "<=", report.date_to),
                "|",
                ("class_from_id", "=", self.class_id.id),
                ("class_to_id", "=", self.class_id.id),
            ],
            "context": {},
        }
