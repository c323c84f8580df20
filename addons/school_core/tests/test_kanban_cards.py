# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from lxml import etree

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestKanbanCards(TransactionCase):
    def test_cards_ask_only_for_fields_that_they_load(self):
        """A card that asks for another one opens nothing but an error, first of all on phones."""
        views = self.env["ir.ui.view"].search(
            [("type", "=", "kanban"), ("model", "=like", "school.%"), ("mode", "=", "primary")]
        )
        self.assertTrue(views)
        for view in views:
            with self.subTest(view=view.name):
                arch = view._get_combined_arch()
                asked = set(
                    re.findall(
                        r"record\.(\w+)\.(?:raw_)?value", etree.tostring(arch, encoding="unicode")
                    )
                )
                self.assertFalse(asked - {"id", *arch.xpath("//field/@name")})
