# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .school_approval_line import BY_APPROVAL

INITIAL = {
    "approval_state": "draft",
    "approval_step_ids": False,
    "approval_substitute_ids": False,
    "approval_requester_id": False,
    "approval_deadline": False,
}
PROTECTED = {*INITIAL, "approval_line_ids"}
#: The states in which what is asked for can be changed.
EDITABLE = ("draft", "refused")
#: The states in which a record that has steps before it waits for somebody.
WAITING = ("submitted", "confirmed", "approved")


class SchoolApprovalMixin(models.AbstractModel):
    """A record that goes draft → submitted → confirmed → approved → applied, or is refused.

    The steps of a model are data (``school.approval.step``); several of them may wait side by side.
    Only the methods below move a record: its state is neither written nor imported nor copied nor
    given a default, by nobody. Who takes a step holds its duty, for this record
    (``_approval_candidates``), is not who asked for it, and takes one only: nobody decides twice,
    and nobody confirms the execution for two. Where nobody is left for a step, those stand in whom
    it names; the record says so. Each step leaves a line; whoever must act next gets an activity.
    How a record moves stands in ``school_approval_way``.

    Hooks: ``_approval_candidates`` narrows who may act and ``_approval_substitutes`` who stands in,
    ``_approval_variant`` chooses another way, ``_approval_check`` refuses a step while
    something is missing, ``_approval_passed`` runs when all of the steps that stood side by side
    are done, ``_approval_applied`` when the last ones are; with ``_approval_applies`` the state is
    ``applied`` after it.
    """

    _name = "school.approval.mixin"
    _description = "Needs Approval"
    _inherit = ["mail.thread", "mail.activity.mixin"]

    _approval_applies = False

    approval_state = fields.Selection(
        selection="_selection_approval_state",
        string="Approval",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    approval_step_ids = fields.Many2many(
        comodel_name="school.approval.step",
        string="Waits for",
        readonly=True,
        copy=False,
        ondelete="restrict",
        context={"active_test": False},
    )
    approval_substitute_ids = fields.Many2many(
        comodel_name="res.users",
        string="Stand In",
        readonly=True,
        copy=False,
        help="Who has taken or may take a step, because nobody else holds its duty.",
    )
    approval_note = fields.Char(
        string="Who Stands In", compute="_compute_approval_note", compute_sudo=True
    )
    approval_requester_id = fields.Many2one(
        comodel_name="res.users", string="Asked by", readonly=True, copy=False, ondelete="restrict"
    )
    approval_deadline = fields.Date(string="To Be Done by", readonly=True, copy=False)
    approval_line_ids = fields.One2many(
        comodel_name="school.approval.line",
        inverse_name="res_id",
        string="Way of the Approval",
        domain=lambda self: [("model", "=", self._name)],
        readonly=True,
        copy=False,
    )
    approval_actions = fields.Json(
        compute="_compute_approval_actions",
        help="What the user can do now: submit, confirm, approve, execute, refuse, withdraw.",
    )
    is_editable = fields.Boolean(compute="_compute_is_editable")

    @api.model
    def _selection_approval_state(self):
        """Return the states; a method, for a list is translated only where it is written."""
        states = {
            "draft": self.env._("Draft"),
            "submitted": self.env._("Handed In"),
            "confirmed": self.env._("Confirmed"),
            "approved": self.env._("Approved"),
            "applied": self.env._("In Effect"),
            "refused": self.env._("Refused"),
        }
        return list(states.items())

    @api.depends("approval_state", "approval_step_ids", "approval_requester_id")
    @api.depends_context("uid")
    def _compute_approval_actions(self):
        for record, steps in self._approval_open_steps().items():
            step = record._approval_seat(steps)[0]
            actions = [step.action] if step else []
            own = record.approval_requester_id == self.env.user
            if step and step.action != "submit" and not own:
                actions.append("refuse")
            if own and record._approval_waits():
                actions.append("withdraw")
            record.approval_actions = actions

    @api.depends("approval_state")
    @api.depends_context("uid")
    def _compute_is_editable(self):
        for record in self:
            record.is_editable = record.approval_state in EDITABLE and (
                not record.id or record.has_access("write")
            )

    @api.depends("approval_state", "approval_step_ids", "approval_requester_id")
    def _compute_approval_note(self):
        for record in self:
            notes = []
            for step in record.approval_step_ids if record._approval_waits() else ():
                holders, stands_in = record._approval_holders(step)
                if stands_in:
                    notes.append(record._approval_note_of(step, holders))
            record.approval_note = " ".join(notes)

    def _approval_note_of(self, step, holders):
        """Return why ``holders`` stand in for a step."""
        return self.env._(
            "%(step)s: nobody else holds this duty (%(duty)s); whoever asked, is concerned himself"
            " or has decided already does not count. %(names)s stands in.",
            step=step.name,
            duty=", ".join((step.group_id | step.other_group_ids).mapped("name")),
            names=", ".join(holders.mapped("name")),
        )

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.context.get("school_approval") is not BY_APPROVAL:
            for vals in vals_list:
                self._approval_protect(vals)
            # a default from the context would otherwise give what vals may not
            vals_list = [{**vals, **INITIAL} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        if self.env.context.get("school_approval") is not BY_APPROVAL:
            self._approval_protect(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_on_its_way(self):
        if any(record.approval_state != "draft" or record.approval_line_ids for record in self):
            raise UserError(
                self.env._("What was handed in for approval stays; withdraw or refuse it.")
            )

    def action_submit(self, comment=None, password=None):
        """Hand in for approval."""
        return self._approval_act("submit", comment, password)

    def action_confirm(self, comment=None, password=None):
        return self._approval_act("confirm", comment, password)

    def action_approve(self, comment=None, password=None):
        return self._approval_act("approve", comment, password)

    def action_execute(self, comment=None, password=None):
        """Confirm that what was approved is carried out."""
        return self._approval_act("execute", comment, password)

    def action_refuse(self, comment=None):
        """Refuse, and say why; without a comment ask for it."""
        return self._approval_act("refuse", comment)

    def action_withdraw(self, comment=None):
        """Take back what oneself handed in."""
        self.check_access("read")
        for record in self:
            if not record._approval_waits() or record.approval_requester_id != self.env.user:
                raise UserError(
                    self.env._(
                        "Only who handed in %(record)s can withdraw it, while it waits.",
                        record=record.display_name,
                    )
                )
        return self._approval_back("withdraw", comment)

    def _approval_reset(self, comment):
        """Back to draft, because what was approved has changed; called by code only."""
        moving = self.filtered(lambda record: record.approval_state != "draft")
        return moving._approval_back("reset", comment)

    def _approval_back(self, decision, comment):
        self._approval_log(decision, comment)
        self._approval_move(dict(INITIAL))
        self._approval_clear()
        return True

    @api.model
    def _approval_protect(self, vals):
        for name in PROTECTED & vals.keys():
            if name not in INITIAL or vals[name] != INITIAL[name] or self:
                raise AccessError(
                    self.env._(
                        "%(field)s is changed by the steps of the approval only.",
                        field=self._fields[name]._description_string(self.env),
                    )
                )

    @api.model
    def _approval_waiting_domain(self):
        """The records that wait for the user's duties (for the home page of a role)."""
        groups = self.env.user.all_group_ids.ids
        duty = Domain("group_id", "in", groups) | Domain("other_group_ids", "in", groups)
        return Domain("approval_state", "in", WAITING) & (
            Domain("approval_step_ids", "any", duty & Domain("is_open_to_requester", "=", True))
            | (
                Domain("approval_step_ids", "any", duty)
                & Domain("approval_requester_id", "!=", self.env.uid)
            )
            | Domain("approval_substitute_ids", "in", self.env.uid)
        )

    def _approval_company(self):
        return self.company_id if "company_id" in self._fields else self.env.company

    def _approval_candidates(self, step):
        """Return the users who may take ``step`` for this record: the holders of its duty."""
        self.ensure_one()
        return step._holders(self._approval_company())

    def _approval_substitutes(self, step):
        """Return sets of users who stand in for ``step`` of this record, the nearest first."""
        self.ensure_one()
        return step._substitutes(self._approval_company())

    def _approval_variant(self):
        """Return the way (``school.approval.step.variant``) of this record; to be extended."""
        self.ensure_one()
        return False

    def _approval_check(self, decision):
        """Raise while something is missing; to be extended."""

    def _approval_passed(self, decision):
        """Do what follows when the steps of ``decision`` are all done; to be extended."""

    def _approval_applied(self):
        """Do what the approval was asked for; to be extended."""
