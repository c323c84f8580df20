# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.school_core.models.school_approval_mixin import EDITABLE

from ..tools.distribution import Figures, figures

#: What a target promises; frozen once it is on its way to approval.
PROMISES = ("share_pass", "share_good", "mean")
SCOPE = ("department_id", "subject_id", "grade_id", "term_id", "test")


class SchoolMarkTarget(models.Model):
    """What a department means to reach in a test of a grade (TM 5.3, TT 5.3).

    The head of the department sets it, the vice-principal approves it. After the test the marks
    are held against it; where they fall short, the head proposes what the members do about it
    (``school.mark.proposal``).
    """

    _name = "school.mark.target"
    _description = "Target of a Department"
    _inherit = ["school.approval.mixin"]
    _check_company_auto = True
    _rec_name = "subject_id"
    _order = "year_id desc, term_id desc, department_id, subject_id, grade_id, id"

    department_id = fields.Many2one(
        comodel_name="hr.department",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_department_id(),
        check_company=True,
    )
    subject_id = fields.Many2one(
        comodel_name="school.subject", required=True, index=True, ondelete="restrict"
    )
    grade_id = fields.Many2one(comodel_name="school.grade", required=True, ondelete="restrict")
    term_id = fields.Many2one(
        comodel_name="school.term", required=True, index=True, ondelete="restrict"
    )
    year_id = fields.Many2one(related="term_id.year_id", store=True, precompute=True)
    company_id = fields.Many2one(
        related="term_id.year_id.company_id", store=True, index=True, precompute=True
    )
    test = fields.Selection(
        selection="_selection_test", string="Test or Average", required=True, default="final"
    )
    share_pass = fields.Float(
        string="From 5.0 Up (%)",
        digits=(4, 1),
        required=True,
        default=0,
        help="Share of the pupils.",
    )
    share_good = fields.Float(string="From 8.0 Up (%)", digits=(4, 1), required=True, default=0)
    mean = fields.Float(digits=(4, 2), required=True, default=0)
    proposal_ids = fields.One2many(comodel_name="school.mark.proposal", inverse_name="target_id")
    # what was reached
    mark_count = fields.Integer(string="Number of marks", compute="_compute_reached")
    reached_pass = fields.Float(
        string="Reached, from 5.0 Up (%)", digits=(4, 1), compute="_compute_reached"
    )
    reached_good = fields.Float(
        string="Reached, from 8.0 Up (%)", digits=(4, 1), compute="_compute_reached"
    )
    reached_mean = fields.Float(string="Mean Reached", digits=(4, 2), compute="_compute_reached")
    ratio_pass = fields.Float(
        string="Against Target, from 5.0 Up (%)", digits=(4, 1), compute="_compute_reached"
    )
    ratio_good = fields.Float(
        string="Against Target, from 8.0 Up (%)", digits=(4, 1), compute="_compute_reached"
    )
    ratio_mean = fields.Float(
        string="Mean against Target (%)", digits=(4, 1), compute="_compute_reached"
    )
    outcome = fields.Selection(
        [("none", "No marks yet"), ("reached", "Reached"), ("short", "Falls Short")],
        compute="_compute_reached",
    )

    _uniq_scope = models.UniqueIndex(
        "(department_id, subject_id, grade_id, term_id, test)",
        "The department has a target for this test already.",
    )
    _check_shares = models.Constraint(
        "CHECK(share_pass BETWEEN 0 AND 100 AND share_good BETWEEN 0 AND share_pass)",
        "A share lies between 0 and 100 %, and no more pupils reach 8.0 than 5.0.",
    )
    _check_mean = models.Constraint(
        "CHECK(mean BETWEEN 0 AND 10)", "The mean of marks lies between 0 and 10."
    )

    @api.model
    def _default_department_id(self):
        return self.env["hr.department"].search(
            [("manager_id.user_id", "=", self.env.uid), ("company_id", "=", self.env.company.id)],
            limit=1,
        )

    @api.model
    def _selection_test(self):
        columns = dict(self.env["school.mark.value"]._selection_column())
        return [(name, columns[name]) for name in ("midterm", "final", "average", "year_average")]

    @api.depends("department_id", "subject_id", "grade_id", "term_id", "test")
    def _compute_display_name(self):
        tests = dict(self._fields["test"]._description_selection(self.env))
        for target in self:
            target.display_name = " · ".join(
                filter(
                    None,
                    (
                        target.department_id.name,
                        target.subject_id.display_name,
                        target.grade_id.display_name,
                        tests.get(target.test),
                        target.term_id.display_name,
                    ),
                )
            )

    @api.depends(*SCOPE, *PROMISES)
    def _compute_reached(self):
        counts = self._count_marks()
        for target in self:
            found = figures(counts.get(target._key(), {}))
            target.mark_count = found.count
            target.reached_pass = found.share_pass or 0
            target.reached_good = found.share_good or 0
            target.reached_mean = found.mean or 0
            target.ratio_pass = target._ratio(found.share_pass, target.share_pass)
            target.ratio_good = target._ratio(found.share_good, target.share_good)
            target.ratio_mean = target._ratio(found.mean, target.mean)
            target.outcome = target._outcome(found)

    def _key(self):
        return self.term_id.id, self.grade_id.id, self.subject_id.id, self.test

    def _count_marks(self):
        """Count the marks of all targets at once, by term, grade, subject and column."""
        counts = defaultdict(dict)
        # The share of a grade is about no pupil; whoever reads the target may know it.
        groups = (
            self.env["school.mark.value"]
            .sudo()
            .with_context(school_mark_columns=tuple({*self.mapped("test")}))
            ._read_group(
                [
                    ("company_id", "in", self.company_id.ids),
                    ("term_id", "in", self.term_id.ids),
                    ("grade_id", "in", self.grade_id.ids),
                    ("subject_id", "in", self.subject_id.ids),
                    ("column", "in", list({*self.mapped("test")})),
                ],
                ["term_id", "grade_id", "subject_id", "column", "tenths"],
                ["__count"],
            )
        )
        for term, grade, subject, column, tenths, count in groups:
            counts[term.id, grade.id, subject.id, column][tenths] = count
        return counts

    @api.model
    def _ratio(self, reached, promised):
        return round(100 * reached / promised, 1) if reached is not None and promised else 0

    def _outcome(self, found: Figures):
        if not found.count:
            return "none"
        reached = (found.share_pass, found.share_good, found.mean)
        is_reached = all(value >= self[name] for value, name in zip(reached, PROMISES, strict=True))
        return "reached" if is_reached else "short"

    def write(self, vals):
        if not vals.keys().isdisjoint((*PROMISES, *SCOPE)):
            self._check_open()
        return super().write(vals)

    def _check_open(self):
        for target in self:
            if target.approval_state not in EDITABLE:
                raise UserError(
                    self.env._(
                        "%(target)s is handed in or approved and stays as it is; withdraw it, or"
                        " let the vice-principal open it again.",
                        target=target.display_name,
                    )
                )

    def action_reopen(self):
        """Make an approved target a draft again; the way of the approval tells of it."""
        if not self.env.user._has_role("principal", "vice_academic"):
            raise AccessError(self.env._("Only who approves targets opens them again."))
        self.check_access("read")
        return self._approval_reset(self.env._("Opened again"))

    def action_view_distribution(self):
        """Open the distribution of the test that the target is about."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id(
            "school_gradebook.school_mark_distribution_action"
        )
        query = {name: self[name].id for name in ("year_id", "term_id", "subject_id", "grade_id")}
        return {**action, "params": {"query": {**query, "test": self.test}}}

    def action_propose(self):
        """Open a new proposal of what to do about a target that was not reached."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Proposal"),
            "res_model": "school.mark.proposal",
            "view_mode": "form",
            "context": {"default_target_id": self.id},
        }

    def _approval_candidates(self, step):
        """Override: the head of the department hands in."""
        candidates = super()._approval_candidates(step)
        if step.action == "submit":
            # Who leads a department is no secret of the staff file.
            return candidates & self.sudo().department_id.manager_id.user_id
        return candidates
