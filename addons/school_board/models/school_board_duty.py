# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

FREQUENCIES = [
    ("standing", "All the Time"),
    ("week", "Each Week"),
    ("month", "Each Month"),
    ("term", "Each Term"),
]


class SchoolBoardDuty(models.Model):
    """What a member of a board has to do; one that recurs becomes a task of each period."""

    _name = "school.board.duty"
    _description = "Duty on a Board"
    _inherit = ["school.board.part"]
    _order = "member_id, sequence, id"

    member_id = fields.Many2one(
        comodel_name="school.board.member", required=True, index=True, ondelete="cascade"
    )
    board_id = fields.Many2one(
        related="member_id.board_id", store=True, index=True, precompute=True
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Duty", required=True)
    frequency = fields.Selection(FREQUENCIES, required=True, default="standing")
