# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

from werkzeug.urls import url_parse

from odoo.http import content_disposition, route

from odoo.addons.report_xlsx.controllers.main import ReportController


class SchoolReportController(ReportController):
    @route()
    def report_download(self, data, context=None, token=None, readonly=True):
        """Override to name the file as the wizard says that chose what of the records to print.

        Odoo knows no records of such a print, and gives it the name of the report alone.
        """
        response = super().report_download(data, context, token=token, readonly=readonly)
        url, kind = json.loads(data)[:2]
        options = json.loads(url_parse(url).decode_query().get("options") or "{}")
        if options.get("file_name") and "Content-Disposition" in response.headers:
            extension = "xlsx" if kind == "xlsx" else "pdf"
            name = content_disposition(f"{options['file_name']}.{extension}")
            response.headers["Content-Disposition"] = name
        return response
