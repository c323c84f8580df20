# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .school_approval_line import BY_APPROVAL
from .school_approval_mixin import EDITABLE, WAITING

#: What makes up the movement, filled in while it is prepared.
PREPARED_FIELDS = (
    *("student_id", "kind", "date", "class_to_id", "other_school", "reason"),
    *("decision_number", "decision_date"),
)


class SchoolMovementRequest(models.Model):
    """A movement that is prepared, with its papers, for the principal or the vice-principal.

    The office and the homeroom teacher keep what is known of pupils who come and leave (TM Điều
    7.1), the vice-principal watches over it (TM Điều 4.1b); the decision is the principal's. Nothing
    changes in class or enrolment until then. What could not be carried out is refused when it is
    handed in, in the words of the movement; when it is approved the movement is recorded at once.
    """

    _name = "school.movement.request"
    _description = "Prepared Movement"
    _inherit = [
        *("school.student.mixin", "school.papers.mixin"),
        *("school.approval.mixin", "school.trail.mixin"),
    ]
    _rec_name = "student_id"
    _order = "id desc"

    _approval_applies = True
    _trail_fields = (*PREPARED_FIELDS, "approval_state")
    _trail_student = "student_id"
    _trail_printed = False

    class_id = fields.Many2one(related="student_id.class_id", string="Class Now")
    kind = fields.Selection(
        selection=lambda self: (
            self.env["school.movement"]._fields["kind"]._description_selection(self.env)
        ),
        required=True,
    )
    date = fields.Date(
        required=True,
        help="The first day in the new class; when the pupil leaves, the last day at the school.",
    )
    class_to_id = fields.Many2one(
        comodel_name="school.class",
        string="To Class",
        domain="[('company_id', '=', company_id), ('year_id.state', '!=', 'closed')]",
        ondelete="restrict",
    )
    other_school = fields.Char(help="The school the pupil comes from or goes to.")
    reason = fields.Char()
    decision_number = fields.Char(
        help="Where the decision is numbered already; else it is added to the movement later."
    )
    decision_date = fields.Date()
    attachment_ids = fields.Many2many(comodel_name="ir.attachment", string="Papers")
    movement_id = fields.Many2one(
        comodel_name="school.movement",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.model_create_multi
    def create(self, vals_list):
        # also where a default of the context would give what vals may not
        return super().create([{**vals, "movement_id": False} for vals in vals_list])

    def write(self, vals):
        if self.env.context.get("school_approval") is not BY_APPROVAL:
            if {"student_id", "movement_id"} & vals.keys():
                raise AccessError(self.env._("A prepared movement stays with its pupil."))
            if {*PREPARED_FIELDS, "attachment_ids"} & vals.keys() and any(
                request.approval_state not in EDITABLE for request in self
            ):
                raise UserError(self.env._("The movement was handed in; withdraw it to change it."))
        return super().write(vals)

    def _movement_values(self):
        self.ensure_one()
        return {
            name: value.id if isinstance(value := self[name], models.BaseModel) else value
            for name in PREPARED_FIELDS
        }

    def _approval_candidates(self, step):
        """Override: who prepared it hands it in."""
        candidates = super()._approval_candidates(step)
        if step.action == "submit":
            # who is about to make it will have made it
            return candidates & (self.sudo().create_uid or self.env.user)
        return candidates

    def _approval_check(self, decision):
        """Override: what could not be carried out is told to who prepared it."""
        if decision == "submit":
            self._check_single()
            # the pupil's earlier places decide, which a homeroom teacher need not see
            problems = (
                self.env["school.movement"]
                .sudo()
                ._find_problems([request._movement_values() for request in self])
            )
            if problems:
                raise ValidationError("\n".join(problems))
        return super()._approval_check(decision)

    def _check_single(self):
        # those of others bind as well, whoever may read them
        waiting = self.sudo().search(
            [
                ("student_id", "in", self.student_id.ids),
                ("approval_state", "in", WAITING),
                ("movement_id", "=", False),
                ("id", "not in", self.ids),
            ]
        )
        if waiting:
            raise ValidationError(
                self.env._(
                    "Another prepared movement waits for the decision already: %(names)s.",
                    names=", ".join(waiting.mapped("student_id.name")),
                )
            )

    def _approval_applied(self):
        """Override: record the movements; who decides need not be one who records them."""
        requests_sudo = self.sudo()
        movements = requests_sudo.env["school.movement"].create(
            [
                {
                    **request._movement_values(),
                    "attachment_ids": [
                        Command.set(
                            request.attachment_ids.copy({"res_model": False, "res_id": 0}).ids
                        )
                    ],
                }
                for request in requests_sudo
            ]
        )
        for request, movement in zip(self, movements, strict=True):
            request._approval_move({"movement_id": movement.id})
        return super()._approval_applied()
