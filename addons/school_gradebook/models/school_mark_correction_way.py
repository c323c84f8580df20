# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.school_core.tools.local_time import TIMEZONE

LEADERS = ("principal", "vice_academic")


class SchoolMarkCorrection(models.Model):
    """Who takes which step of a dossier, and what follows from it."""

    _inherit = "school.mark.correction"

    # who

    def _approval_candidates(self, step):
        """Override: only those whom the step is about for this sheet."""
        candidates = super()._approval_candidates(step)
        if step.action == "submit":
            # who is about to make it will have made it
            return candidates & (self.sudo().create_uid or self.env.user)
        teachers = self._teachers()
        if step.action == "confirm":
            return self._heads(candidates, teachers)
        if step.action == "approve":
            return self._approvers(candidates) - teachers
        if self.env.ref("school_core.group_school_teacher") in step.sudo().group_id:
            return candidates & teachers
        return candidates - teachers

    def _approval_substitutes(self, step):
        """Override: whoever teaches the subject confirms as its teacher, and as nobody else.

        The only one who can approve does not confirm before, or he could not.
        """
        concerned = self._teachers()
        if step.action == "confirm":
            approvers = self._able_approvers()
            concerned |= approvers if len(approvers) == 1 else approvers.browse()
        return [users - concerned for users in super()._approval_substitutes(step)]

    def _teachers(self):
        """Return the users who teach the subject in the class today."""
        today = self._today()
        # who must confirm does not depend on who asks
        assignments_sudo = self.sudo().sheet_id.class_subject_id.assignment_ids
        return assignments_sudo.filtered(lambda line: line._holds_on(today)).teacher_id.user_id

    def _heads(self, holders, teachers):
        """Return who confirms as head: of the teachers' department, or whoever stands in for him.

        Where the head himself teaches the subject or asks, a leader of the school who does neither,
        if another one can approve.
        """
        concerned = teachers | self.sudo().approval_requester_id
        heads = (holders & self._heads_of_department()) - concerned
        if heads:
            return heads
        approvers = self._able_approvers()
        return (self._leaders() - concerned).filtered(lambda user: approvers - user)

    def _heads_of_department(self):
        """Return the users who lead the department of today's teachers, or the one above it."""
        # who leads which department is no matter of who may read it
        employees_sudo = self.env["hr.employee"].sudo()
        departments_sudo = employees_sudo.search(
            [("user_id", "in", self._teachers().ids)]
        ).department_id
        return (departments_sudo | departments_sudo.parent_id).manager_id.user_id.with_env(self.env)

    def _able_approvers(self):
        """Return the holders of the duty to approve who neither teach the subject nor ask."""
        step = self.env["school.approval.step"]._of(self._name, self.company_id)
        holders = step.filtered(lambda one: one.action == "approve")[:1]._holders(self.company_id)
        # who asked binds whoever it is, whether he may read the dossier or not
        return self._approvers(holders) - self._teachers() - self.sudo().approval_requester_id

    def _approvers(self, holders):
        """Return who approves: after the book is closed, or by the school's setting, the principal.

        The principal has approved the results of the class; nobody else changes them.
        """
        only_principal = self.company_id.sudo().school_correction_approver == "principal"
        if only_principal or self._is_book_closed():
            return holders & self._leaders(("principal",))
        return holders

    def _leaders(self, roles=LEADERS):
        groups = self.env["res.groups"].union(
            *(self.env.ref(f"school_core.group_school_{role}") for role in roles)
        )
        company = self.company_id
        # everybody may know who leads the school
        return groups.sudo().all_user_ids.filtered(lambda user: company in user.company_ids)

    def _is_book_closed(self):
        """Return whether the results are approved or the year is closed."""
        return self.sheet_id._is_book_closed()

    @api.model
    def _today(self):
        """Return the day at school, wherever the user is."""
        return fields.Date.context_today(self.with_context(tz=TIMEZONE))

    # what follows

    def _approval_passed(self, decision):
        """Override: number what is handed in, open what is approved for a short time."""
        for correction in self:
            if decision == "submit":
                values = {"is_after_closing": correction._is_book_closed()}
                if not correction.name:
                    values["name"] = correction._next_number()
                correction._approval_move(values)
            elif decision == "approve":
                correction._open()
        return super()._approval_passed(decision)

    def _open(self):
        # a setting of the school binds everybody in it
        hours = self.company_id.sudo().school_correction_hours
        self._approval_move({"open_until": fields.Datetime.now() + timedelta(hours=hours)})

    def action_reopen(self, comment=None):
        """Give those who carry it out another time; all three confirm anew."""
        self.check_access("read")
        Step = self.env["school.approval.step"]
        for correction in self:
            way = Step._of(self._name, correction.company_id)
            step = way.filtered(lambda one: one.action == "approve")[-1:]
            if (
                correction.approval_state != "approved"
                or not correction._approval_waits()
                or correction.open_until > fields.Datetime.now()
            ):
                raise UserError(
                    self.env._("Only a dossier whose time is over is opened once more.")
                )
            asked = correction.approval_requester_id
            deciders, _stands_in = correction._approval_able(step, asked)
            if self.env.user not in deciders - asked:
                raise AccessError(self.env._("Whoever may approve the dossier opens it once more."))
            correction._approval_check("approve")
            after = step._after(self._name, correction.company_id)
            correction._approval_log("reopen", comment)
            correction._approval_clear()
            correction._approval_move(
                {
                    "approval_step_ids": [Command.set(after.ids)],
                    "approval_deadline": correction._approval_due(after),
                }
            )
            correction._open()
            correction._approval_schedule(after)

    def _next_number(self):
        """Return the next number of the school in the year; none is left out, none given twice."""
        year = self.year_id
        code = "school.mark.correction"
        # numbering belongs to the program; locked until the end of the transaction
        sequences_sudo = self.env["ir.sequence"].sudo()
        sequence_sudo = sequences_sudo.search(
            [("code", "=", code), ("company_id", "=", self.company_id.id)], limit=1
        ) or sequences_sudo.create(
            {
                "name": self.env._("Corrections of Marks"),
                "code": code,
                "company_id": self.company_id.id,
                "implementation": "no_gap",
                "padding": 2,
                "use_date_range": True,
            }
        )
        ranges_sudo = sequence_sudo.date_range_ids
        if year.date_start not in ranges_sudo.mapped("date_from"):
            dates = {"date_from": year.date_start, "date_to": year.date_end}
            ranges_sudo.create({"sequence_id": sequence_sudo.id, **dates})
        number = sequence_sudo.next_by_id(year.date_start)
        return f"{number}/{year.name}/BB-SĐ"
