# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, new_test_user, tagged

from .common import SchoolCommon, covers

PRIVATE_FIELDS = (
    "phone",
    "email",
    "street",
    "permanent_address",
    "moet_code",
    "identity_number",
    "birth_place",
    "ethnic_group_id",
    "home_town",
    "religion",
    "policy_ids",
    "disability",
    "guardian_ids",
    "guardian_phone",
    "movement_ids",
    "private_ids",
    "private_id",
    "missing_items",
)
# Their records are checked one by one when they are read.
X2MANY = ("guardian_ids", "movement_ids", "private_ids")
PUBLIC_FIELDS = ("name", "code", "birth_date", "gender", "class_id", "class_number", "image_128")


@tagged("post_install", "-at_install", "school_security")
@freeze_time("2026-11-02")
class TestPeopleSecurity(SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.an, cls.binh = cls._create_students(cls.class_8a, ["Nguyễn An", "Trần Bình"])
        cls.chi = cls._create_students(cls.class_8b, ["Lê Chi"])
        cls.students = cls.an + cls.binh + cls.chi
        cls.students.write(
            {
                "phone": "0912345678",
                "street": "12 Trần Phú",
                "policy_status": "none",
                "disability": "inclusive",
                "identity_number": "001213001234",
            }
        )
        cls.guardians = cls.env["school.guardian"].create(
            [
                {
                    "student_id": student.id,
                    "name": f"Mẹ {student.name}",
                    "relation": "mother",
                    "phone": f"098765432{number}",
                }
                for number, student in enumerate(cls.students)
            ]
        )
        # The usual case: the homeroom teacher of 8A also teaches mathematics in 8B.
        cls.env["school.teaching.assignment"].create(
            {
                "class_subject_id": cls.maths_8b.id,
                "teacher_id": cls.employees["homeroom"].id,
                "date_start": cls.year.date_start,
            }
        )
        for role in (
            "nurse",
            "accountant",
            "librarian",
            "equipment_keeper",
            "website_admin",
            "head_office",
        ):
            cls._create_staff(role)

    def _seen(self, role):
        return self._as(role, self.env["school.student"]).search([("id", "in", self.students.ids)])

    @covers("PUP-01", "ACC-01")
    def test_who_sees_which_pupils(self):
        nobody = self.env["school.student"]
        for role, expected in (
            ("teacher", self.an + self.binh),
            ("homeroom", self.students),
            ("other_teacher", nobody),
            ("foreign_teacher", nobody),
            ("secretary", self.students),
            ("principal", self.students),
            ("clerk", self.students),
            ("librarian", self.students),
        ):
            with self.subTest(role=role):
                self.assertEqual(self._seen(role).sudo().sorted("id"), expected.sorted("id"))
        for role in ("equipment_keeper", "website_admin"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self._seen(role)

    def test_the_teacher_follows_the_assignment(self):
        self.assertEqual(len(self._seen("teacher")), 2)
        assignments = self.env["school.teaching.assignment"].search(
            [("teacher_id", "=", self.employees["teacher"].id)]
        )
        assignments.date_end = "2026-11-01"
        self.assertFalse(self._seen("teacher"))
        assignments[0].copy(
            {
                "teacher_id": self.employees["other_teacher"].id,
                "date_start": "2026-11-02",
                "date_end": False,
            }
        )
        self.assertEqual(len(self._seen("other_teacher")), 2)

    @covers("PUP-01", "ACC-01")
    def test_a_subject_teacher_sees_no_private_field(self):
        an = self._as("teacher", self.an)
        for name in PUBLIC_FIELDS:
            an.read([name])
        for name in PRIVATE_FIELDS:
            with self.subTest(field=name):
                self.env.invalidate_all()
                with self.assertRaises(AccessError):
                    an.read([name])
                with self.assertRaises(AccessError):
                    an.search([(name, "!=", False)])
        with self.assertRaises(AccessError):
            an.search([("guardian_ids.phone", "like", "98765")])
        for model in ("school.student.private", "school.guardian", "school.movement"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.users["teacher"]).search([])
        self.assertFalse(an.name_search("0987654320"))
        self.assertTrue(self._as("secretary", self.an).name_search("0987654320"))

    @covers("PUP-01", "ACC-01")
    def test_homeroom_duty_does_not_open_another_class(self):
        an = self._as("homeroom", self.an)
        self.assertEqual(an.read(["phone"])[0]["phone"], "+84912345678")
        self.assertTrue(an.guardian_ids.phone)
        for name in PRIVATE_FIELDS:
            if name == "missing_items":
                continue
            with self.subTest(field=name):
                chi = self._as("homeroom", self.chi)
                self.assertFalse(chi.read([name])[0][name])
        own = self._as("homeroom", self.env["school.student"]).search(
            [("guardian_ids.phone", "like", "98765")]
        )
        self.assertEqual(own.sudo().sorted("id"), (self.an + self.binh).sorted("id"))
        own = own.search([("street", "=", "12 Trần Phú")])
        self.assertEqual(own.sudo().sorted("id"), (self.an + self.binh).sorted("id"))
        self.assertFalse(own.name_search("0987654322"))
        for records in (self.chi.private_ids, self.guardians[2]):
            with self.subTest(model=records._name), self.assertRaises(AccessError):
                self._as("homeroom", records).read(["student_id"])
        for name in ("disability", "street", "policy_status"):
            with self.subTest(group=name), self.assertRaises(ValueError):
                own.formatted_read_group([], [name], ["__count"])

    @covers("PUP-01", "ACC-01")
    def test_nothing_leaks_through_the_cache(self):
        """All fields at once, whatever was read in sudo mode before in the transaction."""
        names = [name for name in PRIVATE_FIELDS if name not in ("missing_items", "class_id")]
        for order in (names, names[::-1]):
            chi = self._as("homeroom", self.chi)
            chi.sudo().read([*order, "missing_items"])
            values = chi.read(["missing_items", "class_id", *order])[0]
            leaked = [name for name in order if name not in X2MANY and values[name]]
            self.assertFalse(leaked)
            self.env.invalidate_all()
            values = chi.read(["missing_items", "class_id", "status", *order, "enrollment_ids"])[0]
            self.assertFalse([name for name in order if values[name]])
            an = self._as("homeroom", self.an)
            self.assertEqual(an.read(["missing_items", *order])[0]["street"], "12 Trần Phú")

    def test_a_teacher_opens_a_pupil_who_came_from_another_class(self):
        self.env["school.movement"].create(
            {
                "student_id": self.chi.id,
                "kind": "class_transfer",
                "date": "2026-10-12",
                "class_to_id": self.class_8a.id,
            }
        )
        chi = self._as("teacher", self.chi)
        fields = {"class_id": {}, "status": {}, "class_number": {}}
        fields["enrollment_ids"] = {"fields": {"class_id": {"fields": {"display_name": {}}}}}
        values = chi.web_read(fields)[0]
        self.assertEqual(
            {line["class_id"]["display_name"] for line in values["enrollment_ids"]}, {"8A", "8B"}
        )

    @covers("PUP-01", "ACC-01")
    def test_the_homeroom_teacher_keeps_the_data_of_the_own_class(self):
        an = self._as("homeroom", self.an)
        an.write({"birth_date": "2013-04-01", "phone": "0912345679", "name": "Nguyễn Hoài An"})
        an.write({"guardian_ids": [Command.create({"name": "Nguyễn Cha", "relation": "father"})]})
        an.guardian_ids[0].write({"phone": "0911222333"})
        self.assertEqual(self.guardians[0].phone, "+84911222333")
        for values in ({"code": "X"}, {"school_id": self.other_school.id}, {"active": False}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                an.write(values)
        with self.assertRaises(AccessError):
            self._as("homeroom", self.chi).write({"birth_date": "2013-04-01"})
        with self.assertRaises(AccessError):
            self._as("homeroom", self.chi).write({"phone": "0912345679"})
        with self.assertRaises(AccessError):
            self._as("homeroom", self.env["school.guardian"]).create(
                {"student_id": self.chi.id, "name": "Ai Đó", "relation": "father"}
            )
        with self.assertRaises(AccessError):
            self._as("homeroom", self.guardians[0]).write({"student_id": self.chi.id})
        with self.assertRaises(AccessError):
            self._as("homeroom", self.an.private_ids).write({"student_id": self.chi.id})
        with self.assertRaises(AccessError):
            self._as("teacher", self.an).write({"birth_date": "2013-04-01"})

    @covers("PUP-04", "ACC-01")
    def test_why_a_pupil_is_exempted_is_for_office_and_nurse(self):
        exemption = self.env["school.exemption"].create(
            {
                "student_id": self.chi.id,
                "subject_id": self.maths.id,
                "date_start": "2026-10-01",
                "decision_number": "12/QĐ",
                "reason": "Bệnh tim",
            }
        )
        for role in ("homeroom", "head_department", "gradebook_admin"):
            with self.subTest(role=role):
                seen = self._as(role, exemption)
                self.assertEqual(seen.read(["part"])[0]["part"], "practice")
                with self.assertRaises(AccessError):
                    seen.read(["reason"])
        for role in ("secretary", "nurse"):
            with self.subTest(role=role):
                self.assertEqual(self._as(role, exemption).reason, "Bệnh tim")

    def test_the_homeroom_teacher_loses_who_left(self):
        self.binh.enrollment_ids.date_end = "2026-10-30"
        binh = self._as("homeroom", self.binh)
        self.assertEqual(binh.name, "Trần Bình", "the name stays in the books of the class")
        self.assertFalse(binh.phone)

    @covers("PUP-01")
    def test_nobody_reaches_another_contact_through_a_pupil(self):
        principal_contact = self.users["principal"].partner_id
        with self.assertRaises(AccessError):
            self._as("homeroom", self.an).write({"partner_id": principal_contact.id})
        with self.assertRaises(AccessError):
            self._as("homeroom", self.env["school.guardian"]).create(
                {"student_id": self.an.id, "partner_id": principal_contact.id}
            )
        with self.assertRaises(AccessError):
            self._as("homeroom", self.guardians[0]).write({"partner_id": principal_contact.id})
        with self.assertRaises(AccessError):
            self._as("secretary", self.env["school.student"]).create(
                {"name": "Ai", "code": "AI", "partner_id": principal_contact.id}
            )

    @covers("PUP-01", "ACC-01")
    def test_contacts_of_pupils_and_guardians_are_hidden(self):
        minors = self.students.partner_id + self.guardians.partner_id
        company = self.env["res.partner"].create({"name": "Nhà xuất bản"})
        manager = new_test_user(
            self.env,
            login="contact_manager",
            groups="base.group_user,base.group_partner_manager",
            company_id=self.school.id,
            company_ids=[Command.set(self.school.ids)],
        )
        users = {role: self.users[role] for role in ("teacher", "homeroom", "clerk", "nurse")}
        for role, user in {**users, "manager": manager}.items():
            with self.subTest(role=role):
                Partner = self.env["res.partner"].with_user(user)
                self.assertFalse(Partner.search([("id", "in", minors.ids)]))
                self.assertTrue(Partner.search([("id", "=", company.id)]))
                self.assertFalse(Partner.name_search("Nguyễn An"))
                with self.assertRaises(AccessError):
                    minors[0].with_user(user).read(["name"])
                with self.assertRaises(AccessError):
                    minors[0].with_user(user).write({"name": "X"})
                with self.assertRaises(AccessError):
                    Partner.browse(company.id).write({"is_school_person": True})
        office = self._as("secretary", minors)
        self.assertEqual(len(office.search([("id", "in", minors.ids)])), len(minors))
        with self.assertRaises(AccessError):
            office.write({"is_school_person": False})

    @covers("PUP-01", "ACC-01")
    def test_a_parent_in_the_portal_sees_the_own_contact_only(self):
        parent = new_test_user(
            self.env,
            login="parent",
            groups="school_core.group_school_parent",
            partner_id=self.guardians[0].partner_id.id,
            company_id=self.school.id,
            company_ids=[Command.set(self.school.ids)],
        )
        minors = self.students.partner_id + self.guardians.partner_id
        seen = self.env["res.partner"].with_user(parent).search([("id", "in", minors.ids)])
        self.assertEqual(seen, self.guardians[0].partner_id)
        for model in ("school.student.private", "school.movement", "school.exemption"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(parent).search([])
        # the account is what connects a parent with a pupil, not the contact
        for model in ("school.student", "school.guardian", "school.enrollment"):
            with self.subTest(model=model):
                self.assertFalse(self.env[model].with_user(parent).search([]))
        with self.assertRaises(AccessError):
            self.env["res.users"].with_user(self.users["teacher"]).browse(parent.id).read(["name"])

    def test_the_contact_of_a_former_guardian_stays_hidden(self):
        partner = self.guardians[0].partner_id
        self.guardians[0].unlink()
        found = self._as("teacher", self.env["res.partner"]).search([("id", "=", partner.id)])
        self.assertFalse(found)

    @covers("ACC-01")
    def test_each_office_duty_sees_what_it_needs(self):
        for role, visible, hidden in (
            ("nurse", ("disability", "guardian_phone", "phone"), ("identity_number", "policy_ids")),
            ("accountant", ("policy_status", "guardian_phone"), ("disability", "identity_number")),
            ("head_office", ("identity_number", "permanent_address"), ("disability",)),
            ("librarian", ("name", "class_id"), ("guardian_phone", "phone", "street")),
            ("vice_academic", ("disability", "policy_status", "identity_number"), ()),
        ):
            chi = self._as(role, self.chi)
            with self.subTest(role=role):
                self.assertTrue(all(chi.read(visible)[0][name] for name in visible))
                with self.assertRaises(AccessError):
                    chi.write({"birth_date": "2013-04-01"})
            for name in hidden:
                with self.subTest(role=role, field=name), self.assertRaises(AccessError):
                    chi.read([name])

    @covers("ORG-01", "PUP-01")
    def test_another_school_sees_nothing(self):
        self._create_staff("foreign_secretary", role="secretary", company=self.other_school)
        for records in (
            self.students,
            self.students.private_ids,
            self.guardians,
            self.students.enrollment_ids,
            self.students.partner_id,
        ):
            with self.subTest(model=records._name):
                foreign = self._as("foreign_secretary", records)
                self.assertFalse(foreign.search([("id", "in", records.ids)]))
                with self.assertRaises(AccessError):
                    foreign.read(["display_name"])
