# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import replace

from odoo import models

from ..tools.import_columns import CLASS, DATE_END, DATE_START, SUBJECT
from ..tools.import_table import Column, add_problem


class SchoolImportAssignments(models.AbstractModel):
    """Who teaches which subject in which class; several teachers may share a subject."""

    _name = "school.import.assignments"
    _inherit = "school.import.kind"
    _description = "Import of Teaching Assignments"

    _kind = "assignments"
    _kind_sequence = 60
    _kind_model = "school.teaching.assignment"
    _kind_groups = (
        "school_core.group_school_principal",
        "school_core.group_school_vice_academic",
        "school_core.group_school_secretary",
        "school_core.group_school_system",
    )
    _kind_sheet = "Phân công giảng dạy"
    _kind_key = ("class", "subject", "staff_code", "date_start")

    def _kind_title(self):
        return self.env._("Teaching assignments")

    def _kind_columns(self):
        return [
            Column(
                "staff_code",
                ("Mã giáo viên", "Mã cán bộ", "Mã GV"),
                "code",
                required=True,
                help="Mã cán bộ của giáo viên",
                example="GV001",
            ),
            Column(
                "teacher",
                ("Họ và tên giáo viên", "Giáo viên", "Tên giáo viên", "Họ và tên"),
                "name",
                help="Để đọc cho dễ; người được phân công là người có mã",
            ),
            CLASS,
            SUBJECT,
            replace(DATE_START, help="Để trống: từ đầu năm học"),
            replace(DATE_END, help="Để trống: đến hết năm học"),
        ]

    def _kind_lists(self):
        return {
            "subject": self.env["school.subject"].search([("active", "=", True)]).mapped("name")
        }

    def _load(self, run, table, rows):
        if not self._year_is_known(run, table):
            return
        classes = self._class_lookup(run)
        subjects = self._subject_lookup(run)
        staff = self._staff_lookup(run)
        plans = self._plan_lookup(run)
        lines = self.env["school.teaching.assignment"].search(
            [("class_subject_id.class_id.year_id", "=", run.year.id)]
        )
        known = {(line.class_subject_id, line.teacher_id, line.date_start): line for line in lines}
        entries = []
        for row in rows:
            school_class = self._refer(run, table, row, "class", classes, "classes")
            subject = self._refer_subject(table, row, subjects)
            teacher = self._refer_staff(run, table, row, staff)
            start = self._check_period(table, row, run.year.date_start)
            plan = plans.get((school_class, subject))
            if school_class and subject and not plan:
                if run.is_declared("plan", f"{school_class.name} {row.values['subject']}"):
                    row.is_valid = False
                else:
                    add_problem(table, row, "subject", "no_plan", subject=subject.name)
            if not row.is_valid:
                continue
            values = {
                "class_subject_id": plan,
                "teacher_id": teacher,
                "date_start": start,
                **row.pick(("date_end",)),
            }
            entries.append((row, known.get((plan, teacher, start)), values))
        self._save(table, "school.teaching.assignment", entries)
