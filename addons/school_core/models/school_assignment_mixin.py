# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date


class SchoolAssignmentMixin(models.AbstractModel):
    """A duty that a teacher holds from a date to a date.

    Rights follow these dates, so what has begun is history: it is ended or replaced, never
    deleted or given to somebody else. Only on the day it was entered a slip may be mended.
    """

    _name = "school.assignment.mixin"
    _description = "Dated Assignment of a Teacher"

    _frozen_fields = frozenset({"teacher_id", "date_start"})

    teacher_id = fields.Many2one(
        comodel_name="hr.employee",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    date_start = fields.Date(required=True, default=lambda self: self._default_date_start())
    date_end = fields.Date(
        help="The last day of the assignment; empty: until the end of the school year."
    )
    state = fields.Selection(
        selection="_selection_state",
        compute="_compute_state",
        search="_search_state",
    )

    _check_dates = models.Constraint(
        "CHECK(date_end IS NULL OR date_end >= date_start)",
        "An assignment cannot end before it starts.",
    )

    @api.model
    def _selection_state(self):
        # a method: what a model of another addon inherits as a list would not be translated
        return [
            ("coming", self.env._("Coming")),
            ("current", self.env._("Current")),
            ("ended", self.env._("Ended")),
        ]

    @api.model
    def _default_date_start(self):
        year = self.env["school.year"]._current()
        return fields.Date.context_today(self) if year else False

    @api.depends("date_start", "date_end")
    @api.depends_context("tz")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for assignment in self:
            if assignment.date_start and assignment.date_start > today:
                assignment.state = "coming"
            elif assignment.date_end and assignment.date_end < today:
                assignment.state = "ended"
            else:
                assignment.state = "current"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        coming = Domain("date_start", ">", "today")
        ended = Domain("date_end", "<", "today")
        domains = {"coming": coming, "ended": ended & ~coming, "current": ~coming & ~ended}
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.constrains("teacher_id", "date_start", "date_end", "class_id")
    def _check_dates_in_year(self):
        for assignment in self:
            year = assignment.class_id.year_id
            last = assignment.date_end or assignment.date_start
            if assignment.date_start > year.date_end or last > year.date_end:
                raise ValidationError(
                    self.env._(
                        "%(assignment)s: the dates go beyond the school year %(year)s, which ends"
                        " on %(date)s.",
                        assignment=assignment.display_name,
                        year=year.name,
                        date=format_date(self.env, year.date_end),
                    )
                )

    def write(self, vals):
        started = self._started() if self._frozen_fields & vals.keys() else self.browse()
        before = [tuple(line[name] for name in self._frozen_fields) for line in started]
        result = super().write(vals)
        for line, values in zip(started, before, strict=True):
            if tuple(line[name] for name in self._frozen_fields) != values:
                raise UserError(line._started_message())
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_started(self):
        for assignment in self._started():
            raise UserError(assignment._started_message())

    def action_replace(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Replace the Teacher"),
            "res_model": "school.assignment.replace",
            "view_mode": "form",
            "target": "new",
            "context": {"active_model": self._name, "active_ids": self.ids},
        }

    def _holds_on(self, day):
        """Return whether the assignment is in force on ``day``."""
        self.ensure_one()
        if not day or not self.date_start or self.date_start > day:
            return False
        return not self.date_end or self.date_end >= day

    def _started(self):
        """Return those that have begun and were not entered today."""
        today = fields.Date.context_today(self)
        return self.filtered(
            lambda assignment: (
                assignment.date_start <= today
                and fields.Datetime.context_timestamp(self, assignment.create_date).date() < today
            )
        )

    def _started_message(self):
        return self.env._(
            "%(assignment)s has begun on %(date)s and stays in the history. End it, or replace the"
            " teacher from a date.",
            assignment=self.display_name,
            date=format_date(self.env, self.date_start),
        )

    def _replace(self, teacher, day):
        """Let ``teacher`` take over from ``day``; the former lines end the day before.

        :return: the new assignments
        """
        for assignment in self:
            if teacher == assignment.teacher_id:
                raise UserError(
                    self.env._(
                        "%(teacher)s holds this assignment already: %(assignment)s.",
                        teacher=teacher.name,
                        assignment=assignment.display_name,
                    )
                )
            last = assignment.date_end or assignment.class_id.year_id.date_end
            if not assignment.date_start < day <= last:
                raise UserError(
                    self.env._(
                        "%(assignment)s: the replacement must begin between %(first)s and"
                        " %(last)s.",
                        assignment=assignment.display_name,
                        first=format_date(self.env, assignment.date_start + timedelta(days=1)),
                        last=format_date(self.env, last),
                    )
                )
        vals_list = [
            {**values, "teacher_id": teacher.id, "date_start": day, "date_end": former.date_end}
            for former, values in zip(self, self.copy_data(), strict=True)
        ]
        self.date_end = day - timedelta(days=1)
        # The database refuses two at once, so the former ends there before the new one begins.
        self.flush_recordset(["date_end"])
        return self.create(vals_list)
