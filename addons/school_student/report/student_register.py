# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from .forms import GENDERS, date_text, letterhead

EXITS = {
    "transfer_out": "Chuyển trường",
    "drop_out": "Thôi học",
    "completion": "Hoàn thành cấp học",
}
PARENTS = {"father": "Cha", "mother": "Mẹ", "guardian": "Người giám hộ"}


class StudentRegister(models.AbstractModel):
    """The register of the school (Sổ đăng bộ), a line a pupil in the order of the numbers."""

    _name = "report.school_student.student_register"
    _description = "Register of Pupils"

    @api.model
    def _get_report_values(self, docids, data=None):
        students = self.env["school.student"].browse(docids)
        students = students.sorted(lambda s: (s.register_order or 10**9, s.name_key, s.id))
        books = [
            {
                **letterhead(self.env, school),
                "years": self._years(pupils),
                "count": len(pupils),
                "lines": self._lines(pupils),
            }
            for school, pupils in students.grouped("school_id").items()
        ]
        return {"books": books}

    def _years(self, students):
        years = sorted({student.admission_year for student in students if student.admission_year})
        return " đến ".join(years[:1] + years[1:][-1:])

    def _lines(self, students):
        Movement = self.env["school.movement"]
        came = Movement.search(
            [
                ("student_id", "in", students.ids),
                ("kind", "=", "transfer_in"),
                ("reversal_ids", "=", False),
            ],
            order="date desc, id desc",
        )
        came = {movement.student_id.id: movement for movement in came}
        left = Movement._last_exit(students)
        guardians = (
            self.env["school.guardian"]
            .search([("student_id", "in", students.ids)])
            .grouped("student_id")
        )
        certificates = (
            self.env["school.certificate"]
            .search([("student_id", "in", students.ids), ("state", "in", ("issued", "received"))])
            .grouped("student_id")
        )
        return [
            self._line(
                student,
                came.get(student.id, Movement),
                left.get(student.id, Movement),
                guardians.get(student, ()),
                certificates.get(student, ()),
            )
            for student in students
        ]

    def _line(self, student, came, left, guardians, certificates):
        first = student.enrollment_ids.sorted("date_start")[:1].class_id.name
        entry = [date_text(student.admission_date), first and f"lớp {first}"]
        leave = []
        if left:
            leave = [
                date_text(left.date),
                left.class_from_id.name and f"lớp {left.class_from_id.name}",
                EXITS[left.kind],
                left.other_school and f"đến {left.other_school}",
                left.reason,
            ]
        return {
            "number": student.register_number or "",
            "name": student.name,
            "gender": GENDERS.get(student.gender, ""),
            "birth_date": date_text(student.birth_date),
            "birth_place": student.birth_place or "",
            "ethnic_group": student.ethnic_group_id.name or "",
            "policies": ", ".join(student.policy_ids.mapped("name")),
            "parents": "; ".join(
                f"{PARENTS[person.relation]}: {person.name}"
                + (f" ({person.occupation})" if person.occupation else "")
                for person in guardians
            ),
            "address": student.permanent_address or "",
            "entry": ", ".join(part for part in entry if part),
            "from_school": came.other_school or "",
            "leave": ", ".join(part for part in leave if part),
            "remark": "; ".join(f"Văn bằng số {c.number}" for c in certificates),
        }
