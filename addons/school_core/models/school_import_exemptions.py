# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import replace

from odoo import models

from ..tools.import_columns import DATE_END, DATE_START, DECISION_NUMBER, PUPIL, REASON, SUBJECT
from ..tools.import_table import Column

PARTS = {"practice": ("Thực hành", "Phần thực hành"), "whole": ("Cả môn", "Toàn bộ")}


class SchoolImportExemptions(models.AbstractModel):
    """Exemptions from a subject or its practical part (TT22 Điều 10, 11)."""

    _name = "school.import.exemptions"
    _inherit = "school.import.kind"
    _description = "Import of Exemptions"

    _kind = "exemptions"
    _kind_sequence = 80
    _kind_model = "school.exemption"
    _kind_groups = (
        "school_core.group_school_principal",
        "school_core.group_school_secretary",
        "school_core.group_school_clerk",
        "school_core.group_school_system",
    )
    _kind_sheet = "Miễn giảm"
    _kind_key = ("code", "subject", "part", "date_start")

    def _kind_title(self):
        return self.env._("Exemptions")

    def _kind_columns(self):
        return [
            *PUPIL,
            replace(SUBJECT, example="Giáo dục thể chất"),
            Column("part", ("Phần miễn", "Miễn"), required=True, choices=PARTS),
            replace(DATE_START, required=True),
            replace(DATE_END, help="Để trống: đến hết cấp học"),
            replace(DECISION_NUMBER, required=True),
            REASON,
        ]

    def _declare(self, run, table):
        """Nothing refers to an exemption."""

    def _load(self, run, table, rows):
        subjects = self._subject_lookup(run)
        students = self._student_lookup(run, rows)
        lines = self.env["school.exemption"].search(
            [("student_id", "in", [student.id for student in students.values()])]
        )
        known = {
            (line.student_id, line.subject_id, line.part, line.date_start): line for line in lines
        }
        entries = []
        for row in rows:
            student = self._refer_student(run, table, row, students)
            subject = self._refer_subject(table, row, subjects)
            start = self._check_period(table, row)
            if not row.is_valid:
                continue
            values = {
                "student_id": student,
                "subject_id": subject,
                **row.pick(("part", "date_start", "date_end", "decision_number", "reason")),
            }
            record = known.get((student, subject, values["part"], start))
            entries.append((row, record, values))
        self._save(table, "school.exemption", entries)
