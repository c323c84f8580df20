# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

POSITIONS = [
    ("head", "Head"),
    ("deputy", "Deputy Head"),
    ("standing", "Standing Member"),
    ("member", "Member"),
]


class SchoolBoardMember(models.Model):
    """Somebody on a board, with a position and the duties that the decision gives."""

    _name = "school.board.member"
    _description = "Member of a Board"
    _inherit = ["school.board.part", "school.trail.mixin"]
    _check_company_auto = True
    _rec_name = "employee_id"
    _order = "board_id, sequence, id"

    _trail_fields = ("employee_id", "position")
    _trail_keys = ("board_id",)
    _trail_printed = False

    company_id = fields.Many2one(
        related="board_id.company_id", store=True, index=True, precompute=True
    )
    sequence = fields.Integer(default=10)
    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        string="Full Name",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    position = fields.Selection(POSITIONS, required=True, default="member")
    duty_ids = fields.One2many(
        comodel_name="school.board.duty", inverse_name="member_id", string="Duties", copy=True
    )
    duty_text = fields.Text(string="Duties as Text", compute="_compute_duty_text")

    @api.depends("duty_ids.name")
    def _compute_duty_text(self):
        for member in self:
            member.duty_text = "\n".join(f"– {duty.name}" for duty in member.duty_ids)
