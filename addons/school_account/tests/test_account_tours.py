# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from odoo.addons.school_core.tests.common import covers

from .common import AccountCase


@tagged("post_install", "-at_install")
class TestAccountTours(AccountCase):
    @covers("ACC-03")
    def test_teacher_chooses_a_password_before_anything_else(self):
        login = self.users["teacher"].login
        self.users["teacher"]._school_require_new_password()
        self.start_tour(f"/web/login?login={login}&redirect=/odoo/pupils", "school_account_renew")
        self.assertFalse(self.account("teacher").must_change)

    @covers("ACC-02")
    def test_principal_makes_an_account_and_prints_its_letter(self):
        hoa = self.env["hr.employee"].create({"name": "Trần Thị Hoa", "company_id": self.school.id})
        self.start_tour(
            "/odoo/action-school_account.school_account_batch_action_staff",
            "school_account_batch",
            login=self.users["principal"].login,
        )
        code = self.env["school.account.code"].search([("user_id", "=", hoa.user_id.id)])
        self.assertEqual(code.way, "print")
