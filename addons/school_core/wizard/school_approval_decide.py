# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError


class SchoolApprovalDecide(models.TransientModel):
    """Asks for what a step needs: why it is refused, or the password."""

    _name = "school.approval.decide"
    _description = "Decide about an Approval"

    model = fields.Char(required=True)
    record_ids = fields.Json(required=True)
    decision = fields.Selection(
        [
            ("submit", "Hand In"),
            ("confirm", "Confirm"),
            ("approve", "Approve"),
            ("execute", "Confirm the Execution"),
            ("refuse", "Refuse"),
        ],
        required=True,
    )
    comment = fields.Char()
    password = fields.Char(store=False)

    def action_decide(self):
        # The password is never stored: it comes in the context, and goes no further.
        self.ensure_one()
        password = self.env.context.get("school_password")
        model = self.env.get(self.model)
        if model is None or "approval_line_ids" not in model._fields:
            raise UserError(self.env._("Records of %(model)s are not approved.", model=self.model))
        records = model.with_context(school_password=False).browse(self.record_ids)
        if self.decision == "refuse" and not (self.comment or "").strip():
            raise UserError(self.env._("Say why it is refused."))
        if self.decision != "refuse" and not password:
            raise UserError(self.env._("Enter your password."))
        records._approval_act(self.decision, self.comment, password)
        return {"type": "ir.actions.act_window_close"}
