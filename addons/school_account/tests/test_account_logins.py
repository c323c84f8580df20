# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import time
from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.http import root
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.school_core.tests.common import covers

from ..controllers.school_login_portal import PAGE
from .common import PASSWORD, AccountCase

PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/130.0.0.0 Mobile"


@tagged("post_install", "-at_install")
class TestAccountLogins(AccountCase):
    """One person, one account, in one place (ACC-05)."""

    @covers("ACC-05")
    def test_logins_are_noted_with_device_and_address(self):
        self.log_in("teacher")
        _browser, page = self.log_in("teacher", "wrong")
        self.assertTrue(self.alert(page))
        success, failure = self.events("teacher", "success"), self.events("teacher", "failure")
        self.assertEqual((len(success), len(failure)), (1, 1))
        self.assertEqual((failure.platform, failure.browser), ("linux", "chrome"))
        self.assertEqual(failure.ip_address, "127.0.0.1")
        _browser, page = self.log_in("teacher", browser=self.browser("python-requests/2.31"))
        self.assertIn("/odoo", page.url)
        self.assertFalse(self.events("teacher", "success")[0].platform)

    @covers("ACC-05")
    def test_history_is_read_by_owner_and_administrator_and_changed_by_nobody(self):
        self.log_in("teacher")
        entry = self.events("teacher", "success")
        Login = self.env["school.login"]
        for role in ("teacher", "principal", "system"):
            self.assertIn(entry, Login.with_user(self.users[role]).search([]))
        for role in ("other_teacher", "head_department", "foreign_teacher", "clerk"):
            self.assertNotIn(entry, Login.with_user(self.users[role]).search([]))
        for role in ("teacher", "principal", "system"):
            mine = entry.with_user(self.users[role])
            for refused in (
                mine.unlink,
                lambda mine=mine: mine.write({"ip_address": "10.0.0.9"}),
                lambda mine=mine: mine.copy(),
            ):
                with self.assertRaises(UserError):
                    refused()
        with self.assertRaises(UserError):
            entry.sudo().ip_address = "10.0.0.9"

    @covers("ACC-05", "ACC-03")
    def test_parents_read_their_own_history_page_by_page(self):
        for login in ("mother", "father"):
            self.users[login] = new_test_user(
                self.env,
                login,
                "school_core.group_school_parent",
                password=PASSWORD,
                company_id=self.school.id,
                company_ids=[Command.set(self.school.ids)],
            )
        browser, _page = self.log_in("mother", browser=self.browser(PHONE))
        self.log_in("mother", "wrong")
        self.log_in("father", "wrong")
        told = self._told(browser, "/my/logins")
        self.assertEqual(len(told), 2, "the own ones only")
        self.assertIn("Wrong password", told[0])
        self.assertIn("Android · Chrome · 127.0.0.1", told[1])
        for _time in range(PAGE):
            self.env["school.login"]._note("success", "mother", self.users["mother"].id)
        self.assertEqual(len(self._told(browser, "/my/logins/page/2")), 2)
        principal, _page = self.log_in("principal")
        self.assertEqual(len(self._told(principal, "/my/logins")), 1)
        page = self.browser().get(self.base_url() + "/my/logins", timeout=120)
        self.assertIn("/web/login", page.url)

    def _told(self, browser, path):
        document, _page = self.form(browser, path)
        lines = document.xpath("//li[contains(@class, 'list-group-item')]")
        return [" ".join(line.text_content().split()) for line in lines]

    @covers("ACC-05", "ACC-03")
    @mute_logger("odoo.http")
    def test_wrong_passwords_lock_for_a_time(self):
        self.school.write({"school_login_tries": 3, "school_login_lock_minutes": 10})
        for _try in range(3):
            _browser, page = self.log_in("teacher", "wrong")
        self.assertNotIn("Too many", self.alert(page))
        _browser, page = self.log_in("teacher")
        self.assertIn("Too many wrong passwords", self.alert(page))
        account = self.account("teacher").with_user(self.users["principal"])
        self.assertEqual(account.state, "tries")
        account.action_unlock()
        _browser, page = self.log_in("teacher")
        self.assertIn("/odoo", page.url)
        self.assertEqual(len(self.events("teacher", "unlocked")), 1)

    @covers("ACC-05")
    @mute_logger("odoo.http")
    def test_lock_ends_by_itself_and_unknown_accounts_lock_alike(self):
        browser = self.browser()
        for login in ("teacher", "nobody"):
            for _try in range(5):
                self.send(browser, "/web/login", login=login, password="wrong")
            page = self.send(browser, "/web/login", login=login, password="wrong")
            self.assertIn("Too many wrong passwords", self.alert(page), login)
        self.env.cr.execute(
            "UPDATE school_login SET date = date - interval '16 minutes' WHERE login = 'teacher'"
        )
        _browser, page = self.log_in("teacher")
        self.assertIn("/odoo", page.url)

    @covers("ACC-05")
    def test_two_places_are_told_to_owner_and_administrator(self):
        browser, _page = self.log_in("teacher")
        self.call(browser, "school.class", "search_count", [])
        phone, _page = self.log_in("teacher", browser=self.browser(PHONE))
        self.call(phone, "school.class", "search_count", [])
        told = self.events("teacher", "concurrent")
        self.assertEqual(len(told), 1)
        self.assertIn("Linux", told.detail)
        for role, key in (
            ("teacher", "own_concurrent"),
            ("principal", "accounts_in_two_places"),
            ("system", "accounts_in_two_places"),
        ):
            lines = self.env["school.home"].with_user(self.users[role]).get_today()["lines"]
            self.assertIn(key, [line["key"] for line in lines], role)
        self.assertNotIn("error", self.call(browser, "school.class", "search_count", []))

    @covers("ACC-05")
    def test_two_windows_of_one_computer_are_one_place(self):
        self.school.school_concurrent = "first"
        for _window in range(2):
            _browser, page = self.log_in("teacher")
            self.assertIn("/odoo", page.url)
        self.assertFalse(self.events("teacher", "concurrent"))

    @covers("ACC-05")
    def test_later_login_is_refused_by_setting(self):
        self.school.school_concurrent = "first"
        browser, _page = self.log_in("teacher")
        self.call(browser, "school.class", "search_count", [])
        _phone, page = self.log_in("teacher", browser=self.browser(PHONE))
        self.assertIn("in use on Linux", self.alert(page))
        self.assertEqual(len(self.events("teacher", "refused")), 1)
        self.assertNotIn("error", self.call(browser, "school.class", "search_count", []))
        browser.get(f"{self.base_url()}/web/session/logout", timeout=120)
        _phone, page = self.log_in("teacher", browser=self.browser(PHONE))
        self.assertIn("/odoo", page.url)

    @covers("ACC-05")
    def test_earlier_session_ends_by_setting(self):
        self.school.school_concurrent = "newest"
        browser, _page = self.log_in("teacher")
        phone, page = self.log_in("teacher", browser=self.browser(PHONE))
        self.assertIn("/odoo", page.url)
        self.assertIn("error", self.call(browser, "school.class", "search_count", []))
        self.assertNotIn("error", self.call(phone, "school.class", "search_count", []))

    @covers("ACC-05")
    def test_idle_sessions_of_the_staff_end(self):
        teacher = self.users["teacher"]
        self.assertEqual(teacher._get_lock_timeout_inactivity(), 30 * 60)
        self.school.write({"school_idle_minutes": 5, "school_session_hours": 1})
        self.assertEqual(teacher._get_lock_timeout_inactivity(), 5 * 60)
        self.assertEqual(teacher._get_lock_timeouts()["lock_timeout"], [(3600, False)])
        self.school.write({"school_idle_minutes": 0, "school_session_hours": 0})
        self.assertIsNone(teacher._get_lock_timeout_inactivity())

    def _age_session(self, browser, **values):
        session = root.session_store.get(browser.cookies["session_id"])
        session.update(values)
        root.session_store.save(session)

    @covers("ACC-05")
    def test_idle_or_old_session_is_refused_by_the_server(self):
        browser, _page = self.log_in("teacher")
        self._age_session(browser, **{"identity-check-next": time.time() - 1})
        answer = self.call(browser, "school.class", "search_count", [])
        self.assertIn("CheckIdentity", answer["error"]["data"]["name"])
        browser, _page = self.log_in("teacher")
        self._age_session(browser, create_time=time.time() - 25 * 3600)
        answer = self.call(browser, "school.class", "search_count", [])
        self.assertIn("SessionExpired", answer["error"]["data"]["name"])

    def test_words_of_the_idle_screen_come_with_ours(self):
        words, _parameters = self.env["ir.http"]._get_translations_for_webclient(
            ["auth_timeout", "web"], "vi_VN"
        )
        found = [message["id"] for message in words["auth_timeout"]["messages"]]
        self.assertEqual(found.count("Use your password"), 1)

    def test_history_is_dropped_after_its_months(self):
        self.log_in("teacher")
        entry = self.events("teacher", "success")
        self.env.cr.execute(
            "UPDATE school_login SET date = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(days=200), entry.id],
        )
        self.env["school.login"]._gc_logins()
        self.assertTrue(entry.exists())
        self.school.school_login_months = 6
        self.env.flush_all()
        self.env["school.login"]._gc_logins()
        self.assertFalse(entry.exists())
