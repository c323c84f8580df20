# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class SchoolBoardPart(models.AbstractModel):
    """What a decision about a board consists of; it is not changed once the board is issued."""

    _name = "school.board.part"
    _description = "Part of a Decision about a Board"

    board_id = fields.Many2one(
        comodel_name="school.board", required=True, index=True, ondelete="cascade"
    )

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts.board_id._check_draft()
        return parts

    def write(self, vals):
        self.board_id._check_draft()
        result = super().write(vals)
        self.board_id._check_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_issued(self):
        self.board_id._check_draft()
