# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter
from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

#: The column of the table that a movement counts in, by what it opened or closed.
CAME = {"transfer_in": "in_transfer", "return": "in_return", "admission": "in_admission"}
LEFT = {"transfer_out": "out_transfer", "drop_out": "out_drop", "completion": "out_completion"}


class SchoolSizeReport(models.TransientModel):
    """The size of each class on two days and what changed it in between (sĩ số, TM Điều 4.1b)."""

    _name = "school.size.report"
    _description = "Class Sizes between Two Days"

    company_id = fields.Many2one(
        comodel_name="res.company", required=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._default_date_from()
    )
    date_to = fields.Date(string="To", required=True, default=fields.Date.context_today)
    line_ids = fields.One2many(
        comodel_name="school.size.report.line", inverse_name="report_id", string="Classes"
    )

    def _default_date_from(self):
        return self.env["school.year"]._current().date_start

    @api.depends("date_from", "date_to")
    def _compute_display_name(self):
        for report in self:
            days = (report.date_from, report.date_to)
            report.display_name = " - ".join(day.strftime("%d/%m/%Y") for day in days if day)

    def action_show(self):
        self._fill()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Class Sizes %(period)s", period=self.display_name),
            "res_model": "school.size.report.line",
            "views": [(False, "list"), (False, "kanban")],
            "mobile_view_mode": "kanban",
            "domain": [("report_id", "=", self.id)],
        }

    def action_print(self):
        self._fill()
        return self.env.ref("school_student.school_size_report_print").report_action(self)

    def _fill(self):
        self.ensure_one()
        if self.date_to < self.date_from:
            raise UserError(self.env._("The second day lies before the first."))
        year = self.env["school.year"]._current(day=self.date_to)
        classes = self.env["school.class"].search([("year_id", "=", year.id)])
        if not classes:
            raise UserError(
                self.env._(
                    "No school year with classes runs on %(day)s.",
                    day=format_date(self.env, self.date_to),
                )
            )
        start, end = classes._size_on(self.date_from), classes._size_on(self.date_to)
        girls = classes._size_on(self.date_to, [("student_id.gender", "=", "female")])
        changes = self._changes(classes)
        self.line_ids = [
            Command.clear(),
            *(
                Command.create(
                    {
                        "class_id": school_class.id,
                        "size_start": start[school_class.id],
                        "size_end": end[school_class.id],
                        "girls_end": girls[school_class.id],
                        **changes.get(school_class, {}),
                    }
                )
                for school_class in classes
            ),
        ]

    def _changes(self, classes):
        """Return ``{class: {column: how many}}`` of what changed between the two days.

        Who is in a class on its last day left it the day after.
        """
        # sudo: how many pupils came and went is no secret within the school; who they are, is.
        Enrollment_sudo = self.env["school.enrollment"].sudo()
        within = Domain("class_id", "in", classes.ids)
        came = Enrollment_sudo.search(
            within
            & Domain("date_start", ">", self.date_from)
            & Domain("date_start", "<=", self.date_to)
        )
        left = Enrollment_sudo.search(
            within
            & Domain("date_end", ">=", self.date_from)
            & Domain("date_end", "<=", self.date_to - timedelta(days=1))
        )
        movements = (
            self.env["school.movement"]
            .sudo()
            .search(
                Domain("reversal_ids", "=", False)
                & (Domain("opened_id", "in", came.ids) | Domain("closed_id", "in", left.ids))
            )
        )
        opened = {movement.opened_id: movement.kind for movement in movements}
        closed = {movement.closed_id: movement.kind for movement in movements}
        changes = {school_class: Counter() for school_class in classes}
        for line in came:
            changes[line.class_id][CAME.get(opened.get(line), "in_class")] += 1
        for line in left:
            changes[line.class_id][LEFT.get(closed.get(line), "out_class")] += 1
        return changes

    def _movements(self):
        """Return the movements behind the changes, as far as the user may see them."""
        is_exit = Domain("kind", "in", list(LEFT))
        return self.env["school.movement"].search(
            Domain("school_id", "=", self.company_id.id)
            & Domain("kind", "!=", "reversal")
            & Domain("reversal_ids", "=", False)
            # The date of an exit is the last day in the class.
            & (
                is_exit & Domain("date", ">=", self.date_from) & Domain("date", "<", self.date_to)
                | ~is_exit
                & Domain("date", ">", self.date_from)
                & Domain("date", "<=", self.date_to)
            ),
            order="date, id",
        )
