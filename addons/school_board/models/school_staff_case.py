# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.school_core.models.school_approval_line import BY_APPROVAL

ASKED = frozenset(
    (
        *("kind", "company_id", "employee_id", "date", "what", "regulation"),
        *("attachment_ids", "proposed_measure"),
    )
)
DECIDED = frozenset(("measure", "decision_number", "decision_date", "decision_reason"))
EXPLAINED = frozenset(("explanation",))
MEASURES = [
    ("remind", "Reminder"),
    ("criticise", "Criticism before the Staff"),
    ("propose_discipline", "Proposed for Discipline to the Competent Authority"),
    ("praise", "Praise before the Staff"),
    ("reward", "Reward of the School"),
    ("propose_reward", "Proposed for Reward to the Competent Authority"),
]
MEASURES_OF = {
    "violation": ("remind", "criticise", "propose_discipline"),
    "commendation": ("praise", "reward", "propose_reward"),
}


class SchoolStaffCase(models.Model):
    """A breach of the regulation or a merit of a member of the staff (ACC-06).

    TM Điều 3.8 and 5.6, HBT Điều 4.6, TT Điều 3.9 and 5.6, DN Điều 23: the head of the department
    proposes, the principal decides within his powers or passes it on to the competent authority. The
    person reads it once it was handed in and may explain before it is decided; nobody proposes or
    decides about himself.
    """

    _name = "school.staff.case"
    _description = "Violation or Commendation of Staff"
    _inherit = ["school.approval.mixin", "school.trail.mixin", "school.papers.mixin"]
    _check_company_auto = True
    _order = "date desc, id desc"

    _approval_applies = True
    _trail_fields = (
        *("kind", "employee_id", "date", "what", "regulation", "explanation"),
        *("measure", "decision_number", "decision_date", "decision_reason", "approval_state"),
    )
    _trail_printed = False

    kind = fields.Selection(
        [("violation", "Violation"), ("commendation", "Commendation")],
        required=True,
        default="commendation",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        string="Member of the Staff",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    date = fields.Date(required=True, default=fields.Date.context_today, string="When")
    what = fields.Text(string="What Happened", required=True)
    regulation = fields.Char(help="Regulation and article that was broken or kept well.")
    attachment_ids = fields.Many2many(comodel_name="ir.attachment", string="Evidence")
    proposed_measure = fields.Selection(MEASURES)
    explanation = fields.Text(
        string="Explanation of the Person", help="The person's own words, before it is decided."
    )
    measure = fields.Selection(MEASURES)
    decision_number = fields.Char()
    decision_date = fields.Date()
    decision_reason = fields.Text(string="Grounds of the Decision")
    is_about_me = fields.Boolean(compute="_compute_is_about_me")
    is_deciding = fields.Boolean(compute="_compute_is_about_me")

    @api.depends("kind", "employee_id", "date")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for case in self:
            case.display_name = f"{kinds.get(case.kind, '')}: {case.employee_id.name or ''}"

    @api.depends("approval_state", "employee_id")
    @api.depends_context("uid")
    def _compute_is_about_me(self):
        principal = self.env.user.has_group("school_core.group_school_principal")
        for case in self:
            case.is_about_me = case._is_about_user()
            case.is_deciding = (
                principal and case.approval_state == "submitted" and not case.is_about_me
            )

    def _is_about_user(self):
        self.ensure_one()
        # whose account a colleague has is not read by all who may read the case
        return self.employee_id.sudo().user_id == self.env.user

    @api.constrains("employee_id", "date", "measure", "proposed_measure", "kind")
    def _check_case(self):
        today = fields.Date.context_today(self)
        for case in self:
            if case.date > today:
                raise ValidationError(
                    self.env._("%(case)s: it lies in the future.", case=case.display_name)
                )
            for name in ("measure", "proposed_measure"):
                if case[name] and case[name] not in MEASURES_OF[case.kind]:
                    raise ValidationError(
                        self.env._(
                            "%(field)s: %(measure)s does not belong to %(case)s.",
                            field=self._fields[name]._description_string(self.env),
                            measure=dict(self._fields[name]._description_selection(self.env))[
                                case[name]
                            ],
                            case=case.display_name,
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if any(vals.get(name) for name in DECIDED | EXPLAINED):
                raise AccessError(
                    self.env._("A decision and an explanation follow once it is handed in.")
                )
        cases = super().create(vals_list)
        cases._check_not_oneself()
        return cases

    def write(self, vals):
        if self.env.context.get("school_approval") is not BY_APPROVAL and not self.env.su:
            for case in self:
                case._check_write(vals.keys())
        result = super().write(vals)
        if "employee_id" in vals:
            self._check_not_oneself()
        return result

    def _check_write(self, names):
        """Raise where the user writes what another person says, or at another time."""
        self.ensure_one()
        if names & ASKED and not self.is_editable:
            raise UserError(
                self.env._("%(case)s is on its way and is not changed.", case=self.display_name)
            )
        if names & ASKED and self._is_about_user():
            raise AccessError(self.env._("Nobody proposes something about himself."))
        if names & EXPLAINED and not (self._is_about_user() and self.approval_state == "submitted"):
            raise AccessError(
                self.env._("The person concerned explains, while the proposal waits.")
            )
        if names & DECIDED and not self.is_deciding:
            raise AccessError(
                self.env._("The principal decides, while the proposal waits; never about himself.")
            )

    def _check_not_oneself(self):
        if not self.env.su and any(case._is_about_user() for case in self):
            raise AccessError(self.env._("Nobody proposes something about himself."))

    def _approval_candidates(self, step):
        """Override: who made the proposal hands it in; nobody decides about himself."""
        candidates = super()._approval_candidates(step)
        if step.action == "submit":
            return candidates & (self.sudo().create_uid or self.env.user)
        return candidates - self.sudo().employee_id.user_id

    def _approval_check(self, decision):
        """Override: a decision has a measure, a number and a day."""
        if decision == "approve":
            for case in self:
                if not (case.measure and case.decision_number and case.decision_date):
                    raise UserError(
                        self.env._(
                            "%(case)s: the measure, the number and the day of the decision are "
                            "missing.",
                            case=case.display_name,
                        )
                    )
                if case.decision_date < case.date:
                    raise UserError(
                        self.env._(
                            "%(case)s: it cannot be decided before it happened.",
                            case=case.display_name,
                        )
                    )
        return super()._approval_check(decision)

    def _approval_passed(self, decision):
        """Override: the person is told that something was handed in about him."""
        if decision == "submit":
            self._tell(self.env._("Handed in: you may read it and explain."))
        return super()._approval_passed(decision)

    def _approval_applied(self):
        """Override: the person is told what was decided."""
        self._tell(self.env._("It was decided."))
        return super()._approval_applied()

    def _tell(self, sentence):
        for case in self:
            # only the partner of the account is taken, to tell him
            partner = case.sudo().employee_id.user_id.partner_id
            if partner:
                case.sudo().message_notify(
                    partner_ids=partner.ids,
                    subject=case._description_kind(),
                    body=sentence,
                )

    def _description_kind(self):
        self.ensure_one()
        return dict(self._fields["kind"]._description_selection(self.env))[self.kind]
