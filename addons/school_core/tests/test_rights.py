# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import SchoolCommon, covers


@tagged("post_install", "-at_install", "school_security")
class TestRights(SchoolCommon):
    """What Odoo opens to everybody, and the school does not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls.users["other_teacher"]
        cls.stranger = cls.users["foreign_teacher"]
        cls.students = cls._create_students(cls.class_8b, ["Nguyễn Bí Mật"])

    @covers("ACC-01", "ORG-01")
    def test_accounts_and_contacts_of_another_school_are_not_found(self):
        for role in ("principal", "teacher", "clerk", "system"):
            with self.subTest(role=role):
                users = self.env["res.users"].with_user(self.users[role])
                found = users.search([("id", "in", (self.colleague + self.stranger).ids)])
                self.assertEqual(found, self.colleague)
                names = [name for _id, name in users.name_search("foreign")]
                self.assertEqual(names, [])
                partners = (self.colleague + self.stranger).partner_id
                found = users.env["res.partner"].search([("id", "in", partners.ids)])
                self.assertEqual(found, self.colleague.partner_id)
                with self.assertRaises(AccessError):
                    self.stranger.partner_id.with_user(users.env.user).read(["email"])

    @covers("ACC-01")
    def test_operator_keeps_the_accounts_of_all_schools(self):
        operator = self.env.ref("base.user_admin")
        self.assertTrue(self.stranger.with_user(operator).has_access("read"))
        self.assertTrue(self.stranger.partner_id.with_user(operator).has_access("read"))

    @covers("ACC-01")
    def test_a_dialogue_is_for_whoever_opened_it(self):
        opener, other = self.users["principal"], self.users["gradebook_admin"]
        kind = self.env["school.book.kind"].create({"name": "Sổ thử", "code": "try"})
        values = {"reason": "Khoá sổ", "kind_id": kind.id, "year_id": self.year.id}
        dialogue = self.env["school.lock.set"].with_user(opener).create(values)
        self.assertTrue(dialogue.has_access("write"))
        theirs = dialogue.with_user(other)
        self.assertFalse(theirs.search([("id", "=", dialogue.id)]))
        for operation in ("read", "write", "unlink"):
            with self.subTest(operation=operation):
                self.assertFalse(theirs.has_access(operation))

    @covers("ACC-01")
    def test_refusal_does_not_name_the_record(self):
        """Developer mode is open to all staff; the text of its errors must not be a way in."""
        hidden = self.students.with_user(self.users["teacher"])
        groups = type(self.env["res.users"])
        with (
            patch.object(groups, "has_group", return_value=True),
            self.assertRaises(AccessError) as refusal,
        ):
            hidden.read(["name"])
        self.assertNotIn("Bí Mật", str(refusal.exception))

    @covers("ACC-01", "ORG-01")
    def test_nobody_writes_the_staff_file_of_another_school(self):
        versions = self.env["hr.version"].with_user(self.users["clerk"])
        values = {"date_version": "2026-10-01"}
        own = versions.create({**values, "employee_id": self.employees["teacher"].id})
        self.assertEqual(own.employee_id, self.employees["teacher"])
        with self.assertRaises(AccessError):
            versions.create({**values, "employee_id": self.employees["foreign_teacher"].id})
