# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import SchoolCommon, WebCase, covers


@tagged("post_install", "-at_install")
@freeze_time("2026-11-02", tick=True)
class TestPeopleTours(WebCase, SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.an = cls._create_students(cls.class_8a, ["Nguyễn An"])
        cls.env["school.guardian"].create(
            {
                "student_id": cls.an.id,
                "name": "Nguyễn Văn Ba",
                "relation": "father",
                "phone": "0987654321",
            }
        )

    @covers("PUP-01", "PUP-02")
    def test_secretary_admits_a_pupil(self):
        with mute_logger("odoo.http"):  # the tour tries a telephone number that cannot be right
            self.start_tour("/odoo/pupils", "school_people_admission", login="secretary")
        student = self.env["school.student"].search([("code", "=", "KHOI1")])
        self.assertEqual(student.guardian_ids.phone, "+84912345678")
        self.assertEqual(student.movement_ids.kind, "admission")
        self.assertEqual(student.class_id, self.class_8a)

    @covers("PUP-01")
    def test_homeroom_teacher_completes_the_data(self):
        self.start_tour("/odoo/pupils", "school_people_homeroom", login="homeroom")
        self.assertEqual(self.an.street, "5 Lê Lợi")

    @covers("PUP-01", "ACC-01")
    def test_subject_teacher_opens_a_pupil_without_the_family(self):
        self.start_tour("/odoo/pupils", "school_people_teacher", login="teacher")

    @covers("PUP-01", "ACC-01")
    def test_homeroom_teacher_opens_a_pupil_of_another_class_without_the_family(self):
        chi = self._create_students(self.class_8b, ["Lê Chi"])
        chi.street = "12 Trần Phú"
        self.env["school.teaching.assignment"].create(
            {
                "class_subject_id": self.maths_8b.id,
                "teacher_id": self.employees["homeroom"].id,
                "date_start": self.year.date_start,
            }
        )
        self.start_tour("/odoo/pupils", "school_people_homeroom_of_another_class", login="homeroom")
