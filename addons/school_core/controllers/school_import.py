# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import http
from odoo.exceptions import AccessError
from odoo.http import content_disposition, request

from ..tools.import_workbook import build_template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SchoolImportController(http.Controller):
    @http.route("/school/import/template/<string:code>", type="http", auth="user", readonly=True)
    def template(self, code, **_query):
        kind = request.env["school.import"]._kind(code)
        if kind is None:
            raise request.not_found()
        if not kind._is_allowed():
            raise AccessError(kind._reason("not_allowed"))
        columns = kind._kind_columns()
        content = build_template({kind._kind_sheet: []}, columns, kind._kind_lists())
        return self._workbook(content, f"{kind._kind_sheet}.xlsx")

    @http.route("/school/import/<int:load_id>/errors", type="http", auth="user", readonly=True)
    def errors(self, load_id, **_query):
        load = request.env["school.import"].browse(load_id)
        load.check_access("read")
        if not load.exists():
            raise request.not_found()
        return self._workbook(load._errors_workbook(), "loi-nhap-du-lieu.xlsx")

    @http.route("/school/import/<int:load_id>/changes", type="http", auth="user")
    def changes(self, load_id, **_query):
        load = request.env["school.import"].browse(load_id)
        load.check_access("read")
        if not load.exists():
            raise request.not_found()
        return self._workbook(load._changes_workbook(), "da-lam-sach.xlsx")

    def _workbook(self, content, name):
        return request.make_response(
            content,
            [("Content-Type", XLSX), ("Content-Disposition", content_disposition(name))],
        )
