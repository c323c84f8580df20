# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import SchoolCommon, covers

FORM = "school_core.res_company_view_form_school"


@tagged("post_install", "-at_install", "school_security")
class TestSchoolSettings(SchoolCommon):
    @covers("LOCK-01", "ACC-01")
    def test_who_decides_what_holds_without_a_lock(self):
        for login in ("system", "vice_academic", "teacher", "secretary"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._as(login, self.school).school_lock_default = "closed"
        self.assertEqual(self.school.school_lock_default, "open")
        for login, value in (("principal", "closed"), ("gradebook_admin", "open")):
            self._as(login, self.school).school_lock_default = value
            self.assertEqual(self.school.school_lock_default, value)

    @covers("ACC-01")
    def test_keeper_of_the_books_changes_nothing_else(self):
        for values in (
            {"phone": "0240"},
            {"name": "Trường khác"},
            {"school_code": "1"},
            {"school_lock_default": "closed", "phone": "0240"},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self._as("gradebook_admin", self.school).write(values)
        with self.assertRaises(AccessError):
            self.other_school.with_user(self.users["gradebook_admin"]).school_lock_default = "open"
        self._as("principal", self.school).write({"school_lock_default": "closed", "phone": "0240"})

    @covers("ACC-01")
    def test_no_other_record_is_written_through_the_school(self):
        other_year = self._create_year(self.other_school)
        for login in ("principal", "system"):
            for command in (
                Command.update(other_year.id, {"state": "closed"}),
                Command.create({"date_start": "2030-09-05"}),
                Command.delete(self.year.id),
            ):
                with self.subTest(login=login, command=command), self.assertRaises(AccessError):
                    self._as(login, self.school).write({"school_year_ids": [command]})
            self.assertTrue(
                self._as(login, self.school)._only_links("school_level_ids", [Command.clear()])
            )
            for command in (Command.create({"name": "x"}), Command.update(self.level.id, {})):
                self.assertFalse(
                    self._as(login, self.school)._only_links("school_level_ids", [command])
                )
        self.assertEqual(other_year.state, "open")

    @covers("LOCK-01")
    def test_settings_form_shows_it_to_those_who_decide(self):
        for login in ("principal", "gradebook_admin"):
            with Form(self._as(login, self.school), view=FORM) as form:
                form.school_lock_default = "closed"
            self.assertEqual(self.school.school_lock_default, "closed")
            self.assertEqual(self._as(login, self.school).school_is_editable, login == "principal")
        self.assertNotIn(
            "school_lock_default", Form(self._as("system", self.school), view=FORM)._view["fields"]
        )

    @covers("AUD-01", "LOCK-01")
    def test_trail(self):
        self._as("principal", self.school).school_lock_default = "closed"
        self.env.flush_all()
        row = self.env["school.trail"].search(
            [("model", "=", "res.company"), ("field", "=", "school_lock_default")], limit=1
        )
        self.assertEqual((row.old, row.new), ("open", "closed"))
        self.assertEqual((row.company_id, row.user_id), (self.school, self.users["principal"]))
        self.env.cr.execute(
            "UPDATE res_company SET school_lock_default = 'open' WHERE id = %s", [self.school.id]
        )
        row = self.env["school.trail"].search(
            [("model", "=", "res.company"), ("field", "=", "school_lock_default")], limit=1
        )
        self.assertEqual((row.old, row.new), ("closed", "open"))


@tagged("post_install", "-at_install")
class TestFirstAdministrator(SchoolCommon):
    @covers("ACC-01")
    def test_who_installs_the_software_has_a_home(self):
        """The account that Odoo makes is the school's system administrator from the start."""
        admin = self.env.ref("base.user_admin")
        self.assertTrue(admin.has_group("school_core.group_school_system"))
        root = self.env.ref("school_core.school_menu_root")
        self.assertIn(root.id, self.env["ir.ui.menu"].with_user(admin)._visible_menu_ids())
        today = self.env["school.home"].with_user(admin).get_today()
        self.assertIn("School System Administrator", today["head"]["roles"])
        self.assertIn("no_year", [line["key"] for line in today["lines"]])
