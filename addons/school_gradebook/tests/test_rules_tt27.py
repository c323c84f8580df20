# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import BaseCase, tagged

from odoo.addons.school_core.tests.common import covers

from ..rules import case_json
from .case_table import check_tables


@tagged("post_install", "-at_install")
class TestRulesTT27(BaseCase):
    """The tables of Thông tư 27/2020; tests/rules/ runs them, and more, without Odoo."""

    @covers("GB-01", "GB-10")
    def test_tables(self):
        self.assertGreaterEqual(check_tables(self, "tt27_*.json", case_json), 60)
