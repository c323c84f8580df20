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
