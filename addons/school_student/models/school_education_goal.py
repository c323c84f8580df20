# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class SchoolEducationGoal(models.Model):
    """A goal of an individual plan: what, by which measures, with whom, until when."""

    _name = "school.education.goal"
    _description = "Goal of an Individual Plan"
    _inherit = ["school.trail.mixin"]
    _rec_name = "goal"
    _order = "plan_id, period, sequence, id"

    _trail_fields = ("period", "area", "goal", "measure", "person", "deadline", "result")
    _trail_keys = ("plan_id",)

    plan_id = fields.Many2one(
        comodel_name="school.education.plan", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="plan_id.company_id", store=True, index=True, precompute=True
    )
    sequence = fields.Integer(default=10)
    period = fields.Selection(
        [("year", "Year"), ("1", "Term 1"), ("2", "Term 2")], required=True, default="year"
    )
    area = fields.Selection(
        [
            ("knowledge", "Knowledge, Subjects"),
            ("communication", "Language and Communication"),
            ("social", "Social Skills, Behaviour"),
            ("self_care", "Self-care, Daily Life"),
            ("rehabilitation", "Movement, Rehabilitation"),
        ],
        required=True,
        default="knowledge",
    )
    goal = fields.Text(required=True)
    measure = fields.Text(string="Measures")
    person = fields.Char(string="Carried out by")
    deadline = fields.Date()
    result = fields.Selection(
        [("reached", "Reached"), ("partly", "Partly Reached"), ("missed", "Not Reached")]
    )

    def _check_plan(self, names):
        """An approved plan keeps its goals; whether they were reached is told later."""
        approved = self.plan_id.filtered(lambda plan: plan._is_fixed())
        if approved and set(names) - {"result"}:
            raise UserError("\n".join(plan._fixed_text() for plan in approved))

    @api.model_create_multi
    def create(self, vals_list):
        goals = super().create(vals_list)
        goals._check_plan(["plan_id"])
        return goals

    def write(self, vals):
        self._check_plan(vals)
        result = super().write(vals)
        if "plan_id" in vals:
            self._check_plan(vals)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_approved(self):
        self._check_plan(["plan_id"])
