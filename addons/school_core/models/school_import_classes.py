# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re
from dataclasses import replace

from odoo import models

from ..tools.import_columns import CLASS
from ..tools.import_table import Column, add_problem
from ..tools.import_values import fold_class


class SchoolImportClasses(models.AbstractModel):
    """Classes of a school year with their homeroom teachers."""

    _name = "school.import.classes"
    _inherit = "school.import.kind"
    _description = "Import of Classes"

    _kind = "classes"
    _kind_sequence = 40
    _kind_model = "school.class"
    _kind_groups = (
        "school_core.group_school_principal",
        "school_core.group_school_vice_academic",
        "school_core.group_school_secretary",
        "school_core.group_school_system",
    )
    _kind_sheet = "Lớp học"
    _kind_key = ("class",)

    def _kind_title(self):
        return self.env._("Classes")

    def _kind_columns(self):
        return [
            replace(CLASS, for_all=False),
            Column(
                "grade",
                ("Khối", "Khối lớp"),
                help="Để trống: theo số đầu tên lớp",
                example="8",
            ),
            Column("room", ("Phòng học", "Phòng")),
            Column(
                "staff_code",
                ("Mã giáo viên chủ nhiệm", "Mã GVCN"),
                "code",
                help="Mã cán bộ của giáo viên chủ nhiệm",
                example="GV001",
            ),
            Column(
                "teacher",
                ("Giáo viên chủ nhiệm", "GVCN", "Họ tên GVCN"),
                "name",
                help="Không cần khi đã có mã",
            ),
            Column(
                "date",
                ("Chủ nhiệm từ ngày", "Từ ngày"),
                "date",
                help="Để trống: từ đầu năm học",
            ),
        ]

    def _kind_lists(self):
        grades = self.env.company.school_level_ids.grade_ids
        return {"grade": [str(grade.number) for grade in grades.sorted("number")]}

    def _load(self, run, table, rows):
        if not self._year_is_known(run, table):
            return
        known = self._class_lookup(run)
        grades = {str(grade.number): grade for grade in run.company.school_level_ids.grade_ids}
        staff = self._staff_lookup(run)
        entries, teachers = [], {}
        for row in rows:
            grade = self._grade(table, row, grades)
            teacher = self._refer_staff(run, table, row, staff)
            if not row.is_valid:
                continue
            values = {
                "name": row.values["class"],
                "year_id": run.year,
                "grade_id": grade,
                "room": row.values.get("room"),
            }
            values = {name: value for name, value in values.items() if value}
            entries.append((row, known.get(fold_class(row.values["class"])), values))
            teachers[row.number] = teacher
        saved = self._save(table, "school.class", entries)
        leads = [(school_class, row, teachers[row.number]) for row, school_class in saved]
        self._load_homerooms(run, table, [lead for lead in leads if lead[-1]])

    def _grade(self, table, row, grades):
        """Return the grade that the row gives or, without one, that the class is named after."""
        column = "grade" if "grade" in row.values else "class"
        number = re.search(r"\d+", row.values.get(column, ""))
        grade = number and grades.get(str(int(number.group())))
        if column in row.values and not grade:
            add_problem(table, row, column, "no_grade")
        return grade

    def _load_homerooms(self, run, table, leads):
        """Give the classes their homeroom teachers; a change needs the day of the change."""
        Assignment = self.env["school.homeroom.assignment"]
        lines = Assignment.search(
            [("class_id", "in", [school_class.id for school_class, _row, _teacher in leads])]
        )
        by_class = lines.grouped("class_id")
        new = []
        for school_class, row, teacher in leads:
            last = by_class.get(school_class, Assignment).sorted("date_start")[-1:]
            start = row.values.get("date") or run.year.date_start
            if last.teacher_id == teacher:
                continue
            if last and start <= last.date_start:
                name = last.teacher_id.name
                add_problem(
                    table,
                    row,
                    "staff_code" if "staff_code" in row.values else "teacher",
                    "other_homeroom",
                    name=name,
                )
                continue
            if last and (not last.date_end or last.date_end >= start):
                last._replace(teacher, start)
                continue
            new.append({"class_id": school_class.id, "teacher_id": teacher.id, "date_start": start})
        Assignment.create(new)
