# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re
from datetime import timedelta
from unittest.mock import patch

from odoo import Command, http
from odoo.exceptions import AccessDenied, AccessError, UserError
from odoo.fields import Datetime
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.school_core.tests.common import SchoolCommon, WebCase, covers

from ..models import school_account_letter
from ..tools import first_use_code

PASSWORD = "Hoa-Phuong-2026!"


@tagged("post_install", "-at_install", "school_security")
class TestAccountCode(WebCase, SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(
            cls.env,
            login="hoatt.kd",
            groups="school_core.group_school_teacher",
            company_id=cls.school.id,
            company_ids=[Command.set(cls.school.ids)],
        )
        cls.env.cr.execute("UPDATE res_users SET password = NULL WHERE id = %s", [cls.user.id])
        cls.codes = cls.env["school.account.code"]

    def _issue(self, user=None, who="principal"):
        user = user or self.user
        return self.codes.with_user(self.users[who])._issue(user, self.school)[user]

    def _post(self, **form):
        page = self.url_open("/bat-dau").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        return self.url_open("/bat-dau", data={"csrf_token": token, **form})

    def _signs_in(self, password):
        credential = {"login": self.user.login, "password": password, "type": "password"}
        try:
            return bool(self.env["res.users"]._login(credential, {"interactive": True}))
        except AccessDenied:
            return False

    @covers("ACC-02", "ACC-03")
    def test_first_use_asks_for_a_password_of_ones_own(self):
        code = first_use_code.readable(self._issue())
        answer = self._post(login="hoatt.kd", code=code.lower())
        self.assertIn('name="password"', answer.text)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertIn(
            "không giống nhau",
            self._post(login="hoatt.kd", code=code, password="a", again="b").text,
        )
        answer = self._post(login="hoatt.kd", code=code, password=PASSWORD, again=PASSWORD)
        self.assertNotIn("/bat-dau", answer.url)
        self.assertTrue(self._signs_in(PASSWORD))
        record = self.codes.search([("user_id", "=", self.user.id)])
        self.assertTrue(record.used_at)
        self.assertIn("không còn dùng được", self._post(login="hoatt.kd", code=code).text)

    def test_parent_types_the_telephone(self):
        parent = new_test_user(
            self.env,
            login="+84912345678",
            groups="school_core.group_school_parent",
            company_id=self.school.id,
            company_ids=[Command.set(self.school.ids)],
        )
        code = self._issue(parent)
        answer = self._post(login="0912 345 678", code=code, password=PASSWORD, again=PASSWORD)
        self.assertTrue(answer.url.endswith("/my"), answer.url)

    @covers("ACC-02")
    def test_code_dies_after_five_wrong_attempts(self):
        code = self._issue()
        for _attempt in range(5):
            self.assertIn("không đúng", self._post(login="hoatt.kd", code="AAAAA-AAAAA").text)
        answer = self._post(login="hoatt.kd", code=code, password=PASSWORD, again=PASSWORD)
        self.assertIn("không đúng", answer.text)
        self.assertEqual(self.codes.search([("user_id", "=", self.user.id)]).attempts, 5)
        self.assertFalse(self._signs_in(PASSWORD))

    def test_answer_is_the_same_for_an_unknown_login(self):
        self._issue()
        known = self._post(login="hoatt.kd", code="AAAAA-AAAAA").text
        unknown = self._post(login="nobody.kd", code="AAAAA-AAAAA").text
        hide = re.compile(r'(name="csrf_token" value=")[^"]+|hoatt\.kd|nobody\.kd')
        self.assertEqual(hide.sub("", known), hide.sub("", unknown))

    def test_who_guesses_must_wait(self):
        """Odoo counts who fails, over the whole server; its tests switch that off."""
        users, code = type(self.env["res.users"]), self._issue()
        with patch.object(users, "_assert_can_auth", side_effect=AccessDenied("Too many")):
            answer = self._post(login="hoatt.kd", code=code, password=PASSWORD, again=PASSWORD)
        self.assertIn("đợi một phút", answer.text)
        self.assertFalse(self._signs_in(PASSWORD))

    @mute_logger("odoo.http")
    def test_form_from_elsewhere_is_refused(self):
        code = self._issue()
        answer = self.url_open(
            "/bat-dau",
            data={"login": "hoatt.kd", "code": code, "password": PASSWORD, "again": PASSWORD},
        )
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self._signs_in(PASSWORD))

    @covers("ACC-02")
    def test_reprint_makes_a_new_code_and_kills_the_old(self):
        old, new = self._issue(), self._issue()
        with self.assertRaises(AccessDenied):
            self.codes._redeem("hoatt.kd", old)
        self.assertEqual(self.codes._redeem("hoatt.kd", new), self.user)

    def test_code_expires(self):
        self.school.school_code_days = 7
        code = self._issue()
        with freeze_time(Datetime.now() + timedelta(days=6)):
            self.assertTrue(self.codes._redeem("hoatt.kd", code))
        with freeze_time(Datetime.now() + timedelta(days=8)), self.assertRaises(AccessDenied):
            self.codes._redeem("hoatt.kd", code)

    def test_code_of_a_locked_account_opens_nothing(self):
        code = self._issue()
        self.user.active = False
        with self.assertRaises(AccessDenied):
            self.codes._redeem("hoatt.kd", code)

    def test_code_is_kept_nowhere(self):
        code = self._issue()
        self.env.flush_all()
        self.env.cr.execute("SELECT * FROM school_account_code")
        self.assertNotIn(code, str(self.env.cr.fetchall()))
        self.env.cr.execute("SELECT * FROM school_trail WHERE model = 'school.account.code'")
        self.assertNotIn(code, str(self.env.cr.fetchall()))
        record = self.codes.with_user(self.users["principal"]).search([])
        self.assertTrue(record.issued_at)
        with self.assertRaises(AccessError):
            record.read(["digest"])

    @covers("ACC-01", "ACC-02")
    def test_a_stranger_makes_no_account(self):
        self.assertNotIn("/web/signup", self.url_open("/web/login").text)
        with mute_logger("odoo.http"):
            self.assertEqual(self.url_open("/web/signup").status_code, 404)

    @covers("ACC-01")
    def test_wrong_persons_make_no_letters(self):
        for who in ("clerk", "vice_academic", "teacher", "foreign_teacher"):
            with self.subTest(who), self.assertRefused("keeps accounts", AccessError):
                self._issue(who=who)
        with self.assertRefused("stands above yours", AccessError):
            self._issue(self.users["principal"], "system")
        with self.assertRefused("stands above yours", AccessError):
            self._issue(self.env.ref("base.user_admin"), "principal")
        with self.assertRefused("own account", AccessError):
            self._issue(self.users["principal"], "principal")
        self.env["hr.employee"].create(
            {"name": "An", "user_id": self.user.id, "company_id": self.other_school.id}
        )
        self.user.company_ids |= self.other_school
        with self.assertRefused("another school", AccessError):
            self._issue()

    def _batch(self):
        self.env["hr.employee"].create(
            {"name": "Trần Thị Hoa", "user_id": self.user.id, "company_id": self.school.id}
        )
        batches = self.env["school.account.batch"].with_user(self.users["principal"])
        batch = batches.browse(batches.with_company(self.school)._open("staff")["res_id"])
        batch.line_ids.is_chosen = False
        return batch, batch.line_ids.filtered(lambda line: line.user_id == self.user)

    @covers("ACC-02")
    def test_letters_are_printed_by_a_post_of_who_opened_the_screen(self):
        batch, line = self._batch()
        with self.assertRefused("Choose persons", UserError):
            batch.action_print()
        line.is_chosen = True
        shown = {}

        def to_pdf(html):
            shown["html"] = html
            return b"%PDF-1.7"

        self.env["res.users"].browse(self.users["principal"].id).password = PASSWORD
        self.authenticate("principal", PASSWORD)
        with patch.object(school_account_letter, "html_to_pdf", to_pdf):
            answer = self.url_open(
                "/school/account/letters",
                data={"batch_id": batch.id, "csrf_token": http.Request.csrf_token(self)},
            )
        self.assertEqual(answer.content, b"%PDF-1.7")
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        code = re.search(r"<strong>([2-9A-Z]{5}-[2-9A-Z]{5})</strong>", shown["html"])[1]
        self.assertEqual(self.codes._redeem("hoatt.kd", code), self.user)
        self.assertFalse(self.env["ir.attachment"].search([("name", "ilike", "thu-tai-khoan")]))
        self.env.invalidate_all()
        self.assertEqual(batch.line_ids.filtered("user_id").mapped("state").count("waiting"), 1)

    def test_letters_by_email(self):
        batch, line = self._batch()
        line.employee_id.sudo().work_email = False
        batch.action_fill()
        line = batch.line_ids.filtered(lambda line: line.user_id == self.user)
        batch.line_ids.is_chosen = False
        line.is_chosen = True
        with self.assertRefused("No e-mail address: Trần Thị Hoa", UserError):
            batch.action_mail()
        line.employee_id.sudo().work_email = "hoa@example.com"
        batch.action_fill()
        line = batch.line_ids.filtered(lambda line: line.user_id == self.user)
        batch.line_ids.is_chosen = False
        line.is_chosen = True
        batch.action_mail()
        mail = self.env["mail.mail"].search([("email_to", "=", "hoa@example.com")])
        self.assertTrue(mail.auto_delete)
        code = re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", mail.body_html)[0]
        self.assertEqual(self.codes._redeem("hoatt.kd", code), self.user)
