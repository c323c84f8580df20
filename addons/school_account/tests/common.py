# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

import requests
from lxml import html

from odoo import fields

from odoo.addons.school_core.tests.common import PATIENCE, SchoolCommon, WebCase

PASSWORD = "Hoc-tap-2026"


class Browser(requests.Session):
    """Someone's browser: it meets the state of the test's transaction, like the test's opener."""

    def __init__(self, test_case, agent):
        super().__init__()
        self.test_case = test_case
        self.headers["User-Agent"] = agent

    def request(self, *args, **kwargs):
        self.test_case.cr.flush()
        self.test_case.cr.clear()
        with self.test_case.allow_requests(all_requests=True):
            return super().request(*args, **kwargs)


class AccountCase(WebCase, SchoolCommon):
    """People who log in over HTTP, each in a browser of his or her own.

    Keys and sessions end by the clock of the database too, so nothing here is of a certain day.
    """

    freeze_time = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.users.values():
            user.password = PASSWORD

    @classmethod
    def account(cls, role):
        return cls.users[role].sudo().school_account_ids

    @classmethod
    def age_password(cls, role, **ago):
        cls.account(role).password_date = fields.Datetime.now() - timedelta(**ago)

    def browser(self, agent="Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0.0.0"):
        """Return a browser of its own, as on another computer."""
        browser = Browser(self, agent)
        self.addCleanup(browser.close)
        return browser

    def form(self, browser, path):
        page = browser.get(self.base_url() + path, timeout=PATIENCE)
        return html.fromstring(page.text), page

    def send(self, browser, path, **values):
        document, _page = self.form(browser, path)
        token = document.xpath("//input[@name='csrf_token']/@value")[0]
        return browser.post(
            self.base_url() + path, data={"csrf_token": token, **values}, timeout=PATIENCE
        )

    def log_in(self, role, password=PASSWORD, browser=None):
        """Log in through the page; return the browser and the page that follows."""
        browser = browser or self.browser()
        page = self.send(browser, "/web/login", login=self.users[role].login, password=password)
        return browser, page

    def alert(self, page):
        found = html.fromstring(page.text).xpath("//*[contains(@class, 'alert-danger')]")
        return found[0].text_content().strip() if found else ""

    def call(self, browser, model, method, *args, **kwargs):
        answer = browser.post(
            f"{self.base_url()}/web/dataset/call_kw/{model}/{method}",
            json={
                "params": {"model": model, "method": method, "args": list(args), "kwargs": kwargs}
            },
            timeout=PATIENCE,
        )
        return answer.json()

    def events(self, role, event):
        return self.env["school.login"].search(
            [("user_id", "=", self.users[role].id), ("event", "=", event)]
        )
