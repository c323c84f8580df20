# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from odoo.addons.school_core.models.school_student_private import role_groups
from odoo.addons.school_core.models.school_trail_mixin import Reason

from ..tools.picture import PAPER_SIZE, PictureError, clean_picture

REASON_LENGTH = 1000


class SchoolStudentChange(models.Model):
    """What a parent proposes to correct in the data of the own child, and the school's answer.

    Parents make proposals by the pages of the portal only (``_propose``): nobody has the right to
    create, so no call from outside can. Whoever may write the pupil decides; the name, the birth
    date and the gender are decided by those who keep the register. What is accepted is written
    with the rights of who accepts, and only where the present value is still the one that the
    parent saw. An answered proposal never changes, and none is deleted.
    """

    _name = "school.student.change"
    _description = "Proposal of a Parent"
    _inherit = ["school.student.mixin", "school.trail.mixin"]
    _order = "create_date desc, id desc"

    _trail_fields = ("state",)
    _trail_student = "student_id"
    _trail_printed = False

    student_id = fields.Many2one(readonly=True, ondelete="cascade")
    class_id = fields.Many2one(related="student_id.class_id")
    asker = fields.Char(string="Proposed by", readonly=True, required=True)
    state = fields.Selection(
        [
            ("open", "Waiting"),
            ("accepted", "Accepted"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        readonly=True,
        default="open",
        copy=False,
        index=True,
    )
    reason = fields.Text(readonly=True, help="What the parent writes about it.")
    paper = fields.Image(
        string="Photo of the Paper",
        readonly=True,
        max_width=1600,
        max_height=1600,
        groups=role_groups("principal", "secretary", "clerk", "system", "homeroom", "parent"),
        help="As the birth certificate: for whoever decides, and the parent.",
    )
    line_ids = fields.One2many(
        comodel_name="school.student.change.line", inverse_name="change_id", readonly=True
    )
    summary = fields.Char(compute="_compute_summary", string="What")
    needs_register = fields.Boolean(
        compute="_compute_summary",
        help="The name, the birth date and the gender are changed by the office.",
    )
    has_conflict = fields.Boolean(compute="_compute_can_decide")
    can_decide = fields.Boolean(compute="_compute_can_decide")
    answer = fields.Text(string="Answer to the Parent")
    decided_by_id = fields.Many2one(
        comodel_name="res.users", string="Decided by", readonly=True, copy=False
    )
    decided_on = fields.Datetime(readonly=True, copy=False)

    @api.depends("line_ids.kind")
    def _compute_summary(self):
        lines = self.env["school.student.change.line"]
        labels = dict(lines._fields["kind"]._description_selection(self.env))
        for change in self:
            change.summary = ", ".join(labels[line.kind] for line in change.line_ids)
            change.needs_register = any(change.line_ids.mapped("is_register"))

    @api.depends("state", "line_ids.is_conflict", "student_id")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        for change in self:
            change.can_decide = change.state == "open" and not change._why_not()
            change.has_conflict = change.state == "open" and any(
                change.line_ids.mapped("is_conflict")
            )

    @api.depends("student_id", "create_date")
    def _compute_display_name(self):
        for change in self:
            change.display_name = f"{change.student_id.name} ({change.summary})"

    @api.model
    def _waiting_domain(self):
        return Domain("state", "=", "open")

    # asking

    @api.model
    def _propose(self, student, values, reason="", paper=None):
        """Make a proposal of the user for ``student``, which must be the own child.

        :param dict values: kind of line → what the parent entered; equal and empty ones are left out
        :param bytes paper: the content of a picture
        """
        student.check_access("read")
        guardians = self.env["school.guardian"].search([("student_id", "=", student.id)])
        if not guardians or not self.env.user._has_role("parent"):
            raise AccessError(self.env._("Only a parent of the pupil proposes a change."))
        school_sudo = student.sudo().school_id
        waiting = self.search_count([*self._waiting_domain(), ("student_id", "=", student.id)])
        if waiting >= school_sudo.school_change_limit:
            raise UserError(
                self.env._(
                    "%(count)s proposals for %(pupil)s wait for the school's answer already. "
                    "Please wait for it, or withdraw one.",
                    count=waiting,
                    pupil=student.name,
                )
            )
        lines = self.env["school.student.change.line"]._prepare(student, guardians[:1], values)
        reason = (reason or "").strip()[:REASON_LENGTH]
        if not lines and not reason:
            raise ValidationError(self.env._("Nothing has been changed or written."))
        # sudo: parents have no right to create; the child, the user and the values were checked.
        return self.sudo().create(
            {
                "student_id": student.id,
                "asker": guardians[:1].display_name,
                "reason": reason,
                "paper": self._clean_paper(paper),
                "line_ids": [Command.create(line) for line in lines],
            }
        )

    def _clean_paper(self, content):
        if not content:
            return False
        try:
            return base64.b64encode(clean_picture(content, PAPER_SIZE))
        except PictureError as error:
            raise ValidationError(
                self.env._(
                    "The photo of the paper is refused: %(reason)s.", reason=error.reason(self.env)
                )
            ) from error

    def _withdraw(self):
        """Take back an open proposal of the user's own."""
        self.ensure_one()
        self.check_access("read")
        if self.create_uid != self.env.user or self.state != "open":
            raise UserError(self.env._("Only an own proposal that still waits can be withdrawn."))
        # sudo: parents have no right to write; it is their own, as just checked.
        self.sudo().write({"state": "withdrawn"})

    # deciding

    def write(self, vals):
        if not self.env.su:
            if set(vals) - {"answer"}:
                raise AccessError(self.env._("Proposals of parents are answered, not edited."))
            self._check_open()
        return super().write(vals)

    def _check_open(self):
        if any(change.state != "open" for change in self):
            raise UserError(self.env._("This proposal has been answered already."))

    def _why_not(self):
        """Return why the user may not decide about this proposal, or an empty text."""
        if not self.has_access("write") or not self.student_id.has_access("write"):
            return self.env._(
                "Only whoever keeps the data of %(pupil)s decides about them.",
                pupil=self.student_id.name,
            )
        if self.create_uid == self.env.user:
            return self.env._("Nobody decides about an own proposal.")
        if self.needs_register and not self.student_id.has_access("create"):
            return self.env._(
                "The name, the birth date and the gender of %(pupil)s are changed by the office.",
                pupil=self.student_id.name,
            )
        return ""

    def _check_decider(self):
        self.ensure_one()
        self._check_open()
        refusal = self._why_not()
        if refusal:
            raise AccessError(refusal)

    def action_accept(self):
        """Write what was proposed, with the rights of the user, and tell the parent."""
        self._check_decider()
        conflicts = self.line_ids.filtered("is_conflict")
        if conflicts:
            raise UserError(
                "\n".join(
                    (
                        self.env._(
                            "The data of %(pupil)s have changed since the proposal was made:",
                            pupil=self.student_id.name,
                        ),
                        *(line._conflict_text() for line in conflicts),
                    )
                )
            )
        reason = self.env._("Proposal %(number)s of %(asker)s", number=self.id, asker=self.asker)
        self.line_ids.with_context(school_reason=Reason(reason))._apply()
        self._decide("accepted")

    def action_refuse(self):
        self._check_decider()
        if not (self.answer or "").strip():
            raise UserError(self.env._("Write in the answer why the proposal is refused."))
        self._decide("refused")

    def action_renew(self):
        """Take the present values as those that are to be changed: the conflict was looked at."""
        self._check_decider()
        self.line_ids._renew()

    def _decide(self, state):
        # sudo: the state is moved here only, after the checks of who decides.
        self.sudo().write(
            {"state": state, "decided_by_id": self.env.uid, "decided_on": fields.Datetime.now()}
        )
        self._tell_parent()

    def _tell_parent(self):
        """Write to the parent that there is an answer; what it is about stands on the portal."""
        # sudo: staff have no rights on the contacts of parents.
        parent_sudo = self.sudo().create_uid.partner_id
        if not parent_sudo.email:
            return
        reader = self.with_context(lang=parent_sudo.lang)
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=parent_sudo.ids,
            subject=reader.env._("The school has answered your proposal"),
            body=reader.env._(
                "The school has answered your proposal of %(date)s. You find the answer on the "
                "page of your children: %(url)s",
                date=format_date(
                    reader.env, fields.Datetime.context_timestamp(reader, self.create_date)
                ),
                url=f"{self.get_base_url()}/my/children",
            ),
        )
