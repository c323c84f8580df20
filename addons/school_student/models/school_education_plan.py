# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.school_core.models.school_student_private import OFFICE_HEALTH_GROUPS

_SIGNATURES = (
    "state",
    "homeroom_signer_id",
    "homeroom_signed_date",
    "approver_id",
    "approved_date",
)


class SchoolEducationPlan(models.Model):
    """The individual education plan of a pupil with a disability, for a year.

    The plans and their reviews are the pupil's dossier (Hồ sơ giáo dục học sinh khuyết tật, HBT
    Điều 2.1d). The homeroom teacher writes and signs the plan, the family agrees, the principal
    or a vice-principal approves; from then on goals and measures stay, and the reviews of the
    terms are added. Whoever teaches the pupil reads it; what the papers of the disability say is
    the office's and the nurse's only.
    """

    _name = "school.education.plan"
    _description = "Individual Education Plan"
    _inherit = ["school.student.document.mixin"]
    _rec_name = "student_id"
    _order = "year_id desc, student_id, id"

    _trail_fields = ("student_id", "year_id", *_SIGNATURES)
    _server_fields = frozenset(_SIGNATURES)
    _open_fields = frozenset(
        ("attachment_ids", "review_ids", "family_signer", "family_signed_date")
    )

    year_id = fields.Many2one(
        comodel_name="school.year",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["school.year"]._current(),
        domain="[('company_id', '=', company_id)]",
    )
    class_id = fields.Many2one(
        comodel_name="school.class", compute="_compute_class_id", compute_sudo=True
    )

    # the pupil
    disability_kind = fields.Selection(
        [
            ("motor", "Motor"),
            ("hearing", "Hearing, Speech"),
            ("sight", "Sight"),
            ("mental", "Nervous, Psychic"),
            ("intellectual", "Intellectual"),
            ("other", "Other"),
        ],
        required=True,
    )
    disability_degree = fields.Selection(
        [("light", "Light"), ("severe", "Severe"), ("very_severe", "Very Severe")],
        groups=OFFICE_HEALTH_GROUPS,
    )
    disability_paper = fields.Char(
        groups=OFFICE_HEALTH_GROUPS,
        help="The certificate of the disability: number, date, by whom.",
    )
    health_remark = fields.Text(groups=OFFICE_HEALTH_GROUPS)
    strengths = fields.Text(help="What the pupil can do: movement, language, learning, behaviour.")
    needs = fields.Text(help="Difficulties, and what the pupil needs.")

    # the plan
    goal_ids = fields.One2many(
        comodel_name="school.education.goal", inverse_name="plan_id", string="Goals", copy=True
    )
    review_ids = fields.One2many(
        comodel_name="school.education.review", inverse_name="plan_id", string="Reviews"
    )
    teacher_ids = fields.Many2many(
        comodel_name="hr.employee.public",
        relation="school_education_plan_teacher_rel",
        string="People Who Carry It Out",
        domain="[('company_id', '=', company_id)]",
    )
    other_people = fields.Char(help="Family, friends of the class, specialists.")

    # signatures
    state = fields.Selection(
        [("draft", "Being Written"), ("signed", "Signed"), ("approved", "Approved")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
    )
    homeroom_signer_id = fields.Many2one(
        comodel_name="res.users", string="Signed by", readonly=True, copy=False
    )
    homeroom_signed_date = fields.Date(string="Signed on", readonly=True, copy=False)
    family_signer = fields.Char(string="Family's Signature", copy=False)
    family_signed_date = fields.Date(string="Family Signed on", copy=False)
    approver_id = fields.Many2one(
        comodel_name="res.users", string="Approved by", readonly=True, copy=False
    )
    approved_date = fields.Date(string="Approved on", readonly=True, copy=False)

    _uniq_year = models.UniqueIndex(
        "(student_id, year_id)", "The pupil has a plan of this year already."
    )

    @api.depends("student_id.enrollment_ids", "year_id")
    def _compute_class_id(self):
        lines = self.env["school.enrollment"].search(
            [("student_id", "in", self.student_id.ids), ("year_id", "in", self.year_id.ids)],
            order="date_start, id",
        )
        classes = {(line.student_id, line.year_id): line.class_id for line in lines}
        for plan in self:
            plan.class_id = classes.get((plan.student_id, plan.year_id), False)

    @api.depends("student_id.name", "year_id.name")
    def _compute_display_name(self):
        for plan in self:
            parts = (plan.student_id.name, plan.year_id.name)
            plan.display_name = " · ".join(part for part in parts if part)

    @api.constrains("student_id", "year_id")
    def _check_school(self):
        for plan in self:
            # sudo: whether the pupil has a disability is asked of no one's rights.
            student_sudo = plan.student_id.sudo()
            if plan.year_id.company_id != student_sudo.school_id:
                problem = self.env._("the school year is of another school")
            elif not student_sudo.disability:
                problem = self.env._("the pupil's data name no disability")
            else:
                continue
            message = f"{student_sudo.name}: {problem}."
            raise ValidationError(message)

    @api.constrains("family_signed_date")
    def _check_family_date(self):
        today = fields.Date.context_today(self)
        for plan in self:
            if plan.family_signed_date and plan.family_signed_date > today:
                raise ValidationError(
                    self.env._(
                        "%(plan)s: the day of the family's signature is still to come.",
                        plan=plan.display_name,
                    )
                )

    def _is_fixed(self):
        return self.state == "approved"

    def _fixed_text(self):
        return self.env._(
            "The individual plan of %(plan)s is approved; only reviews and papers are added.",
            plan=self.display_name,
        )

    def copy_data(self, default=None):
        """Override: a plan is copied into the year that runs, as a draft."""
        year = self.env["school.year"]._current()
        return super().copy_data({"year_id": year.id, **(default or {})})

    def action_sign(self):
        """The homeroom teacher, or whoever writes the plan, signs it."""
        self.check_access("write")
        for plan in self:
            if plan.state != "draft" or not plan.goal_ids:
                raise UserError(
                    self.env._(
                        "%(plan)s: a plan with goals, not signed yet, can be signed.",
                        plan=plan.display_name,
                    )
                )
        self._write_internal(
            {
                "state": "signed",
                "homeroom_signer_id": self.env.uid,
                "homeroom_signed_date": fields.Date.context_today(self),
            }
        )

    def action_approve(self):
        self._check_leader()
        for plan in self:
            if plan.state != "signed":
                raise UserError(
                    self.env._("%(plan)s: the plan must be signed first.", plan=plan.display_name)
                )
            if plan.homeroom_signer_id == self.env.user:
                raise UserError(
                    self.env._(
                        "%(plan)s: who signed the plan does not approve it.",
                        plan=plan.display_name,
                    )
                )
        self._write_internal(
            {
                "state": "approved",
                "approver_id": self.env.uid,
                "approved_date": fields.Date.context_today(self),
            }
        )

    def action_reopen(self):
        """Give the plan back to be written; all signatures lapse."""
        self._check_leader()
        names = (*_SIGNATURES, "family_signer", "family_signed_date")
        self._write_internal({**dict.fromkeys(names, False), "state": "draft"})

    def _check_leader(self):
        self.check_access("write")
        if not self.env.user._has_role("principal", "vice_academic"):
            raise AccessError(
                self.env._("The principal or a vice-principal decides about individual plans.")
            )

    def action_add_reviews(self):
        """Add a review for each term that has none."""
        self.check_access("write")
        for plan in self:
            missing = plan.year_id.term_ids - plan.review_ids.term_id
            plan.review_ids = [Command.create({"term_id": term.id}) for term in missing]
