# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import SchoolCommon, covers

SCHOOL_MODELS = (
    "school.year",
    "school.term",
    "school.class",
    "school.class.subject",
    "school.homeroom.assignment",
    "school.teaching.assignment",
    "school.student",
    "school.enrollment",
    "hr.employee.public",
)


@tagged("post_install", "-at_install", "school_security")
class TestIsolation(SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.students = cls._create_students(cls.class_8a, ["Nguyễn An", "Trần Bình"])

    def _own_records(self, model):
        records = self.env[model].search([("company_id", "=", self.school.id)])
        self.assertTrue(records)
        return records

    @covers("ORG-01")
    def test_other_school_sees_nothing(self):
        foreigner = self.users["foreign_teacher"]
        for model in SCHOOL_MODELS:
            with self.subTest(model=model):
                own = self._own_records(model)
                self.assertFalse(self.env[model].with_user(foreigner).search([]) & own)
                self.assertFalse(own.with_user(foreigner)._filtered_access("read"))

    @covers("ORG-01")
    def test_principal_of_one_school_changes_nothing_in_another(self):
        self.users["foreign_teacher"].group_ids = [
            Command.link(self.env.ref("school_core.group_school_principal").id)
        ]
        foreigner = self.users["foreign_teacher"]
        for record, values in (
            (self.year, {"name": "x"}),
            (self.class_8a, {"room": "x"}),
            (self.maths_8a, {"periods": 1}),
            (self.students[0], {"gender": "male"}),
        ):
            with self.subTest(record._name), self.assertRaises(AccessError):
                record.with_user(foreigner).write(values)
        with self.assertRaises(AccessError):
            self.class_8a.with_user(foreigner).copy({"name": "8X"})

    @covers("ORG-01", "LOCK-01", "ACC-01")
    def test_nobody_gives_a_record_to_another_school(self):
        other_year = self._create_year(self.other_school)
        lock = self.env["school.lock"].create(
            {
                "kind_id": self.env["school.book.kind"].create({"name": "Trial", "code": "t"}).id,
                "company_id": self.school.id,
                "state": "open",
                "reason": "Mở sổ",
            }
        )
        subject = self.env["school.subject"].create(
            {"name": "Võ cổ truyền", "code": "vo", "company_id": self.school.id}
        )
        empty_class = self._create_class("8Z")
        for login, record, values in (
            ("gradebook_admin", lock, {"company_id": self.other_school.id}),
            ("secretary", subject, {"company_id": self.other_school.id}),
            ("secretary", subject, {"company_id": False}),
            ("secretary", self.students[0], {"school_id": self.other_school.id}),
            ("secretary", empty_class, {"year_id": other_year.id}),
            ("secretary", empty_class, {"company_id": self.other_school.id}),
        ):
            with (
                self.subTest(record=record._name, values=values),
                self.assertRaises(AccessError),
            ):
                record.with_user(self.users[login]).write(values)
        lock.with_user(self.users["gradebook_admin"]).write(
            {"company_id": self.school.id, "reason": "Mở lại"}
        )

    @covers("ORG-01", "ACC-01")
    def test_switching_the_company_by_rpc_opens_nothing(self):
        foreigner = self.users["foreign_teacher"]
        stolen = self.env["school.class"].with_user(foreigner)
        with self.assertRaises(AccessError):
            stolen.with_context(allowed_company_ids=self.school.ids).search([])

    @covers("ACC-01")
    def test_portal_users_see_nothing(self):
        for role in ("parent", "pupil"):
            user = new_test_user(
                self.env,
                login=role,
                groups=f"school_core.group_school_{role}",
                company_id=self.school.id,
                company_ids=[Command.set(self.school.ids)],
            )
            for model in SCHOOL_MODELS:
                with self.subTest(role=role, model=model):
                    records = self.env[model].with_user(user)
                    # a parent may look for children of his or her own, and has none here
                    if records.has_access("read"):
                        self.assertEqual((role, records.search_count([])), ("parent", 0))
                    else:
                        with self.assertRaises(AccessError):
                            records.search([])

    @covers("ACC-01", "ORG-04")
    @freeze_time("2026-10-15")
    def test_rights_follow_the_assignment_at_once(self):
        """Rule domains are cached for each user, so they must not hold what changes."""
        old, new = self.users["teacher"], self.users["other_teacher"]
        pupils = self.env["school.student"]

        def sees(user):
            return pupils.with_user(user).search([]) == self.students

        self.assertEqual((sees(old), sees(new)), (True, False))
        lines = (self.maths_8a + self.physical_8a).assignment_ids
        replacing = lines._replace(self.employees["other_teacher"], date(2026, 10, 16))
        self.assertEqual((sees(old), sees(new)), (True, False))
        with freeze_time("2026-10-16"):
            self.env.invalidate_all()
            self.assertEqual((sees(old), sees(new)), (False, True))
            self.employees["other_teacher"].user_id = False
            self.env.flush_all()
            self.assertEqual((sees(old), sees(new)), (False, False))
            self.employees["other_teacher"].user_id = new
            replacing.write({"date_end": "2026-10-16"})
        with freeze_time("2026-10-17"):
            self.assertEqual((sees(old), sees(new)), (False, False))

    @covers("ACC-01", "ORG-04")
    @freeze_time("2026-10-15")
    def test_homeroom_rights_follow_the_assignment(self):
        user = self.users["homeroom"]
        student = self.students[0].with_user(user)
        student.gender = "female"
        self.class_8a.homeroom_ids._replace(self.employees["other_teacher"], date(2026, 10, 15))
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            student.write({"gender": "male"})

    @covers("ORG-03")
    def test_departments(self):
        departments = self.env["hr.department"]
        office = departments.create(
            {"name": "Tổ Văn phòng", "school_kind": "office", "company_id": self.school.id}
        )
        science = departments.create(
            {
                "name": "Tổ Khoa học tự nhiên",
                "school_kind": "professional",
                "company_id": self.school.id,
                "manager_id": self.employees["head_department"].id,
            }
        )
        group = departments.create(
            {
                "name": "Nhóm Toán",
                "school_kind": "group",
                "parent_id": science.id,
                "company_id": self.school.id,
            }
        )
        refused = [
            (group, {"parent_id": office.id}, "Nhóm Toán: a professional group belongs"),
            (science, {"manager_id": self.employees["foreign_teacher"].id}, "does not belong"),
        ]
        for department, values, message in refused:
            with (
                self.subTest(message),
                self.assertRaisesRegex(ValidationError, message),
                self.env.cr.savepoint(),
            ):
                department.write(values)
