# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from psycopg2 import IntegrityError

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import SchoolCommon, covers


@tagged("post_install", "-at_install")
@freeze_time("2026-11-02")
class TestPeopleChecks(SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.an, cls.binh = cls._create_students(cls.class_8a, ["Nguyễn An", "Trần Bình"])
        cls.teacher = cls.employees["other_teacher"]

    @covers("PUP-01")
    def test_birth_that_cannot_be(self):
        first = self.an.enrollment_ids.date_start
        for day, reason in (
            ("2026-11-03", "still to come"),
            ("1826-01-01", "the year"),
            (first, "is in a class since"),
        ):
            with (
                self.subTest(day=day),
                self.assertRefused(f"Nguyễn An \\({self.an.code}\\).*{reason}"),
            ):
                self.an.birth_date = day
        before = self.an.birth_date
        with self.assertRefused("Trần Bình"):
            (self.an + self.binh).with_user(self.users["secretary"]).write(
                {"name": "Trần Bình", "birth_date": first}
            )
        self.assertEqual((self.an.name, self.an.birth_date), ("Nguyễn An", before))

    @covers("PUP-01")
    def test_pupil_without_a_name(self):
        with self.assertRefused(self.an.code):
            self.an.name = "  "
        with self.assertRefused("Full Name"):
            self.env["school.student"].create({"name": " ", "code": "X1"})

    @covers("PUP-01")
    def test_guardian_without_a_name(self):
        guardian = self.env["school.guardian"].create(
            {"student_id": self.an.id, "name": "Nguyễn Văn Cha"}
        )
        with self.assertRefused("guardian of Nguyễn An"):
            guardian.name = " "

    def _doubled(self, record, name, value):
        """Return what somebody reads who gives ``record`` a value that is another's."""
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError) as failure,
            self.env.cr.savepoint(),
        ):
            record[name] = value
            record.flush_recordset()
        return record._sql_error_to_message(failure.exception)

    @covers("PUP-01")
    def test_doubled_code_is_named(self):
        text = self._doubled(self.binh, "code", self.an.code)
        self.assertIn(f"has the code {self.an.code}.", text)
        self.teacher.school_staff_code = "GV 07"
        text = self._doubled(self.employees["teacher"], "school_staff_code", "GV 07")
        self.assertIn("has the code GV 07.", text)

    def test_staff_that_cannot_be(self):
        name = re.escape(self.teacher.name)
        for values, reason in (
            ({"birthday": "2026-11-03"}, f"{name}.*still to come"),
            ({"mobile_phone": "abc"}, f"{name}.*abc.*digits only"),
            ({"private_phone": "0912"}, f"{name}.*0912.*No such telephone"),
            ({"name": "  "}, "no name"),
        ):
            with self.subTest(values=values), self.assertRefused(reason):
                self.teacher.write(values)
        self.teacher.mobile_phone = "+84 912 345 678"
