# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import BaseCase, tagged

from odoo.addons.school_core.tests.common import covers

from ..rules import case_json
from .case_table import check_tables


@tagged("post_install", "-at_install")
class TestRules(BaseCase):
    """The tables of each circular; tests/rules/ runs them, and more, without Odoo."""

    @covers("GB-01", "GB-03", "GB-10")
    def test_tables_of_tt22(self):
        self.assertGreaterEqual(check_tables(self, "tt22_*.json", case_json), 120)

    @covers("GB-01", "GB-10")
    def test_tables_of_tt43(self):
        self.assertGreaterEqual(check_tables(self, "tt43.json", case_json), 40)

    @covers("GB-01", "GB-10")
    def test_tables_of_tt58(self):
        self.assertGreaterEqual(check_tables(self, "tt58_*.json", case_json), 120)

    @covers("GB-01", "GB-10")
    def test_tables_of_tt27(self):
        self.assertGreaterEqual(check_tables(self, "tt27_*.json", case_json), 60)
