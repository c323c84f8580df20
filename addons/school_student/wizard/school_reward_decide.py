# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolRewardDecide(models.TransientModel):
    """One decision about many proposed rewards, or its revocation."""

    _name = "school.reward.decide"
    _description = "Decision about Rewards"

    reward_ids = fields.Many2many(comodel_name="school.reward", string="Rewards", required=True)
    decision_number = fields.Char()
    decision_date = fields.Date(default=fields.Date.context_today)
    reason = fields.Char(string="Reason of the Revocation")

    def action_apply(self):
        self.ensure_one()
        self.reward_ids.write(
            {"decision_number": self.decision_number, "decision_date": self.decision_date}
        )
        return {"type": "ir.actions.act_window_close"}

    def action_revoke(self):
        self.ensure_one()
        self.reward_ids._revoke(self.reason)
        return {"type": "ir.actions.act_window_close"}
