# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import SchoolCommon, covers


@tagged("post_install", "-at_install", "school_security")
@freeze_time("2026-11-02 03:00:00")
class TestAccountParents(SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.an, cls.binh = cls._create_students(cls.class_8a, ["Nguyễn An", "Trần Bình"])
        cls.chi = cls._create_students(cls.class_8b, ["Nguyễn Chi"])
        cls.mother = cls._guardian(cls.an, "Lê Mai", "0912345678")

    @classmethod
    def _guardian(cls, student, name, phone=None, relation="mother"):
        return cls.env["school.guardian"].create(
            {"student_id": student.id, "name": name, "phone": phone, "relation": relation}
        )

    def _batch(self, who="principal"):
        batches = self.env["school.account.batch"].with_user(self.users[who])
        return batches.browse(batches.with_company(self.school)._open("parents")["res_id"])

    def _line(self, batch, name):
        return batch.line_ids.filtered(lambda line: line.name == name)

    def _reads(self, user):
        return self.env["school.student"].with_user(user).search([])

    @covers("ACC-01")
    def test_login_is_the_telephone_and_only_own_children_are_read(self):
        batch = self._batch()
        self.assertEqual(self._line(batch, "Lê Mai").login, "+84912345678")
        batch.action_make()
        user = self.mother.user_id
        self.assertTrue(user.share)
        self.assertEqual(user.partner_id, self.mother.partner_id)
        self.assertEqual(self._reads(user), self.an)
        with self.assertRaises(AccessError):
            self.binh.with_user(user).read(["name"])
        with self.assertRaises(AccessError):
            self.an.with_user(user).name = "Khác"
        with self.assertRaises(AccessError):
            self.an.with_user(user).read(["guardian_ids"])
        found = self.env["school.enrollment"].with_user(user).search([])
        self.assertEqual(found.student_id, self.an)
        self.assertEqual(self.env["school.guardian"].with_user(user).search([]), self.mother)
        for typed in ("0912345678", "+84 912 345 678", "84912345678", "0912.345.678"):
            domain = self.env["res.users"]._get_login_domain(typed)
            self.assertEqual(self.env["res.users"].search(domain), user, typed)

    def test_brothers_and_sisters_have_one_account(self):
        self._batch().action_make()
        user = self.mother.user_id
        sister = self._guardian(self.chi, "Lê Mai", "0912 345 678")
        self.assertEqual(sister.user_id, user, "a child who joins later")
        self.assertEqual(self._reads(user), self.an + self.chi)
        line = self._line(self._batch(), "Lê Mai")
        self.assertEqual(len(line), 1)
        self.assertIn("Nguyễn An (8A)", line.children)
        self.assertIn("Nguyễn Chi (8B)", line.children)
        sister.unlink()
        self.assertEqual(self._reads(user), self.an)

    def test_one_telephone_for_two_parents(self):
        self._guardian(self.an, "Nguyễn Nam", "0912345678", "father")
        batch = self._batch()
        for name, other in (("Lê Mai", "Nguyễn Nam"), ("Nguyễn Nam", "Lê Mai")):
            line = self._line(batch, name)
            self.assertEqual(line.state, "new")
            self.assertRegex(line.login, r"^ph\d{5,}\.kd$")
            self.assertIn(other, line.note)
        batch.action_make()
        self.assertEqual(len(self.an.guardian_ids.user_id), 2)

    def test_telephone_that_is_a_login_already_is_not_given_to_another(self):
        self._batch().action_make()
        self._guardian(self.binh, "Nguyễn Nam", "0912345678", "father")
        line = self._line(self._batch(), "Nguyễn Nam")
        self.assertRegex(line.login, r"^ph\d{5,}\.kd$")
        self.assertIn("Lê Mai", line.note)

    def test_no_telephone_gives_a_card(self):
        father = self._guardian(self.binh, "Trần Tư", relation="father")
        line = self._line(self._batch(), "Trần Tư")
        self.assertEqual(line.login, f"ph{father.partner_id.id:05d}.kd")

    def test_sisters_in_two_schools_have_one_account(self):
        self._batch().action_make()
        user = self.mother.user_id
        year = self._create_year(self.other_school)
        other_class = self._create_class("6A", year=year)
        dung = self._create_students(other_class, ["Nguyễn Dung"])
        guardian = self._guardian(dung, "LÊ MAI", "0912345678")
        self.assertFalse(guardian.user_id)
        maker = self.env["school.account.maker"]
        maker._make_parents(self.other_school, other_class, guardian)
        self.assertEqual(guardian.user_id, user)
        self.assertEqual(self._reads(user), self.an + dung)
        with self.assertRefused("another school", AccessError):
            user.with_user(self.users["principal"])._check_keeper()

    def test_links_are_the_programs_to_make(self):
        self._batch().action_make()
        user = self.mother.user_id
        other = self._guardian(self.binh, "Trần Tư")
        for who in ("homeroom", "secretary", "principal", "system"):
            with self.subTest(who), self.assertRaises(AccessError):
                other.with_user(self.users[who]).user_id = user
            with self.subTest(who), self.assertRaises(AccessError):
                self.env["school.guardian"].with_user(self.users[who]).create(
                    {"student_id": self.an.id, "name": "X", "user_id": user.id}
                )

    @covers("ACC-01")
    def test_access_ends_months_after_the_last_child_has_left(self):
        self._batch().action_make()
        user = self.mother.user_id
        self.school.school_parent_months = 1
        place = self.an.enrollment_ids
        place.date_end = "2026-11-01"
        guardians = self.env["school.guardian"]
        guardians._follow_children()
        self.assertTrue(user.active)
        with freeze_time("2026-12-01 03:00:00"):
            guardians._follow_children()
            self.assertTrue(user.active)
        with freeze_time("2026-12-02 03:00:00"):
            guardians._follow_children()
            self.assertFalse(user.active)
            self.env["school.enrollment"].create(
                {
                    "student_id": self.an.id,
                    "class_id": self.class_8b.id,
                    "date_start": "2026-12-02",
                }
            )
            self.assertTrue(user.active, "the child has returned")
        self.mother.unlink()
        self.assertFalse(user.active, "no guardian of anybody any more")

    def test_2000_guardians_in_bounded_queries(self):
        def make(count, start):
            school_class = self._create_class(f"7{start}")
            students = self._create_students(school_class, [f"Em {i}" for i in range(count)])
            guardians = self.env["school.guardian"].create(
                [
                    {
                        "student_id": student.id,
                        "name": f"Mẹ {start + i}",
                        "phone": f"09{80000000 + start + i}",
                    }
                    for i, student in enumerate(students)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            made = self.env["school.account.maker"]._make_parents(
                self.school, school_class, guardians
            )
            self.env.flush_all()
            self.assertEqual(len(made), count)
            return self.env.cr.sql_log_count - before

        few, many = make(10, 1000), make(200, 2000)
        # Odoo itself looks once at each contact
        self.assertLess(many, few + 1.2 * 190, f"{few} for 10, {many} for 200")
