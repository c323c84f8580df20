# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging

from odoo import http
from odoo.exceptions import AccessError
from odoo.http import content_disposition, request

from odoo.addons.school_core.controllers.school_import import XLSX

_logger = logging.getLogger(__name__)


class SchoolMissingExport(http.Controller):
    @http.route("/school/missing.xlsx", type="http", auth="user", readonly=True)
    def export(self, ids="", **_query):
        """Return who of the classes ``ids`` (1,2,3) lacks what, as a workbook."""
        numbers = [int(number) for number in ids.split(",") if number.isdecimal()]
        try:
            classes = request.env["school.class"].search([("id", "in", numbers)])
            content = classes and classes._missing_workbook()
        except AccessError:
            raise request.not_found() from None
        if not content:
            raise request.not_found()
        _logger.info("User %s exports missing data of %s", request.env.uid, classes)
        headers = [
            ("Content-Type", XLSX),
            ("Content-Disposition", content_disposition("con-thieu-du-lieu.xlsx")),
        ]
        return request.make_response(content, headers)
