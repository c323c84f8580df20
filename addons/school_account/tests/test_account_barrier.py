# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import time
import xmlrpc.client
from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessDenied, UserError
from odoo.tests import new_test_user, tagged
from odoo.tests.common import Transport
from odoo.tools import mute_logger

from odoo.addons.auth_totp.models.totp import TIMESTEP, TOTP, hotp
from odoo.addons.school_core.tests.common import covers

from .common import PASSWORD, AccountCase

NEW = "Tuyet-mat-1"


@tagged("post_install", "-at_install")
class TestAccountBarrier(AccountCase):
    """A password that must be changed lets nothing else through, whatever the door (ACC-03)."""

    def renew(self, browser, old=PASSWORD, new=NEW, confirm=None):
        return self.send(
            browser,
            "/school/account/renew",
            old_password=old,
            new_password=new,
            confirm_password=confirm or new,
        )

    def api_key(self, role):
        user = self.users[role]
        return (
            self.env["res.users.apikeys"]
            .with_user(user)
            .sudo()
            ._generate("rpc", "script", fields.Datetime.now() + timedelta(days=1))
        )

    @covers("ACC-03")
    def test_expired_password_leads_to_the_page_and_on(self):
        browser, page = self.log_in("teacher")
        self.assertIn("/odoo", page.url)
        self.assertNotIn("error", self.call(browser, "school.class", "search_count", []))
        self.age_password("teacher", days=91)
        page = browser.get(f"{self.base_url()}/odoo/pupils", timeout=120)
        self.assertIn("/school/account/renew", page.url)
        page = self.renew(browser)
        self.assertEqual(self.alert(page), "")
        self.assertIn("/odoo", page.url)
        self.assertNotIn("error", self.call(browser, "school.class", "search_count", []))
        self.log_in("teacher", NEW)
        self.assertEqual(len(self.events("teacher", "success")), 2)

    @covers("ACC-03")
    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.xmlrpc")
    def test_every_door_is_closed_until_the_password_is_changed(self):
        browser, _page = self.log_in("teacher")
        key = self.api_key("teacher")
        url, name = self.base_url(), self.env.cr.dbname
        uid = self.users["teacher"].id
        bearer = {"Authorization": f"bearer {key}"}

        def programs():
            yield (
                browser.post(
                    f"{url}/json/2/school.class/search_count",
                    json={"domain": []},
                    headers=bearer,
                    timeout=120,
                ).status_code
                == 200
            )
            for secret in (key, PASSWORD):
                proxy = xmlrpc.client.ServerProxy(
                    f"{url}/xmlrpc/2/object", transport=Transport(self)
                )
                try:
                    proxy.execute_kw(name, uid, secret, "school.class", "search_count", [[]])
                    yield True
                except xmlrpc.client.Fault as fault:
                    self.assertIn("Choose one", fault.faultString)
                    yield False

        self.assertEqual(list(programs()), [True, True, True])
        self.users["teacher"]._school_require_new_password()
        self.assertEqual(list(programs()), [False, False, False])
        common = xmlrpc.client.ServerProxy(f"{url}/xmlrpc/2/common", transport=Transport(self))
        self.assertFalse(common.authenticate(name, self.users["teacher"].login, PASSWORD, {}))
        answer = self.call(browser, "school.class", "search_count", [])
        self.assertEqual(answer["error"]["data"]["name"], "odoo.http.SessionExpiredException")
        for path in (
            "/odoo",
            "/web",
            "/web/become",
            "/my",
            "/school/accounts.xlsx",
            "/web/image/res.users/2",
        ):
            with self.subTest(path=path):
                page = browser.get(url + path, timeout=120)
                self.assertIn("/school/account/renew", page.url)
        self.assertEqual(browser.get(f"{url}/web/session/logout", timeout=120).status_code, 200)

    @covers("ACC-03")
    def test_portal_meets_the_same_page(self):
        self.users["parent"] = new_test_user(
            self.env,
            login="0912345678",
            password=PASSWORD,
            groups="school_core.group_school_parent",
            company_id=self.school.id,
            company_ids=[Command.set(self.school.ids)],
        )
        self.age_password("parent", days=400)
        browser, page = self.log_in("parent")
        self.assertNotIn("/school/account/renew", page.url, "parents' passwords do not age")
        self.users["parent"]._school_require_new_password()
        page = browser.get(f"{self.base_url()}/my", timeout=120)
        self.assertIn("/school/account/renew", page.url)
        page = self.renew(browser, new="matkhaumoi")
        self.assertEqual(self.alert(page), "")

    @covers("ACC-03")
    def test_bad_new_passwords_are_refused_by_name(self):
        self.users["teacher"]._school_require_new_password()
        browser, page = self.log_in("teacher")
        self.assertIn("/school/account/renew", page.url)
        for values, said in (
            ({"old": "wrong"}, "present password is wrong"),
            ({"confirm": "other"}, "not the same"),
            ({"new": "abcdefgh"}, "too weak"),
            ({"new": "Xteacher-2026"}, "name of the account"),
            ({"new": PASSWORD}, "used before"),
            ({"new": "   "}, "Give a new password"),
        ):
            with self.subTest(values=values):
                self.assertIn(said, self.alert(self.renew(browser, **values)))
        self.assertTrue(self.account("teacher").must_change)
        self.assertEqual(self.alert(self.renew(browser)), "")
        self.assertFalse(self.account("teacher").must_change)

    @covers("ACC-03")
    def test_earlier_passwords_are_remembered_and_read_by_nobody(self):
        user = self.users["teacher"]
        for password in ("Mot-hai-ba-1", "Mot-hai-ba-2"):
            user.password = password
        for password in (PASSWORD, "Mot-hai-ba-1", "Mot-hai-ba-2"):
            with self.assertRaisesRegex(UserError, "used before"):
                user._check_password_strength(password)
        self.school.school_password_history = 1
        user._check_password_strength(PASSWORD)
        admin = self.env.ref("base.user_admin")
        Password = self.env["school.password"].with_user(admin)
        self.assertFalse(Password.has_access("read"))
        self.assertNotIn("digest", Password.sudo().with_user(admin).fields_get())

    @covers("ACC-03")
    def test_password_set_by_somebody_else_must_be_changed(self):
        browser, _page = self.log_in("system")
        admin = self.env.ref("base.group_erp_manager")
        self.users["system"].group_ids |= admin
        answer = self.call(
            browser, "res.users", "write", [self.users["teacher"].id], {"password": "Tam-thoi-1"}
        )
        self.assertNotIn("error", answer)
        self.assertTrue(self.account("teacher").must_change)
        self.assertFalse(self.account("system").must_change)
        _browser, page = self.log_in("teacher", "Tam-thoi-1")
        self.assertIn("/school/account/renew", page.url)

    @covers("ACC-03")
    def test_keepers_of_the_books_change_after_a_time_of_entry(self):
        end = fields.Date.subtract(fields.Date.today(), days=3)
        self.patch(self.registry["res.company"], "_last_entry_period_end", lambda *_args: end)
        self.registry.clear_cache()
        for role in ("gradebook_admin", "system", "teacher", "principal"):
            self.age_password(role, days=10)
        for role, page_name in (
            ("gradebook_admin", "/school/account/renew"),
            ("system", "/school/account/renew"),
            ("teacher", "/odoo"),
            ("principal", "/odoo"),
        ):
            with self.subTest(role=role):
                _browser, page = self.log_in(role)
                self.assertIn(page_name, page.url)
        browser, page = self.log_in("gradebook_admin")
        self.assertIn("time of entry has ended", page.text)
        answer = self.call(browser, "school.lock", "search_count", [])
        self.assertIn("error", answer)
        self.assertIn("/odoo", self.renew(browser).url)
        self.assertNotIn("error", self.call(browser, "school.lock", "search_count", []))
        self.school.school_password_after_entry = False
        _browser, page = self.log_in("system")
        self.assertIn("/odoo", page.url)

    @covers("ACC-03", "ACC-04")
    def test_second_factor_is_set_up_before_the_duty(self):
        self.school.school_second_factor = True
        _browser, page = self.log_in("teacher")
        self.assertIn("/odoo", page.url)
        browser, page = self.log_in("principal")
        self.assertIn("/school/account/second-factor", page.url)
        self.assertIn("error", self.call(browser, "school.class", "search_count", []))
        with self.assertRaisesRegex(AccessDenied, "two-factor"):
            self.users["principal"]._check_school_barrier()
        document, _page = self.form(browser, "/school/account/second-factor")
        secret = document.xpath("//code/text()")[0].replace(" ", "")
        totp = TOTP(base64.b32decode(secret))
        code = f"{hotp(totp._key, int(time.time() / TIMESTEP)):06d}"
        page = self.send(browser, "/school/account/second-factor", code="000000", password=PASSWORD)
        self.assertIn("code is wrong", self.alert(page))
        page = self.send(browser, "/school/account/second-factor", code=code, password="wrong")
        self.assertIn("present password is wrong", self.alert(page))
        page = self.send(browser, "/school/account/second-factor", code=code, password=PASSWORD)
        self.assertEqual(self.alert(page), "")
        self.assertTrue(self.users["principal"].totp_enabled)
        self.assertNotIn("error", self.call(browser, "school.class", "search_count", []))

    @covers("ACC-04")
    def test_locked_account_is_out_at_once(self):
        browser, _page = self.log_in("teacher")
        self.account("teacher").with_user(self.users["principal"])._lock("Nghỉ việc")
        answer = self.call(browser, "school.class", "search_count", [])
        self.assertIn("error", answer)
        _browser, page = self.log_in("teacher")
        self.assertIn("locked by the school", self.alert(page))
        self.account("teacher").with_user(self.users["principal"]).action_unlock()
        _browser, page = self.log_in("teacher")
        self.assertIn("/odoo", page.url)
