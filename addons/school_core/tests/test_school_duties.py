# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .common import SchoolCommon, covers


@tagged("post_install", "-at_install", "school_security")
class TestSchoolDuties(SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.duties = cls.env["res.groups"].search([("is_school_duty", "=", True)])
        cls.librarian = cls.env.ref("school_core.group_school_librarian")
        cls.principal_duty = cls.env.ref("school_core.group_school_principal")
        cls.employee = cls.employees["other_teacher"]
        cls.user = cls.users["other_teacher"]

    def _give(self, giver, duties, employee=None):
        employee = (employee or self.employee).with_user(self.users[giver])
        employee.school_duty_ids = [Command.link(duty.id) for duty in duties]

    @covers("ACC-01")
    def test_every_role_of_the_staff_is_a_duty(self):
        self.assertEqual(len(self.duties), 16)
        self.assertNotIn(self.env.ref("school_core.group_school_province_officer"), self.duties)

    @covers("ACC-01")
    def test_principal_gives_and_takes_duties(self):
        with Form(self.employee.with_user(self.users["principal"])) as form:
            form.school_duty_ids.add(self.librarian)
        self.assertTrue(self.user.has_group("school_core.group_school_librarian"))
        self.assertTrue(self.user.has_group("school_core.group_school_teacher"))
        self.employee.with_user(self.users["principal"]).school_duty_ids = [Command.clear()]
        self.assertFalse(self.user.has_group("school_core.group_school_librarian"))
        self.assertFalse(self.user.has_group("school_core.group_school_teacher"))
        self.assertTrue(self.user.has_group("school_core.group_school_staff"))

    @covers("ACC-01")
    def test_system_administrator_gives_all_but_the_reserved_duties(self):
        self._give("system", self.librarian)
        self.assertTrue(self.user.has_group("school_core.group_school_librarian"))
        for name in ("principal", "system"):
            duty = self.env.ref(f"school_core.group_school_{name}")
            with self.subTest(name), self.assertRaisesRegex(AccessError, "Only the principal"):
                self._give("system", duty)
        self._give("principal", self.principal_duty)
        self.assertTrue(self.user.has_group("school_core.group_school_principal"))

    @covers("ACC-01")
    def test_others_give_no_duties(self):
        for giver in ("clerk", "vice_academic", "teacher", "foreign_teacher"):
            with self.subTest(giver), self.assertRaises(AccessError):
                self._give(giver, self.librarian)
            self.assertFalse(self.user.has_group("school_core.group_school_librarian"))

    @covers("ACC-01")
    def test_nobody_changes_own_duties(self):
        for giver in ("principal", "system"):
            with self.subTest(giver), self.assertRaisesRegex(AccessError, "own duties"):
                self._give(giver, self.librarian, self.employees[giver])

    @covers("ACC-01")
    def test_only_duties_of_the_school_can_be_given(self):
        for xmlid in ("base.group_system", "base.group_erp_manager", "hr.group_hr_manager"):
            with self.subTest(xmlid), self.assertRaises(AccessError):
                self._give("principal", self.env.ref(xmlid))
            self.assertFalse(self.user.has_group(xmlid))
        for giver in ("principal", "system"):
            with self.subTest(giver), self.assertRaises(AccessError):
                self.users["teacher"].with_user(self.users[giver]).group_ids = [
                    Command.link(self.env.ref("base.group_system").id)
                ]
            with self.subTest(giver), self.assertRaises(AccessError):
                self.librarian.with_user(self.users[giver]).implied_ids = [
                    Command.link(self.env.ref("base.group_system").id)
                ]

    @covers("ACC-01")
    def test_duties_of_another_school_are_out_of_reach(self):
        with self.assertRaises(AccessError):
            self._give("principal", self.librarian, self.employees["foreign_teacher"])
        self.user.company_ids = [Command.link(self.other_school.id)]
        with self.assertRaisesRegex(AccessError, "also works for THCS Lê Lợi"):
            self._give("principal", self.principal_duty)

    @covers("ACC-01")
    def test_employee_without_account(self):
        employee = self.env["hr.employee"].create(
            {"name": "Lê Văn Tám", "company_id": self.school.id}
        )
        with self.assertRaisesRegex(UserError, "Lê Văn Tám has no account"):
            self._give("principal", self.librarian, employee)

    @covers("ACC-01")
    def test_teachers_see_names_of_colleagues_but_no_private_data(self):
        teacher = self.users["teacher"]
        colleagues = self.env["hr.employee.public"].with_user(teacher).search([])
        self.assertIn(self.employee.id, colleagues.ids)
        self.assertNotIn(self.employees["foreign_teacher"].id, colleagues.ids)
        homeroom = self.class_8a.with_user(teacher).homeroom_id
        self.assertEqual(homeroom.name, self.employees["homeroom"].name)
        with self.assertRaises(AccessError):
            self.employee.with_user(teacher).read(["private_street"])


@tagged("post_install", "-at_install", "school_security")
class TestSchoolSettings(SchoolCommon):
    @covers("ORG-01")
    def test_principal_keeps_the_settings_of_the_own_school(self):
        school = self.school.with_user(self.users["principal"])
        school.write(
            {"phone": "028 3822 1234", "street": "1 Lê Duẩn", "school_abbreviation": "kdg"}
        )
        self.assertEqual(self.school.street, "1 Lê Duẩn")
        for values in (
            {"school_level_ids": [Command.clear()]},
            {"school_code": "X"},
            {"school_authority_id": False},
            {"currency_id": self.env.ref("base.USD").id},
            {"parent_id": self.other_school.id},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                school.write(values)
        with self.assertRaises(AccessError):
            self.other_school.with_user(self.users["principal"]).write({"phone": "1"})
        for role in ("teacher", "clerk", "vice_academic"):
            with self.subTest(role), self.assertRaises(AccessError):
                self.school.with_user(self.users[role]).write({"phone": "1"})

    @covers("ORG-01", "ORG-02")
    def test_working_days_of_another_school_are_out_of_reach(self):
        principal = self.users["principal"]
        own = self.school.resource_calendar_id.with_user(principal)
        other = self.other_school.resource_calendar_id.with_user(principal)
        own.attendance_ids.filtered(lambda line: line.dayofweek == "4").unlink()
        self.assertFalse(self.year._is_working_day(date(2026, 9, 11)))
        with self.assertRaises(AccessError):
            other.name = "x"
        with self.assertRaises(AccessError):
            other.attendance_ids.unlink()
        with self.assertRaises(AccessError):
            self.env["resource.calendar.leaves"].with_user(principal).create(
                {
                    "name": "x",
                    "calendar_id": other.id,
                    "company_id": self.other_school.id,
                    "date_from": "2026-09-11",
                    "date_to": "2026-09-12",
                }
            )

    @covers("ORG-01")
    def test_abbreviation_is_fit_for_logins(self):
        for value in ("KD", "kim đồng", "k-d"):
            with (
                self.subTest(value),
                self.assertRaisesRegex(UserError, "THCS Kim Đồng"),
                self.env.cr.savepoint(),
            ):
                self.school.school_abbreviation = value

    @covers("ORG-01")
    def test_principal_belongs_to_the_school(self):
        with self.assertRaisesRegex(UserError, "does not belong to the staff of THCS Kim Đồng"):
            self.school.school_principal_id = self.employees["foreign_teacher"]

    @covers("ORG-01")
    def test_chain_of_authorities(self):
        authorities = self.env["school.authority"]
        province = authorities.create({"name": "Sở GDĐT", "code": "S"})
        commune = authorities.create(
            {"name": "Phòng VH-XH", "code": "P", "kind": "commune", "parent_id": province.id}
        )
        self.school.school_authority_id = commune
        self.assertEqual(province.school_count, 1)
        with self.assertRaisesRegex(UserError, "only a commune's office"):
            authorities.create(
                {"name": "X", "code": "X", "kind": "commune", "parent_id": commune.id}
            )

    @covers("ORG-01", "ACC-01")
    def test_officer_reads_the_schools_of_the_authority_from_the_moment_of_the_posting(self):
        authorities = self.env["school.authority"]
        province = authorities.create({"name": "Sở GDĐT", "code": "S"})
        commune, other_commune = authorities.create(
            [
                {"name": name, "code": name, "kind": "commune", "parent_id": province.id}
                for name in ("P1", "P2")
            ]
        )
        self.school.school_authority_id = commune
        self.other_school.school_authority_id = other_commune
        self._create_year(self.other_school)
        office = self.env["res.company"].create({"name": "Sở GDĐT"})
        officer = new_test_user(
            self.env,
            login="officer",
            groups="school_core.group_school_commune_officer",
            company_id=office.id,
            company_ids=[Command.set(office.ids)],
        )
        years = self.env["school.year"].with_user(officer)
        for authority, schools in (
            (authorities, self.env["res.company"]),
            (commune, self.school),
            (other_commune, self.other_school),
            (province, self.school + self.other_school),
        ):
            with self.subTest(authority.name):
                officer.school_authority_id = authority
                self.assertEqual(years.search([]).company_id, schools)
                visible = self.env["res.company"].with_user(officer).search([])
                self.assertEqual(visible, schools + office)
        self.year.with_user(self.users["principal"]).action_fill_holidays()
        self.env.invalidate_all()
        for day in ("2026-11-23", "2027-02-08", "2027-03-01"):
            self.assertEqual(
                self.year.with_user(officer)._week_of(day),
                self.year.with_user(self.users["teacher"])._week_of(day),
            )
        with self.assertRaises(AccessError):
            self.year.with_user(officer).write({"name": "x"})
        with self.assertRaises(AccessError):
            self.school.with_user(officer).write({"phone": "1"})
