# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, new_test_user, tagged

from odoo.addons.school_core.tests.common import SchoolCommon, covers


@tagged("post_install", "-at_install", "school_security")
@freeze_time("2026-11-02 03:00:00")
class TestAccountLeaving(SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.users["other_teacher"]
        cls.employee = cls.employees["other_teacher"]
        cls.by_principal = cls.employee.with_user(cls.users["principal"])
        cls.nurse = cls.env.ref("school_core.group_school_nurse")

    def _turn(self, moment):
        with freeze_time(moment):
            self.env["res.users"]._cron_turn_school_day()

    def _keys(self):
        return self.env["res.users.apikeys"].sudo().search([("user_id", "=", self.user.id)])

    @covers("ACC-01")
    def test_archiving_ends_login_sessions_keys_and_duties_at_once(self):
        self.user.group_ids |= self.nurse
        self.env["res.users.apikeys"].with_user(self.user).sudo()._generate("rpc", "x", None)
        session = self.user._compute_session_token("sid")
        self.by_principal.with_context(no_wizard=True).action_archive()
        self.assertFalse(self.user.active)
        self.assertNotEqual(self.user._compute_session_token("sid"), session)
        self.assertFalse(self._keys())
        self.assertNotIn(self.nurse, self.user.group_ids)
        self.by_principal.action_unarchive()
        self.assertTrue(self.user.active, "Whoever returns has the account back")
        self.assertNotIn(self.nurse, self.user.group_ids, "but duties are given anew")
        self.assertTrue(self.user.has_group("school_core.group_school_teacher"))

    @covers("ACC-01")
    def test_the_dialog_of_leaving_opens_for_the_principal(self):
        action = self.by_principal.action_archive()
        wizard = self.env[action["res_model"]].with_user(self.users["principal"])
        context = {**action["context"], "active_ids": self.employee.ids}
        form = Form(wizard.with_context(**context).with_company(self.school))
        self.assertEqual(form.departure_date, date(2026, 11, 2))
        wizard = self.env["hr.departure.wizard"].with_user(self.users["teacher"])
        with self.assertRaises(AccessError):
            wizard.with_context(**context).default_get(["departure_date", "employee_ids"])

    @covers("ACC-01")
    def test_registered_departure_ends_access_on_its_day(self):
        wizard = self.env["hr.departure.wizard"].with_user(self.users["principal"])
        wizard.create(
            {"employee_ids": [Command.set(self.employee.ids)], "departure_date": "2026-11-10"}
        ).action_register_departure()
        self.assertTrue(self.user.active)
        self._turn("2026-11-09 10:00:00")
        self.assertTrue(self.user.active)
        self._turn("2026-11-09 17:05:00")
        self.assertFalse(self.user.active, "It is the 10th in Viet Nam")
        self.by_principal.departure_date = False
        self.assertTrue(self.user.active)
        self.by_principal.departure_date = "2026-11-02"
        self.assertFalse(self.user.active, "A departure of today counts when it is written")

    @covers("ACC-01")
    def test_contract_ends_access_when_its_last_day_is_over(self):
        self.employee.write(
            {"contract_date_start": "2026-09-01", "contract_date_end": "2026-11-10"}
        )
        self._turn("2026-11-10 10:00:00")
        self.assertTrue(self.user.active)
        self._turn("2026-11-10 17:05:00")
        self.assertFalse(self.user.active)
        with freeze_time("2026-11-12 03:00:00"):
            self.employee.contract_date_end = "2027-05-31"
            self.assertTrue(self.user.active, "The contract was renewed")

    def test_account_locked_for_another_reason_stays_locked(self):
        self.user.active = False
        self.by_principal.departure_date = "2026-12-01"
        self.by_principal.departure_date = False
        self.assertFalse(self.user.active)

    @covers("ACC-01")
    def test_person_of_two_schools_loses_the_one_that_was_left(self):
        self.env["hr.employee"].create(
            {"name": "An", "user_id": self.user.id, "company_id": self.other_school.id}
        )
        self.user.company_ids |= self.other_school
        self.employee.with_context(no_wizard=True).action_archive()
        self.assertTrue(self.user.active)
        self.assertEqual(self.user.company_ids, self.other_school)
        self.assertEqual(self.user.company_id, self.other_school)
        self.employee.action_unarchive()
        self.assertEqual(self.user.company_ids, self.other_school + self.school)

    @covers("ACC-01")
    def test_wrong_persons_end_no_access(self):
        principal = self.employees["principal"]
        for name in ("clerk", "system"):
            with self.subTest(name), self.assertRefused("Only the principal ends", AccessError):
                principal.with_user(self.users[name]).departure_date = "2026-12-31"
            with self.subTest(name), self.assertRefused("Only the principal ends", AccessError):
                principal.with_user(self.users[name]).with_context(no_wizard=True).action_archive()
        with self.assertRefused("his or her own access", AccessError):
            principal.with_user(self.users["principal"]).departure_date = "2026-12-31"
        with self.assertRaises(AccessError):
            self.employee.with_user(self.users["teacher"]).departure_date = "2026-11-02"
        self.assertTrue(self.user.active)

    def test_account_of_an_employee_is_linked_by_its_keepers_only(self):
        account = new_test_user(
            self.env,
            login="newcomer",
            groups="school_core.group_school_staff",
            company_id=self.school.id,
            company_ids=[Command.set(self.school.ids)],
        )
        newcomer = self.env["hr.employee"].create({"name": "Mới", "company_id": self.school.id})
        with self.assertRefused("keeps accounts", AccessError):
            newcomer.with_user(self.users["clerk"]).user_id = account
        clerk = self.employees["clerk"]
        clerk.user_id = False
        with self.assertRefused("own account", AccessError):
            newcomer.with_user(self.users["clerk"]).user_id = self.users["clerk"]
        with self.assertRefused("stands above", AccessError):
            self.employee.with_user(self.users["system"]).user_id = self.users["principal"]
        newcomer.with_user(self.users["system"]).user_id = account
        self.assertEqual(newcomer.user_id, account)

    def test_accounts_of_the_operator_are_not_the_schools_to_end(self):
        operator = self.env["hr.employee"].create(
            {
                "name": "Vận hành",
                "company_id": self.school.id,
                "user_id": self.env.ref("base.user_admin").id,
            }
        )
        operator.with_user(self.users["principal"]).departure_date = "2026-11-02"
        self.assertTrue(operator.user_id.active)

    def test_turning_a_day_without_changes_costs_few_queries(self):
        self.env["res.users"]._turn_school_day()
        self.env.flush_all()
        with self.assertQueryCount(4):
            self.env["res.users"]._turn_school_day()
