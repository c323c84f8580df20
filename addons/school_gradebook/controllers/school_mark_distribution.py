# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json
import logging

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import content_disposition, request

from odoo.addons.school_core.controllers.school_import import XLSX

_logger = logging.getLogger(__name__)


class SchoolMarkDistributionController(http.Controller):
    @http.route(
        "/school/marks/distribution.<any(xlsx,pdf):kind>", type="http", auth="user", readonly=True
    )
    def export(self, kind, query="", **_query):
        """Return the distribution that ``query`` (JSON) names, as a workbook or as a PDF."""
        try:
            wanted = json.loads(query)
        except ValueError:
            raise request.not_found() from None
        if not isinstance(wanted, dict):
            raise request.not_found()
        distribution = request.env["school.mark.distribution"]
        try:
            content = (
                distribution._workbook(wanted) if kind == "xlsx" else distribution._pdf(wanted)
            )
        except (AccessError, UserError):
            raise request.not_found() from None
        _logger.info("User %s exports the distribution %s", request.env.uid, wanted)
        headers = [
            ("Content-Type", XLSX if kind == "xlsx" else "application/pdf"),
            ("Content-Disposition", content_disposition(f"pho-diem.{kind}")),
        ]
        return request.make_response(content, headers)
