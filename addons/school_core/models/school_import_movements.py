# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from ..tools.import_columns import DECISION_NUMBER, PUPIL, REASON
from ..tools.import_table import Column, add_problem

KINDS = {
    "class_transfer": ("Chuyển lớp",),
    "transfer_out": ("Chuyển đi", "Chuyển trường"),
    "drop_out": ("Thôi học", "Bỏ học"),
    "return": ("Học lại", "Trở lại học"),
    "promotion": ("Lên lớp",),
    "repeat": ("Lưu ban", "Ở lại lớp", "Không được lên lớp"),
}
NEEDS_CLASS = {"class_transfer", "promotion", "repeat", "return"}


class SchoolImportMovements(models.AbstractModel):
    """Movements of pupils who are in the school already, in the order of their dates."""

    _name = "school.import.movements"
    _inherit = "school.import.kind"
    _description = "Import of Movements"

    _kind = "movements"
    _kind_sequence = 85
    _kind_model = "school.movement"
    _kind_groups = (
        "school_core.group_school_principal",
        "school_core.group_school_secretary",
        "school_core.group_school_clerk",
        "school_core.group_school_system",
    )
    _kind_sheet = "Biến động"
    _kind_key = ("code", "date", "kind")

    def _kind_title(self):
        return self.env._("Movements of pupils")

    def _kind_columns(self):
        return [
            *PUPIL,
            Column(
                "kind",
                ("Loại biến động", "Biến động"),
                required=True,
                choices=KINDS,
                example="Chuyển lớp",
            ),
            Column(
                "date",
                ("Ngày", "Ngày biến động"),
                "date",
                required=True,
                help="Ngày đầu ở lớp mới; khi chuyển đi: ngày cuối ở trường",
            ),
            Column("class", ("Lớp đến", "Lớp mới"), help="Khi chuyển lớp hoặc học lại"),
            Column("other_school", ("Trường khác", "Trường đến", "Chuyển đến trường")),
            REASON,
            DECISION_NUMBER,
        ]

    def _declare(self, run, table):
        """Nothing refers to a movement."""

    def _load(self, run, table, rows):
        if not self._year_is_known(run, table):
            return
        classes = self._class_lookup(run)
        students = self._student_lookup(run, rows)
        Movement = self.env["school.movement"]
        known = {
            (movement.student_id, movement.kind, movement.date)
            for movement in Movement.search(
                [("student_id", "in", [student.id for student in students.values()])]
            )
        }
        by_day, values = {}, {}
        for row in rows:
            kind, day = row.values.get("kind"), row.values.get("date")
            student = self._refer_student(run, table, row, students)
            school_class = self._refer(run, table, row, "class", classes, "classes")
            if kind in NEEDS_CLASS and "class" not in row.values:
                add_problem(table, row, "class", "required")
            if not row.is_valid:
                continue
            if (student, kind, day) in known:
                row.outcome = "unchanged"
                continue
            values[row.number] = {
                "student_id": student.id,
                "kind": kind,
                "date": day,
                "class_to_id": school_class.id if school_class else False,
                "other_school": row.values.get("other_school"),
                "reason": row.values.get("reason"),
                "decision_number": row.values.get("decision_number"),
            }
            by_day.setdefault(day, []).append(row)

        def create(rows):
            Movement.create([values[row.number] for row in rows])
            for row in rows:
                row.outcome = "created"

        # A pupil's second movement builds on the first one.
        for _day, moves in sorted(by_day.items()):
            self._attempt(table, moves, create)
