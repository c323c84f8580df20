# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

# In a context it proves that the call comes from the code of the approvals: what arrives by RPC is
# made of JSON and never is this object.
BY_APPROVAL = object()


class SchoolApprovalLine(models.Model):
    """What somebody did on the way of a record to its approval; never changed, never removed."""

    _name = "school.approval.line"
    _description = "Approval Line"
    _order = "date, id"
    _rec_name = "decision"
    _log_access = False

    model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="model", required=True, readonly=True, index=True
    )
    company_id = fields.Many2one(
        comodel_name="res.company", string="School", readonly=True, ondelete="restrict"
    )
    step_id = fields.Many2one(
        comodel_name="school.approval.step", readonly=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="By", required=True, readonly=True, ondelete="restrict"
    )
    requester_id = fields.Many2one(
        comodel_name="res.users", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    date = fields.Datetime(required=True, readonly=True)
    decision = fields.Selection(
        [
            ("submit", "Handed in"),
            ("confirm", "Confirmed"),
            ("approve", "Approved"),
            ("execute", "Confirmed the execution"),
            ("reopen", "Opened once more"),
            ("apply", "Put into effect"),
            ("refuse", "Refused"),
            ("withdraw", "Withdrawn"),
            ("reset", "Opened again"),
        ],
        required=True,
        readonly=True,
    )
    comment = fields.Char(readonly=True)
    stands_in = fields.Boolean(
        readonly=True, help="Nobody else held the duty of the step; another one stood in."
    )

    def init(self):
        self.env["school.trail"]._install()
        self.env.cr.execute(
            SQL(
                "CREATE OR REPLACE TRIGGER school_approval_append_only"
                " BEFORE UPDATE OR DELETE OR TRUNCATE ON school_approval_line"
                " FOR EACH STATEMENT EXECUTE FUNCTION school_trail_refuse()"
            )
        )

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.context.get("school_approval") is not BY_APPROVAL:
            raise AccessError(self.env._("An approval writes its own lines."))
        return super().create(vals_list)

    def write(self, vals):  # pylint: disable=method-required-super
        raise AccessError(self.env._("The lines of an approval are never changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_always(self):
        raise AccessError(self.env._("The lines of an approval are never removed."))
