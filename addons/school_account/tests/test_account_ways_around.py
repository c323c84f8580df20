# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import xmlrpc.client
from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged
from odoo.tests.common import Transport
from odoo.tools import mute_logger

from odoo.addons.auth_signup.models.res_partner import SignupError
from odoo.addons.school_core.tests.common import covers

from .common import PASSWORD, AccountCase

SECRET = "JBSWY3DPEHPK3PXP"


@tagged("post_install", "-at_install", "school_security")
class TestAccountWaysAround(AccountCase):
    """Every way into an account besides the log-in page asks for the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["parent"] = new_test_user(
            cls.env,
            login="+84912345678",
            email="parent@example.com",
            password=PASSWORD,
            groups="school_core.group_school_parent",
            company_id=cls.school.id,
            company_ids=[Command.set(cls.school.ids)],
        )

    def post(self, browser, path, parameters, **options):
        answer = browser.post(
            self.base_url() + path, json={"params": parameters}, timeout=120, **options
        )
        return answer.json()

    def key(self, role):
        keys = self.env["res.users.apikeys"].with_user(self.users[role]).sudo()
        return keys._generate("rpc", "script", fields.Datetime.now() + timedelta(days=1))

    def program(self, role, secret):
        """Whether a program that sends ``secret`` over XML-RPC is let in."""
        proxy = xmlrpc.client.ServerProxy(
            f"{self.base_url()}/xmlrpc/2/object", transport=Transport(self)
        )
        database, uid = self.env.cr.dbname, self.users[role].id
        try:
            proxy.execute_kw(database, uid, secret, "school.class", "search_count", [[]])
        except xmlrpc.client.Fault:
            return False
        return True

    def bearer(self, secret):
        answer = self.browser().post(
            f"{self.base_url()}/json/2/school.class/search_count",
            json={"domain": []},
            headers={"Authorization": f"bearer {secret}"},
            timeout=120,
        )
        return answer.ok

    # keys of programs

    @covers("ACC-03", "ACC-04")
    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.xmlrpc")
    def test_keys_of_a_locked_account_open_nothing(self):
        key = self.key("teacher")
        self.assertTrue(self.program("teacher", key))
        self.assertTrue(self.bearer(key))
        self.account("teacher").with_user(self.users["principal"])._lock("Nghi lộ mật khẩu")
        self.assertFalse(self.program("teacher", key))
        self.assertFalse(self.program("teacher", PASSWORD))
        self.assertFalse(self.bearer(key))

    @covers("ACC-01", "ACC-03")
    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.xmlrpc")
    def test_keys_of_who_has_left_open_nothing(self):
        key = self.key("teacher")
        browser, _page = self.log_in("teacher")
        self.employees["teacher"].with_user(self.users["principal"]).with_context(
            no_wizard=True
        ).action_archive()
        self.assertFalse(self.program("teacher", key))
        self.assertFalse(self.bearer(key))
        self.assertIn("error", self.call(browser, "school.class", "search_count", []))
        _browser, page = self.log_in("teacher")
        self.assertTrue(self.alert(page))

    # the second factor

    @covers("ACC-03")
    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.xmlrpc")
    def test_no_door_forgets_the_second_factor(self):
        self.users["teacher"].sudo().totp_secret = SECRET
        browser = self.browser()
        answer = self.post(
            browser,
            "/web/session/authenticate",
            {
                "db": self.env.cr.dbname,
                "login": self.users["teacher"].login,
                "password": PASSWORD,
            },
        )
        self.assertIsNone(answer["result"]["uid"])
        self.assertIn("error", self.call(browser, "school.class", "search_count", []))
        self.assertFalse(self.program("teacher", PASSWORD))
        _browser, page = self.log_in("teacher")
        self.assertIn("/web/login/totp", page.url)

    # accounts that the school has not made

    @covers("ACC-01", "ACC-02")
    def test_nobody_signs_up(self):
        self.env["ir.config_parameter"].set_param("auth_signup.invitation_scope", "b2c")
        page = self.browser().get(f"{self.base_url()}/web/signup", timeout=120)
        self.assertEqual(page.status_code, 404)
        page = self.browser().get(f"{self.base_url()}/web/login", timeout=120)
        self.assertNotIn("/web/signup", page.text)
        values = {"login": "new@example.com", "name": "Người lạ", "password": "Mat-khau-1"}
        with self.assertRaises(SignupError):
            self.env["res.users"].signup(dict(values))
        contact = self.env["res.partner"].create({"name": "Người quen"})
        contact.signup_prepare()
        with self.assertRaises(SignupError):
            self.env["res.users"].signup(dict(values), contact._generate_signup_token())

    @covers("ACC-01")
    def test_nobody_deletes_the_own_account_and_its_history(self):
        browser, _page = self.log_in("parent")
        document, page = self.form(browser, "/my/security")
        self.assertNotIn("portal_deactivate_account", page.text)
        token = document.xpath("//input[@name='csrf_token']/@value")[0]
        page = browser.post(
            f"{self.base_url()}/my/deactivate_account",
            data={
                "csrf_token": token,
                "validation": self.users["parent"].login,
                "password": PASSWORD,
            },
            timeout=120,
        )
        self.assertTrue(self.users["parent"].active)
        with self.assertRaisesRegex(UserError, "ended by the school"):
            self.users["parent"]._deactivate_portal_user()

    # a new password by e-mail

    def ask_for_password(self, login):
        page = self.send(self.browser(), "/web/reset_password", login=login)
        return page.text

    @covers("ACC-03", "ACC-04")
    def test_password_by_mail_tells_nobody_who_has_an_account(self):
        sent = []
        self.patch(
            self.registry["res.users"],
            "action_reset_password",
            lambda users: sent.extend(users.mapped("login")),
        )
        answers = {
            login: "message is on its way" in self.ask_for_password(login)
            for login in ("parent@example.com", "0912 345 678", "teacher", "nobody@example.com")
        }
        self.assertEqual(set(answers.values()), {True}, answers)
        self.assertNotIn("nobody@example.com", sent)
        self.assertEqual(sent.count(self.users["parent"].login), 2)
        page = self.browser().get(
            f"{self.base_url()}/web/reset_password?signup_email=parent@example.com", timeout=120
        )
        self.assertNotIn(self.users["parent"].login, page.url + page.text)

    @covers("ACC-03", "ACC-04")
    def test_password_by_mail_opens_no_locked_account(self):
        parent = self.users["parent"]
        parent.partner_id.signup_prepare(signup_type="reset")
        token = parent.partner_id._generate_signup_token()
        self.account("parent").with_user(self.users["principal"])._lock("Tranh chấp")
        self.ask_for_password("parent@example.com")
        self.assertFalse(self.env["mail.mail"].search([("email_to", "=", parent.email)]))
        self.env["res.users"].signup({"password": "Mat-khau-moi-1"}, token)
        _browser, page = self.log_in("parent", "Mat-khau-moi-1")
        self.assertIn("locked by the school", self.alert(page))

    @covers("ACC-01")
    def test_link_of_who_has_left_makes_no_other_account(self):
        partner = self.users["teacher"].partner_id
        partner.signup_prepare(signup_type="reset")
        token = partner._generate_signup_token()
        self.users["teacher"]._end_access()
        with self.assertRaisesRegex(UserError, "not valid"):
            self.env["res.users"].signup(
                {"login": "back@example.com", "password": "Mat-khau-moi-1"}, token
            )
