# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .school_approval_line import BY_APPROVAL
from .school_approval_mixin import EDITABLE

#: What whoever asks fills in, while it is a draft.
ASKED_FIELDS = frozenset(
    (
        *("kind_id", "company_id", "class_id", "term_id", "subject_id", "student_id"),
        *("column_id", "reason", "hours"),
    )
)
LONGEST_HOURS = 168


class SchoolUnlockRequest(models.Model):
    """Whoever entered something wrong in a closed book asks to be let in again.

    HBT Điều 10.2, TM Điều 3.2, DN Điều 15.4 (LOCK-02): the request names the data and the reason,
    the competent person (the school's setting) approves, and the book opens for who asked, for what
    was named, for a short time; then it is closed again by itself. Marks are not opened this way:
    they are corrected by a dossier.
    """

    _name = "school.unlock.request"
    _description = "Unlock Request"
    _inherit = ["school.approval.mixin", "school.trail.mixin"]
    _check_company_auto = True
    _rec_name = "reason"
    _order = "id desc"

    _approval_applies = True
    _trail_fields = (*sorted(ASKED_FIELDS), "approval_state")
    _trail_scope = "class_id"
    _trail_student = "student_id"

    kind_id = fields.Many2one(
        comodel_name="school.book.kind",
        string="Book",
        required=True,
        domain=[("needs_dossier", "=", False)],
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    # what is to be opened
    class_id = fields.Many2one(comodel_name="school.class", check_company=True, ondelete="restrict")
    term_id = fields.Many2one(comodel_name="school.term", check_company=True, ondelete="restrict")
    subject_id = fields.Many2one(comodel_name="school.subject", ondelete="restrict")
    student_id = fields.Many2one(
        comodel_name="school.student", string="Pupil", check_company=True, ondelete="restrict"
    )
    column_id = fields.Many2one(
        comodel_name="school.book.column",
        domain="[('kind_id', '=', kind_id)]",
        ondelete="restrict",
        help="Empty: all columns.",
    )
    reason = fields.Text(required=True)
    hours = fields.Integer(
        string="For How Many Hours", required=True, default=lambda self: self._default_hours()
    )
    # what became of it
    grant_id = fields.Many2one(
        comodel_name="school.lock.grant",
        string="Opening",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    date_end = fields.Datetime(related="grant_id.date_end", string="Open until")
    is_open = fields.Boolean(compute="_compute_is_open")

    _check_hours = models.Constraint(
        f"CHECK(hours BETWEEN 1 AND {LONGEST_HOURS})",
        f"A book is opened for 1 to {LONGEST_HOURS} hours.",
    )

    @api.model
    def _default_hours(self):
        # a setting of the school binds everybody in it
        return self.env.company.sudo().school_unlock_hours

    @api.depends("grant_id")
    def _compute_is_open(self):
        for request in self:
            # whoever reads the request may know whether the book is open by it
            request.is_open = request.sudo().grant_id.in_force

    @api.constrains("kind_id", "class_id", "student_id", "column_id", "hours", "term_id")
    def _check_named(self):
        for request in self:
            if request.kind_id.needs_dossier:
                raise ValidationError(
                    self.env._(
                        "%(book)s: what is wrong there is corrected by a dossier.",
                        book=request.kind_id.name,
                    )
                )
            if not (request.class_id or request.student_id):
                raise ValidationError(
                    self.env._("Name the class or the pupil whose data are to be opened.")
                )
            request.column_id._check_of(request.kind_id)
            # a setting of the school binds everybody in it
            longest = request.company_id.sudo().school_unlock_hours
            if request.hours > longest:
                raise ValidationError(
                    self.env._(
                        "The school opens a book for %(hours)s hours at most.", hours=longest
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("grant_id") for vals in vals_list):
            self._refuse_grant_field()
        # a default from the context would otherwise give what vals may not
        return super().create([{**vals, "grant_id": False} for vals in vals_list])

    def write(self, vals):
        if self.env.context.get("school_approval") is not BY_APPROVAL:
            if "grant_id" in vals:
                self._refuse_grant_field()
            if ASKED_FIELDS & vals.keys() and any(
                request.approval_state not in EDITABLE for request in self
            ):
                raise UserError(self.env._("The request is on its way; withdraw it to change it."))
        return super().write(vals)

    @api.model
    def _refuse_grant_field(self):
        raise AccessError(self.env._("An opening is made by the approval only."))

    def action_close(self):
        """Close before the time is over: who asked is done, or who approves wants it so."""
        self.check_access("read")
        for request in self:
            own = request.approval_requester_id == self.env.user
            step = self.env["school.approval.step"]._of(self._name, request.company_id)[-1:]
            # whoever approved it closes it as well
            deciders, _stands_in = request._approval_able(step, request.approval_requester_id)
            if not own and self.env.user not in deciders:
                raise AccessError(
                    self.env._("Who asked, or who may approve it, closes it before its time.")
                )
            # who asked may not read the openings of others, yet ends his own
            request.sudo().grant_id._revoke()

    def _approval_candidates(self, step):
        """Override: who made the request hands it in; who approves is the school's setting."""
        candidates = super()._approval_candidates(step)
        if step.action == "submit":
            # who is about to make it will have made it
            return candidates & (self.sudo().create_uid or self.env.user)
        if self.company_id.sudo().school_unlock_approver == "principal":
            return (
                candidates & self.env.ref("school_core.group_school_principal").sudo().all_user_ids
            )
        return candidates

    def _approval_check(self, decision):
        """Override: a closed school year is opened by nobody but the principal, as a whole."""
        for request in self:
            year = request.class_id.year_id or request.term_id.year_id
            if year.sudo().state == "closed":
                raise UserError(
                    self.env._(
                        "The school year %(year)s is closed. Ask the principal to open it again.",
                        year=year.name,
                    )
                )
        return super()._approval_check(decision)

    def _approval_applied(self):
        """Override: open what was named, for who asked, from now on for some hours."""
        now = fields.Datetime.now()
        grants = self.env["school.lock.grant"]._grant(
            [
                {
                    "kind_id": request.kind_id.id,
                    "company_id": request.company_id.id,
                    "year_id": (request.class_id.year_id or request.term_id.year_id).id,
                    "term_id": request.term_id.id,
                    "class_id": request.class_id.id,
                    "subject_id": request.subject_id.id,
                    "student_id": request.student_id.id,
                    "column_id": request.column_id.id,
                    "user_id": request.approval_requester_id.id,
                    "date_start": now,
                    "date_end": now + timedelta(hours=request.hours),
                    "reason": request.reason,
                    "res_model": self._name,
                    "res_id": request.id,
                }
                for request in self
            ]
        )
        for request, grant in zip(self, grants, strict=True):
            request._approval_move({"grant_id": grant.id})
        return super()._approval_applied()
