# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, http
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import SchoolCommon, WebCase, covers


@tagged("post_install", "-at_install", "school_security")
class TestOwnName(WebCase, SchoolCommon):
    """Nobody takes another name: neither as the own one nor as the author of a message."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pupil = cls._create_students(cls.class_8a, ["Nguyễn An"])
        cls.mother = cls.env["school.guardian"].create(
            {
                "student_id": cls.pupil.id,
                "name": "Bình",
                "relation": "mother",
                "phone": "0912345678",
                "email": "binh@example.com",
            }
        )
        cls.users["parent"] = new_test_user(
            cls.env,
            login="parent",
            groups="school_core.group_school_parent",
            partner_id=cls.mother.partner_id.id,
            company_id=cls.school.id,
            company_ids=[Command.set(cls.school.ids)],
        )
        cls.mother.user_id = cls.users["parent"]
        cls.mother.name = "Trần Thị Bình"

    @covers("ACC-01")
    def test_own_row_gives_neither_another_name_nor_more_rights(self):
        principal = self.env.ref("school_core.group_school_principal")
        taken = {
            "name": "Hiệu trưởng",
            "display_name": "Hiệu trưởng",
            "email": "principal@example.com",
            "phone": "0999999999",
            "login": "other",
            "group_ids": [Command.link(principal.id)],
            "company_ids": [Command.link(self.other_school.id)],
            "company_id": self.other_school.id,
            "school_authority_id": self.env["school.authority"]
            .create({"name": "Sở", "code": "S9"})
            .id,
            "password": "Mat-khau-moi-9",
            "active": False,
        }
        for role in ("teacher", "parent", "principal"):
            user = self.users[role].with_user(self.users[role])
            for field, value in taken.items():
                with self.subTest(role=role, field=field):
                    before = user.sudo()[field]
                    try:
                        with self.env.cr.savepoint():
                            user.write({field: value})
                    except (AccessError, UserError):
                        continue
                    self.assertEqual(user.sudo()[field], before)

    @covers("ACC-01")
    def test_harmless_preferences_are_still_written(self):
        for role in ("teacher", "parent"):
            user = self.users[role].with_user(self.users[role])
            user.write({"tz": "Asia/Bangkok"})
            self.assertEqual(user.tz, "Asia/Bangkok")

    @covers("ACC-01")
    def test_key_of_a_program_is_not_passed_on(self):
        user = self.users["teacher"].with_user(self.users["teacher"])
        self.env["res.users.apikeys"].with_user(user).sudo()._generate("rpc", "x", None)
        key = user.sudo().api_key_ids
        for values in ({"user_id": self.users["principal"].id}, {"scope": False}):
            for field in ("api_key_ids", "employee_bank_account_ids"):
                with self.subTest(values=values, field=field), self.assertRaises(AccessError):
                    user.write({field: [Command.update(key.id, values)]})
        self.assertEqual(key.user_id, self.users["teacher"])

    @covers("ACC-01")
    def test_messages_bear_the_name_of_who_writes(self):
        teacher, principal = (self.users[role] for role in ("teacher", "principal"))
        channel = (
            self.env["discuss.channel"]
            .with_user(teacher)
            .create({"name": "Tổ Toán", "channel_type": "group"})
        )
        own = channel.message_post(body="Họp tổ", message_type="comment")
        self.assertEqual(own.author_id, teacher.partner_id)
        spoofed = (
            {"author_id": principal.partner_id.id},
            {"author_id": False, "email_from": "principal@example.com"},
            {"email_from": '"Hiệu trưởng" <principal@example.com>'},
        )
        for values in spoofed:
            with self.subTest(values=values), self.assertRaises(AccessError):
                channel.message_post(body="Nghỉ học", message_type="comment", **values)
            with self.subTest(values=values), self.assertRaises(AccessError):
                own.write(values)
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.env["mail.message"].with_user(teacher).create(
                    {"model": channel._name, "res_id": channel.id, "body": "x", **values}
                )
        composer = (
            self.env["mail.compose.message"]
            .with_user(teacher)
            .create(
                {
                    "model": channel._name,
                    "res_ids": str(channel.ids),
                    "body": "x",
                    "composition_mode": "mass_mail",
                    "author_id": principal.partner_id.id,
                }
            )
        )
        with self.assertRaises(AccessError):
            composer.action_send_mail()

    @covers("ACC-01", "PUP-01")
    def test_family_tells_the_school_what_has_changed(self):
        self.authenticate("parent", "parentxx")
        form = {
            "csrf_token": http.Request.csrf_token(self),
            "partner_id": self.mother.partner_id.id,
            "name": "Hiệu trưởng",
            "phone": "0999999999",
            "email": "other@example.com",
            "street": "1",
            "city": "Huế",
            "country_id": self.env.ref("base.vn").id,
        }
        answer = self.url_open("/my/address/submit", data=form).json()
        self.assertIn("kept by the school", answer["messages"][0])
        form["partner_id"] = ""
        answer = self.url_open("/my/address/submit", data=form).json()
        self.assertIn("kept by the school", answer["messages"][0])
        self.assertEqual(self.mother.name, "Trần Thị Bình")
        self.assertFalse(self.mother.partner_id.child_ids)

    @covers("ACC-01", "PUP-01")
    def test_own_data_are_shown_and_not_edited(self):
        for login in ("parent", "teacher"):
            self.authenticate(login, login.ljust(8, "x"))
            for path in ("/my/account", "/my/addresses", "/my/address"):
                with self.subTest(login=login, path=path):
                    page = self.url_open(path)
                    self.assertIn("o_school_own_data", page.text)
                    self.assertNotIn('name="street"', page.text)
            self.assertNotIn("/my/addresses", self.url_open("/my/home").text)
