# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import SchoolCommon, covers


@tagged("post_install", "-at_install")
@freeze_time("2026-11-02 03:00:00")
class TestAccountBatch(SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.school.school_district_abbreviation = "q1"
        cls.an, cls.an_too, cls.hoa = cls.env["hr.employee"].create(
            [
                {"name": name, "company_id": cls.school.id, "birthday": birthday}
                for name, birthday in (
                    ("Nguyễn Văn An", "1990-01-01"),
                    ("Ngô Vi An", "1991-02-02"),
                    ("Trần Thị Hoa", "1992-03-03"),
                )
            ]
        )

    def _open(self, who="principal", kind="staff", school=None):
        school = school or self.school
        batches = self.env["school.account.batch"].with_user(self.users[who])
        return batches.browse(batches.with_company(school)._open(kind)["res_id"])

    def _line(self, batch, employee):
        return batch.line_ids.filtered(lambda line: line.employee_id == employee)

    @covers("ACC-02")
    def test_what_is_proposed_is_made(self):
        batch = self._open()
        order = [(line.state == "used", line.employee_id.name_key) for line in batch.line_ids]
        self.assertEqual(order, sorted(order), "who needs something comes first")
        proposed = {line.employee_id: line.login for line in batch.line_ids}
        # sorted by the given name, then by the family name: Ngô before Nguyễn
        self.assertEqual(proposed[self.an_too], "annv.kd")
        self.assertEqual(proposed[self.an], "annv2.kd")
        self.assertEqual(proposed[self.hoa], "hoatt.kd")
        self.assertEqual(batch.new_count, 3)
        batch.action_make()
        for employee in (self.an, self.an_too, self.hoa):
            self.assertEqual(employee.user_id.login, proposed[employee])
            self.assertEqual(employee.user_id.company_ids, self.school)
            self.assertEqual(employee.user_id.partner_id, employee.work_contact_id)
            self.assertTrue(employee.user_id.has_group("school_core.group_school_staff"))
            self.assertFalse(employee.user_id.group_ids.filtered("is_school_duty"))
        self.assertFalse(self.an.user_id._with_password(), "no password at all before first use")
        self.assertEqual((batch.new_count, batch.letter_count), (0, 3))

    @covers("ACC-02")
    def test_name_stays_when_a_person_is_renamed(self):
        self._open().action_make()
        self.hoa.name = "Trần Thị Huệ"
        self.hoa.user_id.name = "Trần Thị Huệ"
        batch = self._open()
        self.assertEqual(self._line(batch, self.hoa).login, "hoatt.kd")
        self.assertEqual(self.hoa.user_id.login, "hoatt.kd")

    @covers("ACC-02")
    def test_name_of_somebody_who_left_is_not_given_again(self):
        self._open().action_make()
        self.hoa.with_context(no_wizard=True).action_archive()
        other = self.env["hr.employee"].create({"name": "Tạ Thu Hoa", "company_id": self.school.id})
        self.assertEqual(self._line(self._open(), other).login, "hoatt2.kd")

    @covers("ACC-02")
    def test_clashes_across_schools_with_one_abbreviation(self):
        self._open().action_make()
        self.other_school.write({"school_abbreviation": "kd", "school_district_abbreviation": "q2"})
        other = self.env["hr.employee"].create(
            {"name": "Tô Thị Hoa", "company_id": self.other_school.id}
        )
        proposals = self.env["school.account.proposal"]._staff(self.other_school)
        logins = {proposal["employee_id"]: proposal["login"] for proposal in proposals}
        self.assertEqual(logins[other.id], "hoatt2.kd")

    @covers("ACC-02")
    def test_school_administrator(self):
        batch = self._open()
        batch.administrator_id = self.hoa
        batch.action_fill()
        self.assertEqual(self._line(batch, self.hoa).login, "q1_kd")
        batch.action_make()
        self.assertEqual(self.hoa.user_id.login, "q1_kd")
        self.assertTrue(self.hoa.user_id.has_group("school_core.group_school_system"))

    def test_school_administrator_is_made_by_the_principal_only(self):
        with self.assertRefused("Only the principal gives", AccessError):
            self.env["school.account.maker"].with_user(self.users["system"])._make_staff(
                self.school, self.hoa, self.hoa
            )
        with self.assertRefused("already", UserError):
            self.env["school.account.maker"].with_user(self.users["principal"])._make_staff(
                self.school, self.hoa, self.employees["clerk"]
            )

    def test_who_lacks_what(self):
        self.an.name = "Nguyễn 3"
        batch = self._open()
        line = self._line(batch, self.an)
        self.assertEqual((line.state, line.login), ("lacking", ""))
        self.assertIn("no letter", line.note)
        self.assertIn("No e-mail", self._line(batch, self.hoa).note)
        batch.action_make()
        self.assertFalse(self.an.user_id)
        self.assertTrue(self.hoa.user_id)
        self.school.school_abbreviation = False
        new = self.env["hr.employee"].create({"name": "Vũ Bé", "company_id": self.school.id})
        line = self._line(self._open(), new)
        self.assertEqual(line.state, "lacking")
        self.assertIn("abbreviation", line.note)

    def test_teachers_get_the_duty_of_their_assignment(self):
        self.env["school.homeroom.assignment"].create(
            {
                "class_id": self.class_8b.id,
                "teacher_id": self.hoa.id,
                "date_start": "2026-11-01",
            }
        )
        self._open().action_make()
        self.assertTrue(self.hoa.user_id.has_group("school_core.group_school_homeroom"))

    @covers("ACC-01")
    def test_person_who_returns_has_the_former_account(self):
        self._open().action_make()
        account = self.hoa.user_id
        self.hoa.with_context(no_wizard=True).action_archive()
        self.assertFalse(account.active)
        again = self.env["hr.employee"].create(
            {"name": "Trần Thị Hoa", "company_id": self.school.id, "birthday": "1992-03-03"}
        )
        batch = self._open()
        self.assertIn("Returns", self._line(batch, again).note)
        batch.action_make()
        self.assertEqual(again.user_id, account)
        self.assertTrue(account.active)

    @covers("ACC-01")
    def test_wrong_persons_make_no_accounts(self):
        for who in ("clerk", "vice_academic", "teacher", "foreign_teacher"):
            with self.subTest(who), self.assertRaises(AccessError):
                self._open(who)
            maker = self.env["school.account.maker"].with_user(self.users[who])
            with self.subTest(who), self.assertRaises(AccessError):
                maker._make_staff(self.school, self.hoa)
            with self.subTest(who), self.assertRaises(AccessError):
                maker._make_parents(self.school, self.class_8a, self.env["school.guardian"])
        maker = self.env["school.account.maker"].with_user(self.users["principal"])
        with self.assertRefused("not your school", AccessError):
            maker._make_staff(self.other_school, self.hoa)
        lines = self._open().line_ids
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            lines.with_user(self.users["system"]).read(["login"])

    @covers("ACC-02")
    def test_login_of_a_line_that_was_tampered_with_counts_for_nothing(self):
        batch = self._open()
        self._line(batch, self.hoa).login = "admin2"
        batch.action_make()
        self.assertEqual(self.hoa.user_id.login, "hoatt.kd")

    def test_120_members_of_the_staff(self):
        def make(count, start):
            employees = self.env["hr.employee"].create(
                [
                    {"name": f"Lê Văn {'B' * (start + i + 1)}", "company_id": self.school.id}
                    for i in range(count)
                ]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            users = self.env["school.account.maker"]._make_staff(self.school, employees)
            self.env.flush_all()
            self.assertEqual(len(users), count)
            return self.env.cr.sql_log_count - before

        few, many = make(5, 0), make(120, 5)
        # Odoo itself looks once for each one's channels and bus
        self.assertLess(many, few + 2.2 * 120, f"{few} for 5, {many} for 120")
