# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessDenied, AccessError, UserError
from odoo.fields import Domain

from .school_approval_line import BY_APPROVAL

ACTIVITY = "school_core.mail_activity_data_approval"
INITIAL = {
    "approval_state": "draft",
    "approval_step_id": False,
    "approval_requester_id": False,
    "approval_deadline": False,
}
PROTECTED = {*INITIAL, "approval_line_ids"}
STATE_AFTER = {"submit": "submitted", "confirm": "confirmed", "approve": "approved"}


class SchoolApprovalMixin(models.AbstractModel):
    """A record that goes draft → submitted → confirmed → approved → applied, or is refused.

    The steps of a model are data (``school.approval.step``). Only the methods below move a record:
    its state is neither written nor imported nor copied nor given a default, by nobody. Who takes a
    step holds its duty, for this record (``_approval_candidates``), and is not who asked for it.
    Each step leaves a line; whoever must act next gets an activity.

    Hooks: ``_approval_candidates`` narrows who may act, ``_approval_check`` refuses a step while
    something is missing, ``_approval_applied`` runs when the last step is done; with
    ``_approval_applies`` the state is ``applied`` after it.
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
    approval_step_id = fields.Many2one(
        comodel_name="school.approval.step",
        string="Waits for",
        readonly=True,
        copy=False,
        ondelete="restrict",
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
        help="What the user can do now: submit, confirm, approve, refuse, withdraw.",
    )

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

    @api.depends("approval_state", "approval_step_id", "approval_requester_id")
    @api.depends_context("uid")
    def _compute_approval_actions(self):
        user = self.env.user
        for (state, step, company), records in self.grouped(
            lambda record: (
                record.approval_state,
                record.approval_step_id,
                record._approval_company(),
            )
        ).items():
            if state in ("draft", "refused"):
                step = self.env["school.approval.step"]._of(self._name, company)[:1]
            candidates = records._approval_candidates_by_record(step) if step else {}
            for record in records:
                actions = []
                if user in candidates.get(record, ()):
                    if step.action == "submit":
                        actions = ["submit"]
                    elif user != record.approval_requester_id:
                        actions = [step.action, "refuse"]
                if state in ("submitted", "confirmed") and user == record.approval_requester_id:
                    actions.append("withdraw")
                record.approval_actions = actions

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

    def action_refuse(self, comment=None):
        """Refuse, and say why; without a comment ask for it."""
        return self._approval_act("refuse", comment)

    def action_withdraw(self, comment=None):
        """Take back what oneself handed in."""
        self.check_access("read")
        for record in self:
            if (
                record.approval_state not in ("submitted", "confirmed")
                or record.approval_requester_id != self.env.user
            ):
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
        return Domain(
            [
                ("approval_state", "in", ("submitted", "confirmed")),
                ("approval_step_id.group_id", "in", self.env.user.all_group_ids.ids),
                ("approval_requester_id", "!=", self.env.uid),
            ]
        )

    def _approval_company(self):
        return self.company_id if "company_id" in self._fields else self.env.company

    def _approval_candidates(self, step):
        """Return the users who may take ``step`` for this record: the holders of its duty."""
        self.ensure_one()
        return step._holders(self._approval_company())

    def _approval_candidates_by_record(self, step):
        return {record: record._approval_candidates(step) for record in self}

    def _approval_check(self, decision):
        """Raise while something is missing; to be extended."""

    def _approval_applied(self):
        """Do what the approval was asked for; to be extended."""

    def _approval_act(self, decision, comment=None, password=None):
        self.check_access("read")
        comment = (comment or "").strip()
        # two who act at the same moment act one after the other
        self.lock_for_update()
        steps = self._approval_current_steps(decision)
        if decision == "refuse":
            if not comment:
                return self._approval_ask(decision)
        else:
            self._approval_check(decision)
            if any(step.needs_password for step in steps.values()):
                if not password:
                    return self._approval_ask(decision)
                self._approval_check_password(password)
        self._approval_log(decision, comment, steps)
        self._approval_clear()
        if decision == "refuse":
            self._approval_move({"approval_state": "refused", "approval_step_id": False})
            self._approval_tell_refused(comment)
        else:
            self._approval_advance(decision, steps)
        return True

    def _approval_current_steps(self, decision):
        """Return the step that each record is at; refuse if the user cannot decide this there."""
        user = self.env.user
        found = {}
        for record in self:
            if decision == "submit":
                waits = record.approval_state in ("draft", "refused")
                step = self.env["school.approval.step"]._of(self._name, record._approval_company())[
                    :1
                ]
            else:
                waits = record.approval_state in ("submitted", "confirmed")
                step = record.sudo().approval_step_id
            if not waits or not step or decision not in (step.action, "refuse"):
                raise UserError(
                    self.env._(
                        "%(record)s does not wait for this step: its state is %(state)s.",
                        record=record.display_name,
                        state=dict(self._fields["approval_state"]._description_selection(self.env))[
                            record.approval_state
                        ],
                    )
                )
            if decision != "submit" and record.approval_requester_id == user:
                raise AccessError(self.env._("Who asks for an approval does not decide about it."))
            if user not in record._approval_candidates(step):
                raise AccessError(
                    self.env._(
                        "The step %(step)s is for %(duty)s.",
                        step=step.name,
                        duty=step.group_id.name,
                    )
                )
            found[record] = step
        return found

    def _approval_advance(self, decision, steps):
        by_next = defaultdict(self.browse)
        for record, step in steps.items():
            way = self.env["school.approval.step"]._of(self._name, record._approval_company())
            after = way.filtered(
                lambda other, step=step: (other.sequence, other.id) > (step.sequence, step.id)
            )[:1]
            by_next[after] |= record
        for step, records in by_next.items():
            values = {"approval_state": STATE_AFTER[decision], "approval_step_id": step.id}
            if decision == "submit":
                values["approval_requester_id"] = self.env.uid
            values["approval_deadline"] = records._approval_schedule(step) if step else False
            records._approval_move(values)
            if not step:
                records._approval_finish()

    def _approval_finish(self):
        self._approval_move({"approval_state": "approved"})
        self._approval_applied()
        if self._approval_applies:
            self._approval_log("apply", "")
            self._approval_move({"approval_state": "applied"})

    def _approval_move(self, values):
        # the steps are taken by people who may not write the record otherwise
        self.sudo().with_context(school_approval=BY_APPROVAL).write(values)

    def _approval_log(self, decision, comment, steps=None):
        # nobody has the right to create lines
        lines_sudo = self.env["school.approval.line"].sudo()
        lines_sudo.with_context(school_approval=BY_APPROVAL).create(
            [
                {
                    "model": self._name,
                    "res_id": record.id,
                    "company_id": record._approval_company().id,
                    "step_id": steps[record].id if steps else False,
                    "user_id": self.env.uid,
                    "requester_id": record.approval_requester_id.id or self.env.uid,
                    "date": fields.Datetime.now(),
                    "decision": decision,
                    "comment": comment or False,
                }
                for record in self
            ]
        )
        self.invalidate_recordset(["approval_line_ids"])

    def _approval_schedule(self, step):
        """Give those who can take ``step`` an activity; return its deadline."""
        today = fields.Date.context_today(self)
        company = self[:1]._approval_company()
        horizon = today + timedelta(days=60 + 3 * step.deadline_days)
        deadline = company._school_calendar(today, horizon).add_working_days(
            today, step.deadline_days
        )
        records_by_user = defaultdict(self.browse)
        for record in self:
            requester = record.approval_requester_id or self.env.user
            for user in record._approval_candidates(step) - requester:
                records_by_user[user] |= record
        for user, records in records_by_user.items():
            # no e-mail for each of them: they see it in their activities and on their home page
            records.sudo().with_context(mail_activity_quick_update=True).activity_schedule(
                ACTIVITY, date_deadline=deadline, summary=step.name, user_id=user.id
            )
        return deadline

    def _approval_clear(self):
        self.sudo().activity_unlink([ACTIVITY])

    def _approval_tell_refused(self, comment):
        for requester, records in self.grouped("approval_requester_id").items():
            records.sudo().with_context(mail_activity_quick_update=True).activity_schedule(
                ACTIVITY,
                summary=self.env._("Refused"),
                note=comment,
                user_id=requester.id,
            )

    def _approval_ask(self, decision):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refuse") if decision == "refuse" else self.env._("Password"),
            "res_model": "school.approval.decide",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_record_ids": self.ids,
                "default_decision": decision,
            },
        }

    @api.model
    def _approval_check_password(self, password):
        try:
            self.env.user._check_credentials(
                {"type": "password", "login": self.env.user.login, "password": password},
                {"interactive": True},
            )
        except AccessDenied:
            raise UserError(self.env._("The password is wrong.")) from None
