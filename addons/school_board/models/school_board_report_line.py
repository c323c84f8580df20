# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from .school_board_task import OUTCOMES


class SchoolBoardReportLine(models.Model):
    """A task as it stood when the report was sent; written by the report alone."""

    _name = "school.board.report.line"
    _description = "Task in a Report"
    _order = "report_id, member_id, deadline, id"

    report_id = fields.Many2one(
        comodel_name="school.board.report", required=True, index=True, ondelete="cascade"
    )
    member_id = fields.Many2one(
        comodel_name="school.board.member",
        string="Responsible",
        required=True,
        ondelete="restrict",
    )
    name = fields.Char(string="Task", required=True)
    deadline = fields.Date(required=True)
    done_date = fields.Date(string="Done on")
    outcome = fields.Selection(OUTCOMES, required=True)
    result = fields.Text(string="What Was Done")
