# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .school_reward_kind import LEVELS


class SchoolReward(models.Model):
    """A reward of a pupil (PUP-06; DN Điều 6c, HBT Điều 2.1n)."""

    _name = "school.reward"
    _description = "Reward of a Pupil"
    _inherit = ["school.student.decision.mixin"]
    _rec_names_search = ["student_id", "reason", "decision_number"]

    _trail_fields = (
        "student_id",
        "kind_id",
        "level",
        "reason",
        "date",
        "decision_number",
        "decision_date",
        "revoked_reason",
    )
    _kind_field = "kind_id"
    _open_fields = frozenset(("attachment_ids",))

    year_id = fields.Many2one(
        comodel_name="school.year",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._year_of(fields.Date.context_today(self)),
        domain="[('company_id', '=', company_id)]",
    )
    kind_id = fields.Many2one(
        comodel_name="school.reward.kind",
        string="Form of Reward",
        required=True,
        ondelete="restrict",
    )
    level = fields.Selection(
        LEVELS,
        string="Level of the Reward",
        compute="_compute_level",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    date = fields.Date(default=fields.Date.context_today)
    reason = fields.Char(
        required=True, string="Achievement", help="The achievement that is rewarded."
    )
    decided_by = fields.Char(help="Who decided, where it is not the school.")
    state = fields.Selection(
        [("proposed", "Proposed"), ("decided", "Decided"), ("revoked", "Revoked")],
        compute="_compute_state",
        store=True,
    )

    @api.model
    def _year_of(self, day):
        """Return the school year of ``day``; of a day in summer, the one that is over."""
        return self.env["school.year"].search(
            [("company_id", "=", self.env.company.id), ("date_start", "<=", day)],
            order="date_start desc",
            limit=1,
        )

    @api.depends("kind_id")
    def _compute_level(self):
        for reward in self:
            reward.level = reward.kind_id.level

    @api.depends("decision_date", "revoked_date")
    def _compute_state(self):
        for reward in self:
            decided = "decided" if reward.decision_date else "proposed"
            reward.state = "revoked" if reward.revoked_date else decided

    @api.depends("student_id.name", "kind_id.name")
    def _compute_display_name(self):
        for reward in self:
            parts = (reward.student_id.name, reward.kind_id.name)
            reward.display_name = " · ".join(part for part in parts if part)

    @api.constrains("date", "decision_date", "decision_number", "kind_id", "student_id", "year_id")
    def _check_reward(self):
        today = fields.Date.context_today(self)
        for reward in self:
            born = reward.student_id.birth_date
            if max(reward.date, reward.decision_date or reward.date) > today:
                problem = self.env._("the date is still to come")
            elif born and reward.date <= born:
                problem = self.env._("the date lies before the birth")
            elif reward.year_id.company_id != reward.company_id:
                problem = self.env._("the school year is of another school")
            elif reward.decision_date and reward._lacks_number():
                problem = self.env._(
                    "%(form)s needs the number of a decision", form=reward.kind_id.name
                )
            elif reward.decision_number and not reward.decision_date:
                problem = self.env._("the day of the decision is missing")
            else:
                continue
            message = f"{reward.display_name}: {problem}."
            raise ValidationError(message)

    def _lacks_number(self):
        return self.kind_id.needs_number and not self.decision_number

    def _fixed_text(self):
        return self.env._(
            "%(reward)s is decided and stays; a wrong decision is revoked.",
            reward=self.display_name,
        )

    def action_decide(self):
        """Open the dialog with the number and the day of the decision."""
        self.check_access("write")
        self._check_entitled(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decide Rewards"),
            "res_model": "school.reward.decide",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_reward_ids": self.ids},
        }
