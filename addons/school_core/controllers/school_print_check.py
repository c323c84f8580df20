# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import http
from odoo.http import request


class SchoolPrintCheckController(http.Controller):
    """The page behind the QR of a print; nginx limits how often somebody asks."""

    @http.route("/kt/<string:code>", type="http", auth="public", readonly=True, sitemap=False)
    def check(self, code, **_query):
        verdict = request.env["school.print.check"].with_context(lang="vi_VN")._verdict(code)
        return request.render(
            "school_core.print_check_page",
            {"verdict": verdict},
            status=200 if verdict else 404,
            headers=[("Cache-Control", "no-store"), ("X-Robots-Tag", "noindex")],
        )
