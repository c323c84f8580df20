# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging

from odoo import http
from odoo.exceptions import AccessError
from odoo.http import content_disposition, request

from odoo.addons.school_core.controllers.school_import import XLSX

_logger = logging.getLogger(__name__)


class SchoolAccountExport(http.Controller):
    @http.route("/school/accounts.xlsx", type="http", auth="user", readonly=True)
    def export(self, ids="", **_query):
        """Return the accounts ``ids`` (1,2,3), or all that the user sees, as a workbook."""
        numbers = [int(number) for number in ids.split(",") if number.isdecimal()]
        domain = [("id", "in", numbers)] if ids else []
        try:
            accounts = request.env["school.account"].search(domain)
        except AccessError:
            raise request.not_found() from None
        if not accounts:
            raise request.not_found()
        _logger.info("User %s exports %s accounts", request.env.uid, len(accounts))
        headers = [
            ("Content-Type", XLSX),
            ("Content-Disposition", content_disposition("tai-khoan.xlsx")),
        ]
        return request.make_response(accounts._workbook(), headers)
