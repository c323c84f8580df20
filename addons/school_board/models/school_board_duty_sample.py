# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from .school_board import KINDS
from .school_board_duty import FREQUENCIES
from .school_board_member import POSITIONS


class SchoolBoardDutySample(models.Model):
    """A duty that the regulations name for a position; proposed when a board is made."""

    _name = "school.board.duty.sample"
    _description = "Duty Named by the Regulations"
    _order = "kind, sequence, id"

    kind = fields.Selection(KINDS, required=True)
    position = fields.Selection(POSITIONS, help="Empty: every member.")
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Duty", required=True)
    frequency = fields.Selection(FREQUENCIES, required=True, default="standing")
    source = fields.Char(help="Regulation and article.")
