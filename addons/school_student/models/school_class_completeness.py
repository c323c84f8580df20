# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
from datetime import timedelta

import xlsxwriter
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import format_date

from ..tools.class_order import class_order

REMINDER = "school_student.mail_activity_type_missing_data"
#: Data are gathered from the summer before the year on.
SUMMER = timedelta(days=120)
PUPILS = "/odoo/action-school_core.school_student_action_missing"


class SchoolClass(models.Model):
    """How far a class is with the data of its pupils, and the reminder to its teacher."""

    _inherit = "school.class"

    own_pupil_data_deadline = fields.Date(
        string="Deadline of Its Own",
        copy=False,
        help="By this day the data of its pupils are to be complete; empty: the school year's.",
    )
    pupil_data_deadline = fields.Date(
        related=None,
        string="Deadline of Pupils' Data",
        compute="_compute_pupil_data_deadline",
        search=None,
        compute_sudo=False,
    )
    pupil_data_days_left = fields.Integer(
        string="Days Left",
        compute="_compute_pupil_data_deadline",
        help="Until the deadline; below 0: days past it.",
    )
    complete_percent = fields.Float(
        string="Complete",
        compute="_compute_complete_percent",
        help="Of how many of its pupils of today nothing is missing.",
    )
    missing_reminded_on = fields.Date(readonly=True, copy=False)
    missing_activity_id = fields.Many2one(
        comodel_name="mail.activity",
        string="Reminder",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_system",
    )

    @api.depends("own_pupil_data_deadline", "year_id.pupil_data_deadline")
    @api.depends_context("tz")
    def _compute_pupil_data_deadline(self):
        today = fields.Date.context_today(self)
        for school_class in self:
            deadline = (
                school_class.own_pupil_data_deadline or school_class.year_id.pupil_data_deadline
            )
            school_class.pupil_data_deadline = deadline
            school_class.pupil_data_days_left = (deadline - today).days if deadline else 0

    @api.constrains("own_pupil_data_deadline")
    def _check_own_pupil_data_deadline(self):
        for school_class in self:
            day, year = school_class.own_pupil_data_deadline, school_class.year_id
            if day and not year.date_start - SUMMER <= day <= year.date_end:
                raise ValidationError(
                    self.env._(
                        "Class %(class)s: the deadline %(date)s lies outside the school year"
                        " %(year)s.",
                        **{"class": school_class.name},
                        date=format_date(self.env, day),
                        year=year.name,
                    )
                )

    @api.depends("missing_count", "student_count")
    def _compute_complete_percent(self):
        for school_class in self:
            count, missing = school_class.student_count, school_class.missing_count
            school_class.complete_percent = 100 * (count - missing) / count if count else 100

    # reminders

    @api.model
    def _cron_remind_missing(self):
        today = fields.Date.context_today(self)
        classes = self.search(
            [
                ("year_id.state", "=", "open"),
                ("year_id.date_end", ">=", today),
                ("company_id.school_missing_reminder_days", ">", 0),
            ]
        )
        classes._remind_missing(today)

    def _remind_missing(self, today):
        """Remind homeroom teachers, once in a period; take back what has been done meanwhile."""
        done = self.filtered(lambda school_class: not school_class.missing_count)
        due = self.filtered(lambda school_class: school_class._is_reminder_due(today))
        # a reminder replaces the one before it, so that no teacher has two for one class
        (done + due).missing_activity_id.unlink()
        activities = (
            self.env["mail.activity"]
            .with_context(mail_activity_quick_update=True)
            .create(
                [
                    {
                        "activity_type_id": self.env.ref(REMINDER).id,
                        "user_id": school_class.homeroom_id.user_id.id,
                        "date_deadline": max(today, school_class.pupil_data_deadline),
                        **school_class._reminder_words(),
                    }
                    for school_class in due
                ]
            )
        )
        for school_class, activity in zip(due, activities, strict=True):
            school_class.missing_activity_id = activity
        due.missing_reminded_on = today

    def _is_reminder_due(self, today):
        days = self.company_id.school_missing_reminder_days
        deadline, last = self.pupil_data_deadline, self.missing_reminded_on
        return (
            bool(self.missing_count and deadline and self.homeroom_id.user_id.active)
            and self.pupil_data_days_left <= days
            and (not last or today - last >= timedelta(days=days))
        )

    def _reminder_words(self):
        reader = self.with_context(lang=self.homeroom_id.user_id.lang)
        return {
            "summary": reader.env._(
                "%(count)s pupils of class %(class_name)s lack data; deadline %(date)s",
                count=self.missing_count,
                class_name=self.name,
                date=format_date(reader.env, self.pupil_data_deadline),
            ),
            "note": Markup("<p>%s</p><p><a href='%s'>%s</a></p>")
            % (reader.missing_summary, PUPILS, reader.env._("Pupils whose data are incomplete")),
        }

    # the lists as a workbook

    def action_export_missing(self):
        """Download the lists of these classes; of the running year's where none are chosen."""
        running = [("year_id", "=", self.env["school.year"]._current().id)]
        classes = self or self.search(running)
        return {
            "type": "ir.actions.act_url",
            "url": "/school/missing.xlsx?ids=" + ",".join(map(str, classes.ids)),
            "target": "download",
        }

    def _missing_workbook(self):
        """Return a workbook: the progress of these classes, and who lacks what."""
        students = self.env["school.student"]
        if not students._has_field_access(students._fields["missing_items"], "read"):
            raise AccessError(self.env._("You have no duty for the private data of pupils."))
        domain = [("class_id", "in", self.ids), ("missing_items", "!=", False)]
        labels, rows = students._select_lacking(domain, self.company_id)
        lacking = {line[0]: line[2:] for line in self.env.execute_query(rows)}
        content = io.BytesIO()
        with xlsxwriter.Workbook(
            content, {"in_memory": True, "strings_to_formulas": False}
        ) as book:
            bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
            self._sheet_progress(book.add_worksheet(self.env._("Classes")), bold)
            found = students.browse(lacking).sorted(class_order)
            sheet = book.add_worksheet(self.env._("Pupils"))
            sheet.freeze_panes(1, 3)
            sheet.set_column(2, 2, 28)
            heads = (self.env._("Class"), self.env._("Pupil Code"), self.env._("Full Name"))
            for column, head in enumerate((*heads, *labels)):
                sheet.write_string(0, column, head, bold)
            for row, student in enumerate(found, 1):
                cells = (student.class_id.name, student.code, student.name)
                marks = ("x" if lacks else "" for lacks in lacking[student.id])
                for column, text in enumerate((*cells, *marks)):
                    sheet.write_string(row, column, text)
        return content.getvalue()

    def _sheet_progress(self, sheet, bold):
        names = (
            "name",
            "homeroom_id",
            "student_count",
            "missing_count",
            "complete_percent",
            "pupil_data_deadline",
            "missing_summary",
        )
        sheet.freeze_panes(1, 1)
        for column, name in enumerate(names):
            sheet.set_column(column, column, 60 if name == "missing_summary" else 18)
            label = self._fields[name]._description_string(self.env)
            sheet.write_string(0, column, label, bold)
        for row, school_class in enumerate(self, 1):
            for column, name in enumerate(names):
                value = school_class[name]
                if name == "homeroom_id":
                    # sudo: who the homeroom teacher of a class is, its list shows to everybody.
                    sheet.write_string(row, column, value.sudo().name or "")
                elif name == "pupil_data_deadline":
                    sheet.write_string(row, column, format_date(self.env, value) if value else "")
                elif isinstance(value, str):
                    sheet.write_string(row, column, value)
                else:
                    sheet.write_number(row, column, round(value or 0, 1))
