# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from ..tools.entry_times import local_day

ACTION = "school_gradebook.school_entry_progress_action"


class SchoolHome(models.AbstractModel):
    """What is to be entered before its time ends, and who is late."""

    _inherit = "school.home"

    @api.model
    def _lines(self):
        return [*super()._lines(), *self._lines_due(), *self._lines_late()]

    @api.model
    def _lines_due(self):
        """What the user himself owes, late or due within the days of the reminder."""
        if not self._is_one_of(("teacher", "homeroom")):
            return []
        days = self.env.company.school_entry_reminder_days
        last = local_day(fields.Datetime.now()) + timedelta(days=days)
        if not self._has_ends(last):
            return []
        domain = [
            ("company_id", "=", self.env.company.id),
            ("teacher_id.user_id", "=", self.env.uid),
            ("missing", ">", 0),
            ("due", "<=", last),
            ("year_id.state", "=", "open"),
        ]
        ((missing, late, due),) = self.env["school.entry.progress"]._read_group(
            domain, [], ["missing:sum", "late:sum", "due:max"]
        )
        if not missing:
            return []
        detail = (
            self.env._("%(number)s of them are late", number=late)
            if late
            else self.env._(
                "To be entered by %(day)s",
                day=format_date(self.env, due, date_format="dd/MM/yyyy"),
            )
        )
        return self._line(
            "entry_due",
            self.env._("To enter before the time ends"),
            missing,
            ACTION,
            tone="late" if late else "todo",
            detail=detail,
            domain=domain,
            context={},
        )

    @api.model
    def _lines_late(self):
        """Who is late, for those who watch over the entry."""
        if not self._is_one_of(
            ("principal", "vice_academic", "gradebook_admin", "head_department")
        ):
            return []
        if not self._has_ends(local_day(fields.Datetime.now()) - timedelta(days=1)):
            return []
        domain = [
            ("company_id", "=", self.env.company.id),
            ("state", "=", "late"),
            ("year_id.state", "=", "open"),
        ]
        ((teachers, late),) = self.env["school.entry.progress"]._read_group(
            domain, [], ["teacher_id:count_distinct", "late:sum"]
        )
        return self._line(
            "entry_late",
            self.env._("Teachers late with their entries"),
            teachers,
            ACTION,
            tone="late",
            detail=self.env._("%(number)s entries are missing after their time", number=late),
            domain=domain,
            context={"group_by": ["teacher_id", "class_id"]},
        )

    @api.model
    def _has_ends(self, last):
        """Whether a time of entry of a running year ends until ``last``: else nobody is asked for."""
        return bool(
            self.env["school.entry.slot"].search_count(
                [
                    ("company_id", "=", self.env.company.id),
                    ("last_day", "<=", last),
                    ("year_id.state", "=", "open"),
                ],
                limit=1,
            )
        )
