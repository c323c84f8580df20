# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_date

from ..tools.entry_times import local_day

ACTIVITY = "school_gradebook.mail_activity_data_entry"


class SchoolEntryReminder(models.AbstractModel):
    """Reminds teachers before a time of entry ends of what they still owe (GB-04, GB-14)."""

    _name = "school.entry.reminder"
    _description = "Reminder of Entry"

    @api.model
    def _cron_remind(self):
        """Remind in each school, one after the other."""
        schools = self.env["res.company"].search(
            [("school_entry_reminder_days", ">", 0), ("school_year_ids.state", "=", "open")]
        )
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(schools))
        for school in schools:
            self._remind(school)
            if not cron._commit_progress(1):
                break

    @api.model
    def _remind(self, school):
        """Give each teacher of a school one activity for each day on which something is due.

        The same number of queries for any number of teachers and classes; who was reminded of a day
        is not reminded of it again.
        """
        today = local_day(fields.Datetime.now())
        owed = defaultdict(list)
        for teacher, due, sheet, conduct, quality, column, missing in self.env[
            "school.entry.progress"
        ]._read_group(
            [
                ("company_id", "=", school.id),
                ("year_id.state", "=", "open"),
                ("missing", ">", 0),
                ("due", ">=", today),
                ("due", "<=", today + timedelta(days=school.school_entry_reminder_days)),
                ("teacher_id.user_id", "!=", False),
            ],
            [
                "teacher_id",
                "due:day",
                "sheet_id",
                "conduct_sheet_id",
                "quality_sheet_id",
                "column_id",
            ],
            ["missing:sum"],
        ):
            owed[teacher.user_id, due].append((sheet or conduct or quality, column, missing))
        users = self.env["res.users"].union(*(user for user, _due in owed))
        late = self._entered_late(school, users)
        kind = self.env.ref(ACTIVITY)
        Activity = self.env["mail.activity"].with_context(
            active_test=False, mail_activity_quick_update=True
        )
        reminded = {
            (activity.user_id, activity.date_deadline)
            for activity in Activity.search(
                [
                    ("activity_type_id", "=", kind.id),
                    ("user_id", "in", users.ids),
                    ("date_deadline", ">=", today),
                ]
            )
        }
        Activity.create(
            [
                {
                    "activity_type_id": kind.id,
                    "user_id": user.id,
                    "date_deadline": due,
                    **self.with_context(lang=user.lang)._texts(due, parts, late.get(user, 0)),
                }
                for (user, due), parts in owed.items()
                if (user, due) not in reminded
            ]
        )

    @api.model
    def _entered_late(self, school, users):
        """Return {user: how much he entered after its time} in the running year."""
        groups = self.env["school.entry.progress"]._read_group(
            [
                ("company_id", "=", school.id),
                ("year_id.state", "=", "open"),
                ("teacher_id.user_id", "in", users.ids),
                ("entered_late", ">", 0),
            ],
            ["teacher_id"],
            ["entered_late:sum"],
        )
        return {teacher.user_id: number for teacher, number in groups}

    @api.model
    def _texts(self, due, parts, entered_late=0):
        """Return what the activity says; the sheets stand in its note."""
        lines = Markup().join(
            Markup("<li>%s · %s: %s</li>")
            % (sheet.with_env(self.env).display_name, column.with_env(self.env).name, missing)
            for sheet, column, missing in parts
        )
        note = Markup("<ul>%s</ul>") % lines
        if entered_late:
            note += Markup("<p>%s</p>") % self.env._(
                "%(number)s of your entries of this year were made after their time.",
                number=entered_late,
            )
        return {
            "summary": self.env._(
                "%(number)s to be entered by %(day)s",
                number=sum(missing for _sheet, _column, missing in parts),
                day=format_date(self.env, due, date_format="dd/MM/yyyy"),
            ),
            "note": note,
        }
