# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.school_core.tests.common import WebCase, covers

from .change_common import PASSWORD, ChangeCommon, picture


@tagged("post_install", "-at_install", "school_security")
@freeze_time("2026-11-02 03:00:00", tick=True)
class TestChangePortal(WebCase, ChangeCommon):
    def _open(self, login, path):
        self.authenticate(login, PASSWORD)
        return self.url_open(path)

    def _token(self, page):
        return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]

    def _changes(self):
        self.env.invalidate_all()
        return self.env["school.student.change"].search([])

    @covers("PUP-01")
    def test_a_parent_proposes_on_the_portal(self):
        page = self._open("mother", "/my/children")
        self.assertIn("Nguyễn An", page.text)
        self.assertNotIn("Trần Bình", page.text)
        path = f"/my/children/{self.an.id}/change"
        page = self.url_open(path)
        self.assertIn("12 Trần Phú", page.text)
        self.assertNotIn("0987 654 321", page.text, "the other parent's telephone")
        form = {"csrf_token": self._token(page), "street": "7 Lê Lợi", "reason": "<b>Nhà mới</b>"}
        answer = self.url_open(path, data=form, files={"paper": ("giay.jpg", picture())})
        self.assertIn("has been sent", answer.text)
        self.assertIn("7 Lê Lợi", answer.text)
        self.assertNotIn("<b>Nhà mới", answer.text)
        change = self._changes()
        self.assertEqual((change.student_id, change.create_uid), (self.an, self.users["mother"]))
        self.assertTrue(change.paper)
        token = self._token(answer)
        self.url_open(f"/my/changes/{change.id}/withdraw", data={"csrf_token": token})
        self.assertEqual(self._changes().state, "withdrawn")

    @covers("PUP-01")
    def test_the_children_come_first_and_own_data_lead_to_them(self):
        home = self._open("mother", "/my/home").text
        self.assertLess(home.index('href="/my/children"'), home.index('href="/my/security"'))
        self.assertIn('href="/my/children"', self.url_open("/my/account").text)

    @covers("PUP-01")
    def test_what_cannot_be_right_comes_back_with_the_reason(self):
        path = f"/my/children/{self.an.id}/change"
        page = self._open("mother", path)
        form = {"csrf_token": self._token(page), "guardian_phone": "123", "street": "7 Lê Lợi"}
        answer = self.url_open(path, data=form)
        self.assertIn("cannot be right", answer.text)
        self.assertIn("7 Lê Lợi", answer.text, "what was typed is not lost")
        self.assertFalse(self._changes())

    @mute_logger("odoo.http")
    @covers("PUP-01", "ACC-01")
    def test_other_persons_find_nothing(self):
        path = f"/my/children/{self.an.id}/change"
        page = self._open("mother", path)
        token = self._token(page)
        change = self._propose("mother", self.an, {"street": "7 Lê Lợi"})
        self.env.flush_all()
        for data in ({"street": "1"}, {"street": "1", "csrf_token": "x"}):
            self.assertEqual(self.url_open(path, data=data).status_code, 400, "CSRF")
        self.assertEqual(self.url_open(path, data={"csrf_token": token}).status_code, 200)
        stranger = self._open("stranger", f"/my/children/{self.binh.id}/change")
        form = {"csrf_token": self._token(stranger), "street": "1"}
        self.assertEqual(self.url_open(path).status_code, 404)
        self.assertEqual(self.url_open(path, data=form).status_code, 404)
        withdraw = f"/my/changes/{change.id}/withdraw"
        self.assertEqual(self.url_open(withdraw, data=form).status_code, 404)
        image = self.url_open(f"/web/image/school.student.change/{change.id}/paper")
        self.assertNotEqual(image.headers["Content-Type"], "image/jpeg")
        self.users["homeroom"].password = PASSWORD
        self.assertEqual(self._open("homeroom", "/my/children").status_code, 404)
        self.assertEqual(self._changes(), change)
        self.assertEqual(change.state, "open")
