# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, freeze_time, tagged

from .common import SchoolCommon, covers

COMPLETE = {
    "birth_date": "2013-03-15",
    "gender": "female",
    "street": "12 Trần Phú",
    "ward": "Phường Ba Đình",
    "policy_status": "none",
    "phone": "0912 345 678",
}


@tagged("post_install", "-at_install")
@freeze_time("2026-11-02")
class TestPeopleStudents(SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kinh = cls.env.ref("school_core.school_ethnic_group_01")
        cls.an, cls.binh = cls._create_students(cls.class_8a, ["Nguyễn An", "Trần Bình"])

    def _guardian(self, student, **values):
        return self.env["school.guardian"].create(
            {"student_id": student.id, "name": "Nguyễn Văn Cha", "relation": "father", **values}
        )

    @covers("PUP-01")
    def test_missing_items_are_those_of_the_circular(self):
        Student = self.env["school.student"]
        self.assertEqual(len(self.an.missing_items.split(", ")), 6)
        self.an.write({**COMPLETE, "ethnic_group_id": self.kinh.id})
        guardian = self._guardian(self.an)
        self.assertFalse(self.an.missing_items)
        mine = [("id", "in", (self.an + self.binh).ids)]
        self.assertEqual(Student.search([*mine, ("missing_items", "=", False)]), self.an)
        self.assertEqual(Student.search([*mine, ("missing_items", "!=", False)]), self.binh)
        cases = [({name: False}, name) for name in ("birth_date", "gender", "policy_status")]
        cases += [({"ethnic_group_id": False}, "ethnic_group_id"), ({"phone": False}, "phone")]
        cases.append(({"street": False, "ward": False}, "permanent_address"))
        for values, what in cases:
            with self.subTest(missing=what):
                before = {name: self.an[name] for name in values}
                self.an.write(values)
                self.assertEqual(len(self.an.missing_items.split(", ")), 1)
                label = self.an.missing_items
                self.assertIn(self.an, Student.search([("missing_items", "=", label)]))
                self.an.write(before)
        self.an.phone = False
        guardian.phone = "0987654321"
        self.assertFalse(self.an.missing_items, "the phone of a parent is a contact phone")
        guardian.unlink()
        self.assertEqual(len(self.an.missing_items.split(", ")), 2)

    @covers("PUP-01")
    def test_missing_data_are_counted_by_class(self):
        self.an.write({**COMPLETE, "ethnic_group_id": self.kinh.id})
        self._guardian(self.an)
        classes = (self.class_8a + self.class_8b).with_user(self.users["homeroom"])
        self.assertEqual(classes.mapped("missing_count"), [1, 0])
        action = classes[0].action_view_missing()
        found = self.env["school.student"].search(action["domain"])
        self.assertEqual(found, self.an + self.binh)
        self.year.pupil_data_deadline = "2026-10-01"
        line = self._home_line("homeroom")
        self.assertEqual((line["count"], line["tone"]), (1, "late"))
        self.year.pupil_data_deadline = "2026-11-30"
        self.assertEqual(self._home_line("homeroom")["tone"], "todo")

    def _home_line(self, role):
        lines = self.env["school.home"].with_user(self.users[role])._lines()
        return next(line for line in lines if line["key"] == "pupil_missing_data")

    def test_policy_implies_a_policy_family(self):
        policy = self.env.ref("school_core.school_policy_martyr")
        self.an.policy_ids = policy
        self.assertEqual(self.an.policy_status, "policy")
        with self.assertRefused("Nguyễn An"):
            self.an.policy_status = "none"
        self.an.policy_ids = False
        self.assertFalse(self.an.policy_status)

    def test_address_in_one_piece_stays_in_one_piece(self):
        self.an.write(COMPLETE)
        self.an.state_id = self.env.ref("base.state_vn_VN-HN")
        self.assertEqual(self.an.permanent_address, "12 Trần Phú, Phường Ba Đình, Hà Nội")
        self.an.permanent_address = "Thôn 3, xã Ea Kar, tỉnh Đắk Lắk"
        self.assertEqual(self.an.permanent_address, "Thôn 3, xã Ea Kar, tỉnh Đắk Lắk")
        self.assertFalse(self.an.state_id)

    @covers("PUP-01")
    def test_phone_is_stored_as_e164(self):
        guardian = self._guardian(self.an, phone="091.234 5678")
        self.assertEqual(guardian.phone, "+84912345678")
        guardian.phone = "+84 24 3825 1234"
        self.assertEqual(guardian.phone, "+842438251234")
        self.an.phone = "0912345678"
        self.assertEqual(self.an.phone, "+84912345678")
        self.assertEqual(self.an.guardian_phone, "024 3825 1234")
        for number in ("0912 345 678 (mẹ)", "84912345678", "912345678", "ĐT: 0912.345.678"):
            guardian.phone = number
            self.assertEqual(guardian.phone, "+84912345678", number)
        guardian.phone = "01682345678"
        self.assertEqual(guardian.phone, "+84382345678", "the first digits changed in 2018")

    @covers("PUP-01")
    def test_bad_phone_is_refused_by_name_and_reason(self):
        for number in ("12", "0123456789012", "abc", "01334567890", "0912345678; 0987654321"):
            with self.subTest(number=number):
                with self.assertRefused("Nguyễn Văn Cha.*Nguyễn An"):
                    self._guardian(self.an, phone=number)
                with self.assertRefused(f"Trần Bình.*{number}"):
                    self.binh.phone = number

    @covers("PUP-01")
    def test_siblings_share_the_contact(self):
        first = self._guardian(self.an, phone="0912345678")
        second = self._guardian(self.binh, phone="+84912345678", name="Nguyễn  Văn Cha")
        self.assertEqual(first.partner_id, second.partner_id)
        self.assertEqual(first.sibling_ids, self.binh)
        second.phone = "0987654321"
        self.assertEqual(first.phone, "+84987654321")
        stranger = self._guardian(self.binh, phone="0987654321", name="Lê Thị Mẹ")
        self.assertNotEqual(stranger.partner_id, first.partner_id)

    def test_guardians_without_phone_are_different_persons(self):
        first, second = self.env["school.guardian"].create(
            [
                {"student_id": student.id, "name": "Nguyễn Văn Cha", "relation": "father"}
                for student in (self.an, self.binh)
            ]
        )
        self.assertNotEqual(first.partner_id, second.partner_id)

    def test_identity_number_has_twelve_digits(self):
        self.an.identity_number = "001213001234"
        for number in ("123", "00121300123a", "٠٠١٢١٣٠٠١٢٣٤"):
            with self.subTest(number=number), self.assertRefused("Nguyễn An"):
                self.an.identity_number = number

    def test_class_of_today(self):
        Student = self.env["school.student"]
        mine = [("id", "in", (self.an + self.binh).ids)]
        newcomer = Student.create({"name": "Lê Chi", "code": "MOI"})
        self.assertEqual((self.an.class_id, self.an.status), (self.class_8a, "enrolled"))
        self.assertEqual((self.an.class_number, self.binh.class_number), (1, 2))
        self.assertEqual((newcomer.class_id, newcomer.status), (self.env["school.class"], "none"))
        self.binh.enrollment_ids.date_end = "2026-10-30"
        self.assertEqual(self.binh.status, "left")
        self.assertEqual(Student.search([("class_id", "=", self.class_8a.id)]), self.an)
        self.assertEqual(Student.search([*mine, ("class_id", "=", False)]), self.binh)
        self.assertEqual(Student.search([*mine, ("class_id", "!=", False)]), self.an)
        self.assertEqual(Student.search([*mine, ("class_id.name", "=", "8A")]), self.an)
        self.assertEqual(Student.search([*mine, ("class_id", "ilike", "8a")]), self.an)
        self.assertEqual(
            Student._read_group(mine, ["class_id"], ["__count"]),
            [(self.class_8a, 1), (self.env["school.class"], 1)],
        )
        self.assertEqual(Student.search(mine, order="class_id, id").ids, (self.an + self.binh).ids)
        with freeze_time("2026-10-15"):
            self.env.invalidate_all()
            self.assertEqual(self.binh.class_id, self.class_8a)

    def test_deleting_ends_with_the_first_class(self):
        with self.assertRefused("Nguyễn An", UserError):
            self.an.unlink()
        newcomer = self.env["school.student"].create({"name": "Lê Chi", "code": "MOI"})
        partner = newcomer.partner_id
        newcomer.unlink()
        self.assertFalse(partner.exists(), "the name of a child does not stay among the contacts")

    @covers("AUD-01", "PUP-01")
    def test_who_a_pupil_is_leaves_a_trail(self):
        secretary = self.users["secretary"]
        self.an.with_user(secretary).write({"name": "Nguyễn Hoài An", "birth_date": "2013-03-16"})
        self.env.flush_all()
        story = self.env["school.trail"]._story("school.student", self.an.id, "name")
        self.assertIn(
            ("Nguyễn An", "Nguyễn Hoài An", secretary.name),
            [(row["old"], row["new"], row["user"]) for row in story],
        )
        fields_written = self.env["school.trail"].search(
            [("model", "=", "school.student"), ("res_id", "=", self.an.id)]
        )
        self.assertIn("birth_date", fields_written.mapped("field"))
        self.assertNotIn("phone", fields_written.mapped("field"))

    def test_secretary_fills_in_the_form(self):
        with Form(self.env["school.student"].with_user(self.users["secretary"])) as form:
            form.name = "Đỗ Minh Khôi"
            form.code = "HS999"
            form.birth_date = "2013-05-01"
            form.street = "Thôn 2"
            form.phone = "0912345678"
            with form.guardian_ids.new() as line:
                line.name = "Đỗ Văn Ba"
                line.relation = "father"
                line.phone = "0987 654 321"
        student = form.record
        self.assertEqual(student.phone, "+84912345678")
        self.assertEqual(student.permanent_address, "Thôn 2")
        self.assertEqual(student.guardian_ids.phone, "+84987654321")
        self.assertEqual(student.nationality_id, self.env.ref("base.vn"))

    def test_list_costs_the_same_for_one_and_for_a_class(self):
        many = self._create_students(self.class_8b, [f"Phạm Văn {i}" for i in range(45)])
        for student in many:
            self._guardian(student, phone=f"09123{student.id % 100000:05d}")
        spec = {
            name: {}
            for name in ("class_number", "family_name", "given_name", "birth_date", "gender")
        }
        spec |= {name: {} for name in ("guardian_phone", "missing_items", "permanent_address")}
        spec["class_id"] = {"fields": {"display_name": {}}}
        env = self.env(user=self.users["secretary"])
        costs = []
        for ids in (many[:1].ids, many.ids):
            domain = [("id", "in", ids)]
            for _warm_up in range(3):
                env.invalidate_all()
                before = env.cr.sql_log_count
                env["school.student"].web_search_read(domain, spec)
                cost = env.cr.sql_log_count - before
            costs.append(cost)
        self.assertLessEqual(costs[1], costs[0])
        self.assertLessEqual(costs[1], 20)

    def test_creating_pupils_in_bulk_does_not_cost_queries_per_pupil(self):
        costs = []
        for count in (1, 2, 40):
            vals_list = [
                {
                    "name": f"Lê Văn {count} {i}",
                    "code": f"B{count}-{i}",
                    "phone": "0912345678",
                    "guardian_ids": [
                        Command.create({"name": f"Lê Cha {count} {i}", "phone": "0987654321"})
                    ],
                }
                for i in range(count)
            ]
            before = self.env.cr.sql_log_count
            self.env["school.student"].create(vals_list)
            self.env.flush_all()
            costs.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(costs[2], costs[1] + 3)
