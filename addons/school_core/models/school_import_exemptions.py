# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from ..tools.import_table import Column, add_problem

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
            Column("code", ("Mã học sinh", "Mã HS"), "code", required=True, example="HS00001"),
            Column("name", ("Họ và tên", "Họ tên", "Họ và tên học sinh"), "name"),
            Column("subject", ("Môn học", "Môn"), required=True, example="Giáo dục thể chất"),
            Column("part", ("Phần miễn", "Miễn"), required=True, choices=PARTS),
            Column("date_start", ("Từ ngày",), "date", required=True),
            Column("date_end", ("Đến ngày",), "date", help="Để trống: đến hết cấp học"),
            Column("decision_number", ("Số quyết định",), required=True),
            Column("reason", ("Lí do",)),
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
            start, end = row.values.get("date_start"), row.values.get("date_end")
            if start and end and end < start:
                add_problem(table, row, "date_end", "date_order")
            if not row.is_valid:
                continue
            values = {
                "student_id": student,
                "subject_id": subject,
                **{
                    name: row.values[name]
                    for name in ("part", "date_start", "date_end", "decision_number", "reason")
                    if name in row.values
                },
            }
            record = known.get((student, subject, values["part"], start))
            entries.append((row, record, values))
        self._save(table, "school.exemption", entries)
