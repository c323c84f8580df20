# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class SchoolAccountHalf(models.TransientModel):
    """The dialog in which one half of a principal's code is made and printed."""

    _name = "school.account.half"
    _description = "Half of a Code for the Principal"

    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Principal",
        required=True,
        default=lambda self: self._default_user_id(),
        domain=lambda self: [("id", "in", self.env["school.account.code"]._principals().ids)],
    )
    note = fields.Char(compute="_compute_note")

    def _default_user_id(self):
        return self.env["school.account.code"]._principals()[:1]

    @api.depends("user_id")
    def _compute_note(self):
        codes = self.env["school.account.code"]
        for half in self:
            code_sudo = codes._waiting_half_sudo(half.user_id)
            if not code_sudo:
                note = self.env._("No half is made yet: yours will be the first.")
            elif code_sudo.first_holder_id == self.env.user:
                note = self.env._(
                    "You have made the first half; somebody else must make the second. A new first"
                    " half ends the former one."
                )
            else:
                note = self.env._(
                    "%(holder)s has made the first half: yours will be the second.",
                    holder=code_sudo.first_holder_id.name,
                )
            half.note = note

    def action_print(self):
        """Let the browser fetch the half: it is made when it does, and kept nowhere."""
        self.ensure_one()
        self.env["school.account.code"]._check_holder(self.user_id)
        return {
            "type": "ir.actions.client",
            "tag": "school_account_letters",
            "params": {
                "url": "/school/account/half",
                "data": {"half_id": self.id},
                "close": True,
            },
        }

    def _print_half(self):
        self.ensure_one()
        half, number = self.env["school.account.code"]._issue_half(self.user_id)
        return self.env["school.account.letter"]._print_half(
            self.env.company, self.user_id, half, number
        )
