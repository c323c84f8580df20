# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.addons.school_core.tests.common import SchoolCommon


class PathCommon(SchoolCommon):
    """8A with three pupils admitted by movements; grade 9 exists with 9A."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pupils = cls.env["school.student"].create(
            [
                {"name": name, "code": f"M{number}", "birth_date": "2013-03-15", "gender": gender}
                for number, (name, gender) in enumerate(
                    (("Trần Bình", "male"), ("Nguyễn An", "female"), ("Lê Chi", "female")), 1
                )
            ]
        )
        cls.binh, cls.an, cls.chi = cls.pupils
        cls._move(cls.pupils, "admission", "2026-09-05", cls.class_8a)

    @classmethod
    def _move(cls, students, kind, day, to=None, **values):
        return cls.env["school.movement"].create(
            [
                {
                    "student_id": student.id,
                    "kind": kind,
                    "date": day,
                    "class_to_id": to and to.id,
                    **values,
                }
                for student in students
            ]
        )
