# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SchoolApprovalStep(models.Model):
    """A step on the way of a kind of record to its approval: who does it, within how many days.

    The first step of a kind hands in, the last one approves, those between confirm. A school that
    has steps of its own for a kind follows these alone.
    """

    _name = "school.approval.step"
    _description = "Approval Step"
    _order = "model, sequence, id"

    name = fields.Char(required=True, translate=True)
    model = fields.Char(required=True, index=True, help="Technical name of the kind of record.")
    company_id = fields.Many2one(
        comodel_name="res.company", string="School", index="btree_not_null"
    )
    sequence = fields.Integer(default=10)
    action = fields.Selection(
        [("submit", "Hand In"), ("confirm", "Confirm"), ("approve", "Approve")], required=True
    )
    group_id = fields.Many2one(
        comodel_name="res.groups", string="Duty", required=True, ondelete="restrict"
    )
    deadline_days = fields.Integer(string="Working Days", default=3)
    needs_password = fields.Boolean(
        string="Ask for the Password", help="Who does this step enters his password again."
    )
    active = fields.Boolean(default=True)

    _check_deadline = models.Constraint(
        "CHECK(deadline_days >= 0)", "A deadline cannot lie in the past."
    )

    @api.constrains("model")
    def _check_model(self):
        for step in self:
            if step.model not in self.env or "approval_state" not in self.env[step.model]._fields:
                raise ValidationError(
                    self.env._("Records of %(model)s are not approved.", model=step.model)
                )

    @api.model
    def _of(self, model, company):
        """Return the steps of ``model`` in ``company``, in order."""
        # whoever takes a step is bound by all of them, whatever he may read
        steps = self.sudo().search(
            [("model", "=", model), ("company_id", "in", [company.id, False])]
        )
        own = steps.filtered("company_id")
        return own or steps

    def _holders(self, company):
        """Return the users of ``company`` who hold the duty of this step."""
        self.ensure_one()
        users = self.sudo().group_id.all_user_ids
        return users.filtered(lambda user: company in user.company_ids and user.active)
