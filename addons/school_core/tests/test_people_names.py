# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import random
import unicodedata

from odoo.tests import freeze_time, tagged

from ..tools import vietnamese
from .common import SchoolCommon, covers

# Given names in the order of a Vietnamese class book.
SORTED_NAMES = (
    "Nguyễn Thị An",
    "Trần Văn An",
    "Lê Ánh",
    "Vũ Hồng Ánh",
    "Lê Văn Ăn",
    "Phạm Thị Ân",
    "Đỗ Bình",
    "Lê Chi",
    "Bùi Dũng",
    "Cao Tiến Đạt",
    "Đinh Tiến Đạt",
    "K'Brôi",
    "Lê Thị Tu",
    "Lê Thị Tù",
    "Lê Thị Tủ",
    "Lê Thị Tũ",
    "Lê Thị Tú",
    "Lê Thị Tụ",
    "Lê Thị Tư",
    "Trần Y",
)


@tagged("post_install", "-at_install")
@freeze_time("2026-11-02")
class TestPeopleNames(SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        names = list(SORTED_NAMES)
        random.Random(7).shuffle(names)
        cls.students = cls._create_students(cls.class_8a, names)

    @covers("PUP-01")
    def test_search_sorts_the_vietnamese_way(self):
        Student = self.env["school.student"]
        domain = [("id", "in", self.students.ids)]
        for order in (None, "name", "given_name, family_name", "name_key"):
            with self.subTest(order=order):
                found = Student.search(domain, order=order)
                self.assertEqual(found.mapped("name"), list(SORTED_NAMES))
        self.assertEqual(self.students.sorted().mapped("name"), list(SORTED_NAMES))
        found = Student.name_search("", domain, limit=None)
        self.assertEqual([name for _id, name in found], list(SORTED_NAMES))

    def test_relations_sort_the_vietnamese_way(self):
        Enrollment = self.env["school.enrollment"]
        found = Enrollment.search([("class_id", "=", self.class_8a.id)], order="student_id")
        self.assertEqual(found.student_id.mapped("name"), list(SORTED_NAMES))
        groups = Enrollment._read_group(
            [("class_id", "=", self.class_8a.id)], ["student_id"], order="student_id"
        )
        self.assertEqual([student.name for (student,) in groups], list(SORTED_NAMES))

    def test_order_is_that_of_the_unicode_collation(self):
        rng = random.Random(20)
        letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầệểễộữựíìỉĩịýỳ"
        words = {"".join(rng.choices(letters, k=rng.randint(1, 5))) for _i in range(400)}
        self.env.cr.execute(
            'SELECT w FROM unnest(%s) AS w ORDER BY w COLLATE "vi-x-icu"', [list(words)]
        )
        expected = [word for (word,) in self.env.cr.fetchall()]
        self.assertEqual(sorted(words, key=vietnamese.name_key), expected)

    def test_name_is_stored_composed_and_split(self):
        decomposed = unicodedata.normalize("NFD", "  Nguyễn   Thị Ngọc Ánh ")
        student = self._create_students(self.class_8b, [decomposed])
        self.assertEqual(student.name, "Nguyễn Thị Ngọc Ánh")
        self.assertEqual((student.family_name, student.given_name), ("Nguyễn Thị Ngọc", "Ánh"))
        self.assertEqual(student.partner_id.name, "Nguyễn Thị Ngọc Ánh")
        student.name = "Nguyễn Thị Ngọc  Anh"
        self.assertEqual(student.partner_id.name, "Nguyễn Thị Ngọc Anh")

    @covers("PUP-01")
    def test_search_without_accents(self):
        Student = self.env["school.student"]
        domain = [("id", "in", self.students.ids)]
        for typed, expected in (
            ("dinh tien dat", ["Đinh Tiến Đạt"]),
            ("Vũ hồng", ["Vũ Hồng Ánh"]),
            ("tien DAT", ["Cao Tiến Đạt", "Đinh Tiến Đạt"]),
            ("k'br", ["K'Brôi"]),
        ):
            with self.subTest(typed=typed):
                found = [name for _id, name in Student.name_search(typed, domain)]
                self.assertEqual(found, expected)
        student = self.students[0]
        self.assertEqual(Student.name_search(student.code, domain)[0][0], student.id)

    def test_staff_sort_the_vietnamese_way_for_everybody(self):
        employees = self.env["hr.employee"].create(
            [{"name": name, "company_id": self.school.id} for name in reversed(SORTED_NAMES)]
        )
        domain = [("id", "in", employees.ids)]
        for env in (self.env, self.env(user=self.users["teacher"])):
            found = env["hr.employee"].search(domain)
            self.assertEqual(found.mapped("name"), list(SORTED_NAMES))
            names = [name for _id, name in env["hr.employee"].name_search("tien dat", domain)]
            self.assertEqual(names, ["Cao Tiến Đạt", "Đinh Tiến Đạt"])
