# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re
from unittest.mock import patch

from odoo.exceptions import AccessDenied, AccessError
from odoo.fields import Datetime
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from ..models import school_account_letter
from .common import AccountCase

NEW = "Hoa-Phuong-2026!"


@tagged("post_install", "-at_install", "school_security")
class TestAccountHalves(AccountCase):
    """The principal has lost the password, and nobody at the school stands above the principal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.principal = cls.users["principal"]

    def _half(self, who):
        codes = self.env["school.account.code"].with_user(self.users[who])
        return codes.with_company(self.school)._issue_half(self.principal)

    def _redeem(self, code, password=None):
        return self.env["school.account.code"]._redeem("principal", code, password)

    @covers("ACC-03")
    def test_two_halves_of_two_persons_open_the_account(self):
        (first, one), (second, two) = self._half("system"), self._half("vice_academic")
        self.assertEqual((one, two), (1, 2))
        for wrong in (first, second, second + first, first + first):
            with self.assertRaises(AccessDenied):
                self._redeem(wrong)
        self.assertEqual(self._redeem(f"{first[:5]}-{first[5:]} {second}"), self.principal)
        self._redeem(first + second, NEW)
        with self.assertRaises(AccessDenied):
            self._redeem(first + second)

    def test_one_person_makes_no_two_halves(self):
        first, _number = self._half("system")
        again, number = self._half("system")
        self.assertEqual(number, 1)
        with self.assertRaises(AccessDenied):
            self._redeem(first + again)
        second, number = self._half("vice_academic")
        self.assertEqual(number, 2)
        with self.assertRaises(AccessDenied):
            self._redeem(first + second)
        self.assertEqual(self._redeem(again + second), self.principal)

    def test_a_half_alone_waits_and_dies(self):
        first, _number = self._half("vice_academic")
        for code in (first, f"{first}A", ""):
            with self.assertRaises(AccessDenied):
                self._redeem(code)
        lines = self.env["school.home"].with_company(self.school)
        keys = {
            who: [line["key"] for line in lines.with_user(self.users[who]).get_today()["lines"]]
            for who in ("system", "vice_academic", "teacher")
        }
        self.assertIn("principal_half", keys["system"])
        self.assertNotIn("principal_half", keys["vice_academic"] + keys["teacher"])
        late = Datetime.add(Datetime.now(), days=self.school.school_code_days + 1)
        with freeze_time(late):
            _second, number = self._half("system")
        self.assertEqual(number, 1)

    @covers("ACC-01")
    def test_wrong_persons_make_no_half(self):
        for who in ("teacher", "clerk", "gradebook_admin", "head_department", "foreign_teacher"):
            with self.subTest(who), self.assertRefused("halves of a code", AccessError):
                self._half(who)
        with self.assertRefused("halves of a code", AccessError):
            self._half("principal")
        codes = self.env["school.account.code"].with_company(self.school)
        for name in ("teacher", "vice_academic", "foreign_teacher"):
            with self.subTest(name), self.assertRefused("Only the principal", AccessError):
                codes.with_user(self.users["system"])._issue_half(self.users[name])
        operator = self.env.ref("base.user_admin")
        operator.group_ids += self.env.ref("school_core.group_school_principal")
        with self.assertRefused("Only the principal", AccessError):
            codes.with_user(self.users["system"])._issue_half(operator)
        self.principal.company_ids += self.other_school
        with self.assertRefused("Only the principal", AccessError):
            self._half("system")

    @covers("ACC-05")
    def test_the_principal_is_told_and_nothing_is_kept(self):
        first, _number = self._half("system")
        second, _number = self._half("vice_academic")
        notes = self.env["mail.message"].search(
            [("partner_ids", "in", self.principal.partner_id.ids), ("body", "ilike", "half number")]
        )
        self.assertEqual(len(notes), 2)
        self.env.flush_all()
        for table in ("school_account_code", "school_trail", "mail_message"):
            self.env.cr.execute(f"SELECT * FROM {table}")  # pylint: disable=sql-injection
            rows = str(self.env.cr.fetchall())
            self.assertNotIn(first, rows)
            self.assertNotIn(second, rows)

    @covers("ACC-03")
    def test_printed_by_a_post_and_typed_on_the_page(self):
        printed = []

        def to_pdf(page):
            printed.append(page)
            return b"%PDF-1.7"

        for who in ("system", "vice_academic"):
            browser, _page = self.log_in(who)
            dialog = self.env["school.account.half"].with_user(self.users[who])
            dialog = dialog.with_company(self.school).create({})
            self.assertEqual(dialog.user_id, self.principal)
            self.assertEqual(dialog.action_print()["params"]["data"], {"half_id": dialog.id})
            document, _page = self.form(browser, "/school/account/renew")
            token = document.xpath("//input[@name='csrf_token']/@value")[0]
            with patch.object(school_account_letter, "html_to_pdf", to_pdf):
                answer = browser.post(
                    self.base_url() + "/school/account/half",
                    data={"half_id": dialog.id, "csrf_token": token},
                    timeout=120,
                )
            self.assertEqual(answer.content, b"%PDF-1.7")
        self.assertIn("Nửa thứ nhất", printed[0])
        self.assertIn("Nửa thứ hai", printed[1])
        code = "".join(re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", page)[0] for page in printed)
        answer = self.send(
            self.browser(), "/bat-dau", login="principal", code=code, password=NEW, again=NEW
        )
        self.assertNotIn("/bat-dau", answer.url)
        _browser, page = self.log_in("principal", NEW)
        self.assertIn("/odoo", page.url)
