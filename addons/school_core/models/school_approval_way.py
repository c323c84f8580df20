# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import AccessDenied, AccessError, UserError

from .school_approval_line import BY_APPROVAL
from .school_approval_mixin import EDITABLE, WAITING

ACTIVITY = "school_core.mail_activity_data_approval"
STATE_AFTER = {
    "submit": "submitted",
    "confirm": "confirmed",
    "approve": "approved",
    "execute": "approved",
}
DECIDING = frozenset(("confirm", "approve"))
#: What makes the record start its way anew.
STARTS = frozenset(("submit", "refuse", "withdraw", "reset"))


class SchoolApprovalMixin(models.AbstractModel):
    """How a record moves from step to step: who may take one, what follows, who is told."""

    _inherit = "school.approval.mixin"

    def _approval_waits(self):
        self.ensure_one()
        # that it waits is told by the record itself, whoever may read its steps
        return self.approval_state in WAITING and bool(self.sudo().approval_step_ids)

    def _approval_open_steps(self):
        """Return {record: the steps it waits for, or the one that hands it in}."""
        none = self.env["school.approval.step"]
        idle = self.filtered(lambda record: record.approval_state in EDITABLE)
        ways = {record: (record._approval_company(), record._approval_variant()) for record in idle}
        first = {way: none._of(self._name, *way)[:1] for way in set(ways.values())}
        return {
            record: first[ways[record]]
            if record in idle
            else record.sudo().approval_step_ids
            if record._approval_waits()
            else none
            for record in self
        }

    def _approval_taken(self):
        """Return {user: actions of the steps taken} since the record was handed in last."""
        self.ensure_one()
        taken = {}
        # who decides is bound by what others did, whether he may read it or not
        for line in self.sudo().approval_line_ids:
            if line.decision in STARTS:
                taken = {}
            elif line.decision == "reopen":
                taken = {user: actions - {"execute"} for user, actions in taken.items()}
            else:
                taken.setdefault(line.user_id, set()).add(line.decision)
        return taken

    def _approval_seat(self, steps, decision=None):
        """Return the one of ``steps`` that the user can take now, or no step and why he cannot.

        :param decision: the action that the step must have; ``refuse`` goes with all but one
        """
        self.ensure_one()
        no_step = self.env["school.approval.step"]
        if decision == "refuse":
            steps = steps.filtered(lambda step: step.action != "submit")
        elif decision:
            steps = steps.filtered(lambda step: step.action == decision)
        if not steps:
            return no_step, UserError(
                self.env._(
                    "%(record)s does not wait for this step: its state is %(state)s.",
                    record=self.display_name,
                    state=dict(self._selection_approval_state())[self.approval_state],
                )
            )
        seats = {step: self._approval_holders(step) for step in steps}
        mine = [step for step in steps if self.env.user in seats[step][0]]
        if not mine:
            return no_step, AccessError(self._approval_stranger(steps, seats))
        allowed = [step for step in mine if not self._approval_objection(step, decision)]
        if not allowed:
            return no_step, AccessError(self._approval_objection(mine[0], decision))
        # The own duty comes before standing in for another one, and then what fewer others could
        # do, so that none of the steps remains without anybody.
        return min(allowed, key=lambda step: (seats[step][1], len(seats[step][0]))), None

    def _approval_stranger(self, steps, seats):
        """Say to somebody for whom none of ``steps`` is, why not and for whom they are."""
        groups = steps.group_id | steps.other_group_ids
        duty = ", ".join(groups.mapped("name"))
        step = ", ".join(steps.mapped("name"))
        if not groups & self.env.user.all_group_ids:
            return self.env._("The step %(step)s is for %(duty)s.", step=step, duty=duty)
        holders = self.env["res.users"].union(*(found for found, _stands_in in seats.values()))
        values = {
            "record": self.display_name,
            "step": step,
            "names": ", ".join(holders.mapped("name")) or self.env._("nobody at present"),
        }
        if self.approval_requester_id == self.env.user:
            return self.env._(
                "%(record)s: you asked for this yourself, so somebody else takes the step %(step)s:"
                " %(names)s.",
                **values,
            )
        return self.env._(
            "%(record)s: your duty may take the step %(step)s, but not for this record. Who may:"
            " %(names)s.",
            **values,
        )

    def _approval_holders(self, step):
        """Return the users for whom ``step`` is, and whether they stand in for those of its duty.

        They stand in where no holder of the duty is left: nobody has it, or he asked himself, or
        took a step before that excludes this one.
        """
        return self._approval_able(step, self._approval_excluded(step))

    def _approval_able(self, step, excluded):
        """Return the holders of the duty of ``step``; where all are ``excluded``, who stands in."""
        self.ensure_one()
        candidates = self._approval_candidates(step)
        if step.action == "submit" or candidates - excluded:
            return candidates, False
        for substitutes in self._approval_substitutes(step):
            if able := substitutes - excluded:
                return able, True
        return candidates, False

    def _approval_excluded(self, step):
        """Return the users who may not take ``step``, whatever their duties."""
        same = DECIDING if step.action in DECIDING else {"execute"}
        excluded = self.env["res.users"].union(
            *(user for user, actions in self._approval_taken().items() if same & actions)
        )
        if step.is_open_to_requester:
            return excluded
        # who asked binds whoever it is, whether he may read the record or not
        return excluded | self.sudo().approval_requester_id.with_env(self.env)

    def _approval_objection(self, step, decision=None):
        """Return why a holder of the duty may not take ``step`` all the same, or None."""
        user = self.env.user
        if step.action == "submit":
            return None
        # who asked binds whoever it is, whether he may read the record or not
        asked = user == self.sudo().approval_requester_id
        if asked and (decision == "refuse" or not step.is_open_to_requester):
            return self.env._("Who asks for an approval does not decide about it.")
        if user in self._approval_excluded(step):
            return self.env._("You have taken a step here already; this one is for another person.")
        return None

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
            self._approval_move({"approval_state": "refused", "approval_step_ids": False})
            self._approval_tell_refused(comment)
        else:
            self._approval_advance(decision, steps)
        return True

    def _approval_current_steps(self, decision):
        """Return the step that the user takes for each record; refuse if he cannot."""
        found = {}
        for record, steps in self._approval_open_steps().items():
            found[record], refusal = record._approval_seat(steps, decision)
            if refusal:
                raise refusal
        return found

    def _approval_advance(self, decision, steps):
        """Leave the steps taken; go on where nothing waits beside them any more."""
        beside, done, beyond = (defaultdict(self.browse) for _kind in range(3))
        for record, step in steps.items():
            rest = record.sudo().approval_step_ids - step
            if decision != "submit" and rest:
                beside[rest] |= record
            else:
                done[step, record._approval_company()] |= record
        for (step, company), records in done.items():
            beyond[step._after(self._name, company)] |= records
        for rest, records in beside.items():
            records._approval_move({"approval_step_ids": [Command.set(rest.ids)]})
            records._approval_schedule(rest)
        for after, records in beyond.items():
            values = {
                "approval_state": STATE_AFTER[decision],
                "approval_step_ids": [Command.set(after.ids)],
            }
            if decision == "submit":
                values["approval_requester_id"] = self.env.uid
            values["approval_deadline"] = records._approval_due(after) if after else False
            records._approval_move(values)
            records._approval_passed(decision)
            if after:
                records._approval_schedule(after)
            else:
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
                    "stands_in": bool(steps) and record._approval_holders(steps[record])[1],
                }
                for record in self
            ]
        )
        self.invalidate_recordset(["approval_line_ids", "approval_actions"])

    def _approval_due(self, steps):
        """Return the day by which ``steps`` are to be taken."""
        today = fields.Date.context_today(self)
        days = min(steps.mapped("deadline_days"))
        company = self[:1]._approval_company()
        horizon = today + timedelta(days=60 + 3 * days)
        return company._school_calendar(today, horizon).add_working_days(today, days)

    def _approval_schedule(self, steps):
        """Give those who can take one of ``steps`` an activity."""
        by_user = defaultdict(self.browse)
        for record in self:
            for step in steps:
                holders, stands_in = record._approval_holders(step)
                if stands_in:
                    links = [Command.link(user.id) for user in holders]
                    record._approval_move({"approval_substitute_ids": links})
                for user in holders - record._approval_excluded(step):
                    by_user[user, step, record.approval_deadline] |= record
        for (user, step, deadline), records in by_user.items():
            # no e-mail for each of them: they see it in their activities and on their home page
            records.sudo().with_context(mail_activity_quick_update=True).activity_schedule(
                ACTIVITY, date_deadline=deadline, summary=step.name, user_id=user.id
            )

    def _approval_clear(self):
        # the activities are those of others
        self.sudo().activity_unlink([ACTIVITY])

    def _approval_tell_refused(self, comment):
        for requester, records in self.grouped("approval_requester_id").items():
            # who refuses need not be one who plans activities for others
            records.sudo().with_context(mail_activity_quick_update=True).activity_schedule(
                ACTIVITY,
                summary=self.env._("Refused"),
                note=comment,
                user_id=requester.id,
            )

    def _approval_ask(self, decision):
        # A record that is there already: the web client forgets what is not stored, the password,
        # when it saves a new one, before the button sends it.
        asks = self.env["school.approval.decide"].create(
            {"model": self._name, "record_ids": self.ids, "decision": decision}
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Refuse") if decision == "refuse" else self.env._("Password"),
            "res_model": asks._name,
            "res_id": asks.id,
            "view_mode": "form",
            "target": "new",
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
