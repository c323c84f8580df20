# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.school_core.models.school_approval_mixin import EDITABLE

#: The figures that a proposal is about: they stay as they were when it was written.
FROZEN = ("mark_count", "reached_pass", "reached_good", "reached_mean")
CONTENT = ("target_id", "proposal", "teacher_ids", "date_deadline")


class SchoolMarkProposal(models.Model):
    """What the head of a department proposes after a test that fell short of its target (TM 5.3).

    The vice-principal approves it. The figures are those of the day on which it was written.
    """

    _name = "school.mark.proposal"
    _description = "Proposal after a Test"
    _inherit = ["school.approval.mixin"]
    _rec_name = "target_id"
    _order = "id desc"

    target_id = fields.Many2one(
        comodel_name="school.mark.target", required=True, index=True, ondelete="restrict"
    )
    department_id = fields.Many2one(related="target_id.department_id", store=True)
    company_id = fields.Many2one(
        related="target_id.company_id", store=True, index=True, precompute=True
    )
    proposal = fields.Text(required=True, help="What is done, by whom, for which pupils.")
    teacher_ids = fields.Many2many(
        comodel_name="hr.employee.public",
        relation="hr_employee_school_mark_proposal_rel",
        column1="school_mark_proposal_id",
        column2="hr_employee_id",
        string="Members Who Act",
        domain="[('department_id', 'child_of', department_id)]",
    )
    date_deadline = fields.Date(string="Members Finish by")
    mark_count = fields.Integer(string="Marks", readonly=True)
    reached_pass = fields.Float(string="From 5.0 Up (%)", digits=(4, 1), readonly=True)
    reached_good = fields.Float(string="From 8.0 Up (%)", digits=(4, 1), readonly=True)
    reached_mean = fields.Float(string="Mean", digits=(4, 2), readonly=True)

    @api.depends("target_id")
    def _compute_display_name(self):
        for proposal in self:
            proposal.display_name = self.env._(
                "Proposal · %(target)s", target=proposal.target_id.display_name
            )

    @api.model_create_multi
    def create(self, vals_list):
        proposed = self.default_get(["target_id"])
        vals_list = [{**proposed, **vals} for vals in vals_list]
        targets = self.env["school.mark.target"].browse(
            {vals["target_id"] for vals in vals_list if vals.get("target_id")}
        )
        reached = {target.id: {name: target[name] for name in FROZEN} for target in targets}
        return super().create(
            [{**vals, **reached.get(vals.get("target_id"), {})} for vals in vals_list]
        )

    def write(self, vals):
        if not vals.keys().isdisjoint(FROZEN):
            raise UserError(self.env._("The figures of a proposal are those of its day."))
        if not vals.keys().isdisjoint(CONTENT):
            for proposal in self:
                if proposal.approval_state not in EDITABLE:
                    raise UserError(
                        self.env._(
                            "%(proposal)s is handed in and stays as it is.",
                            proposal=proposal.display_name,
                        )
                    )
        return super().write(vals)

    def _approval_candidates(self, step):
        """Override: the head of the department hands in."""
        candidates = super()._approval_candidates(step)
        if step.action == "submit":
            # Who leads a department is no secret of the staff file.
            return candidates & self.sudo().department_id.manager_id.user_id
        return candidates
