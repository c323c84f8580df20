# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class SchoolRewardBatch(models.TransientModel):
    """The same reward for many pupils of a class."""

    _name = "school.reward.batch"
    _description = "Reward Pupils"

    class_id = fields.Many2one(
        comodel_name="school.class",
        default=lambda self: self._default_class_id(),
        domain="[('year_id.state', '!=', 'closed')]",
    )
    student_ids = fields.Many2many(
        comodel_name="school.student",
        string="Pupils",
        compute="_compute_student_ids",
        store=True,
        readonly=False,
        help="The pupils of the class; remove who is not rewarded.",
    )
    kind_id = fields.Many2one(
        comodel_name="school.reward.kind", string="Form of Reward", required=True
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    reason = fields.Char(string="Achievement", required=True)
    decision_number = fields.Char(help="Empty: the reward is only proposed.")
    decision_date = fields.Date()

    def _default_class_id(self):
        is_class = self.env.context.get("active_model") == "school.class"
        return self.env.context.get("active_id") if is_class else False

    @api.depends("class_id")
    def _compute_student_ids(self):
        for batch in self:
            if batch.class_id:
                batch.student_ids = batch.class_id._origin._students_on()
            else:
                chosen = self.env.context.get("active_model") == "school.student"
                batch.student_ids = self.env["school.student"].browse(
                    self.env.context.get("active_ids", []) if chosen else []
                )

    def action_apply(self):
        self.ensure_one()
        if not self.student_ids:
            raise UserError(self.env._("Choose the class or the pupils first."))
        year = self.env["school.reward"]._year_of(self.date)
        rewards = self.env["school.reward"].create(
            [
                {
                    "student_id": student.id,
                    "year_id": year.id,
                    "kind_id": self.kind_id.id,
                    "date": self.date,
                    "reason": self.reason,
                    "decision_number": self.decision_number,
                    "decision_date": self.decision_date,
                }
                for student in self.student_ids
            ]
        )
        return {
            **self.env["ir.actions.act_window"]._for_xml_id("school_student.school_reward_action"),
            "domain": [("id", "in", rewards.ids)],
            "context": {},
        }
