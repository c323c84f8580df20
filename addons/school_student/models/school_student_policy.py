# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class SchoolStudentPolicy(models.Model):
    """A policy or priority of a pupil, with the days on which it holds and the paper that proves it.

    The pupil's ``policy_ids`` are those that hold today; see ``school.student.private``, which
    keeps both in step. Other addons ask ``school.student._policies_on(day)``.
    """

    _name = "school.student.policy"
    _description = "Policy of a Pupil"
    _inherit = ["school.student.mixin", "school.trail.mixin", "school.papers.mixin"]
    _rec_name = "policy_id"
    _order = "student_id, date_start desc, id"

    _trail_fields = ("student_id", "policy_id", "date_start", "date_end", "paper_number")
    _trail_student = "student_id"

    student_id = fields.Many2one(ondelete="cascade")
    class_id = fields.Many2one(related="student_id.class_id")
    policy_id = fields.Many2one(
        comodel_name="school.policy", required=True, index=True, ondelete="restrict"
    )
    date_start = fields.Date(string="From", help="Empty: since before the program knows.")
    date_end = fields.Date(string="Until", help="Empty: until further notice.")
    paper_number = fields.Char(string="Paper or Decision")
    paper_date = fields.Date(string="Paper of")
    issued_by = fields.Char()
    attachment_ids = fields.Many2many(comodel_name="ir.attachment", string="Papers")
    is_in_force = fields.Boolean(
        string="In Force", compute="_compute_is_in_force", search="_search_is_in_force"
    )

    _check_dates = models.Constraint(
        "CHECK(date_end IS NULL OR date_start IS NULL OR date_end >= date_start)",
        "A policy cannot end before it starts.",
    )

    @api.model
    def _in_force_domain(self, day):
        return (Domain("date_start", "=", False) | Domain("date_start", "<=", day)) & (
            Domain("date_end", "=", False) | Domain("date_end", ">=", day)
        )

    @api.depends("date_start", "date_end")
    @api.depends_context("school_day", "tz")
    def _compute_is_in_force(self):
        in_force = self.filtered_domain(self._in_force_domain(self._day()))
        for line in self:
            line.is_in_force = line in in_force

    def _search_is_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._in_force_domain(self._day())
        return domain if True in value else ~domain

    @api.model
    def _day(self):
        """Return the day that the user looks at: today, or another one of the context."""
        day = fields.Date.to_date(self.env.context.get("school_day"))
        return day or fields.Date.context_today(self)

    @api.constrains("date_start", "date_end", "student_id", "policy_id", "paper_date")
    def _check_policy(self):
        others = self.search([("student_id", "in", self.student_id.ids)])
        spans = defaultdict(list)
        for line in others:
            spans[line.student_id, line.policy_id].append(
                (line.date_start or date.min, line.date_end or date.max)
            )
        today = fields.Date.context_today(self)
        for line in self:
            student, policy = line.student_id, line.policy_id
            born = student.birth_date
            if born and line.date_start and line.date_start < born:
                problem = self.env._("begins before the birth")
            elif line.paper_date and line.paper_date > today:
                problem = self.env._("the day of the paper is still to come")
            elif any(
                start <= end
                for (_start, end), (start, _end) in pairwise(sorted(spans[student, policy]))
            ):
                problem = self.env._("is there already at that time")
            else:
                continue
            message = f"{student.name}, {policy.name}: {problem}."
            raise ValidationError(message)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.student_id._renew_policies()
        return lines

    def write(self, vals):
        students = self.student_id
        result = super().write(vals)
        (students | self.student_id)._renew_policies()
        return result

    def unlink(self):
        students = self.student_id
        result = super().unlink()
        students._renew_policies()
        return result

    @api.model
    def _cron_renew(self):
        """Let the policies of the pupils follow the lines that begin today or ended yesterday."""
        today = fields.Date.context_today(self)
        days = [today - timedelta(days=back) for back in range(8)]
        ended = [day - timedelta(days=1) for day in days]
        lines = self.search(["|", ("date_start", "in", days), ("date_end", "in", ended)])
        lines.student_id._renew_policies()
