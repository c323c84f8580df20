# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import TransactionCase, tagged

from ..tools.odoo_words import WORDS


@tagged("post_install", "-at_install")
class TestWords(TransactionCase):
    def test_words_that_odoo_lacks_reach_the_web_client(self):
        addons = [addon for addon in WORDS if addon in self.env.registry._init_modules]
        self.assertIn("mail", addons)
        found, _parameters = self.env["ir.http"]._get_translations_for_webclient(addons, "vi_VN")
        for addon in addons:
            told = {message["id"] for message in found[addon]["messages"]}
            self.assertLessEqual({word._source for word in WORDS[addon]}, told, addon)
