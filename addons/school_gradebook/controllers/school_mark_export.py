# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging

from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.school_core.controllers.school_import import XLSX

_logger = logging.getLogger(__name__)


class SchoolMarkExportController(http.Controller):
    @http.route("/school/marks/export", type="http", auth="user", readonly=True)
    def export(self, ids="", **_query):
        """Return the mark sheets ``ids`` (1,2,3) as a workbook that the importer reads back."""
        numbers = [int(number) for number in ids.split(",") if number.isdecimal()]
        sheets = request.env["school.mark.sheet"].search([("id", "in", numbers)])
        if not sheets:
            raise request.not_found()
        _logger.info("User %s exports the mark sheets %s", request.env.uid, sheets.ids)
        name = f"{sheets.display_name}.xlsx" if len(sheets) == 1 else "diem.xlsx"
        headers = [("Content-Type", XLSX), ("Content-Disposition", content_disposition(name))]
        return request.make_response(sheets._export_workbook(), headers)
