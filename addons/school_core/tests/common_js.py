# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.addons.web.tests import test_js

from .common import SCHOOL_DAY, WebCase


@SCHOOL_DAY
class JsCommon(WebCase):
    """Runs the JavaScript unit tests (hoot) of one addon in a browser."""

    def _run_unit_tests(self, addon):
        suite = test_js.HOOTCommon._generate_hash(self, f"@{addon}")
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=60000&id={suite}",
            "",
            login="admin",
            timeout=300,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=test_js.unit_test_error_checker,
        )
