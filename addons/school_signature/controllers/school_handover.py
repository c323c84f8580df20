# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request


class SchoolHandoverController(http.Controller):
    @http.route("/school/handover/<int:handover_id>", type="http", auth="user", readonly=False)
    def download(self, handover_id, **_query):
        """Return the file of a hand-over to whoever asked for it, and to nobody else."""
        handover = request.env["school.handover"].browse(handover_id)
        try:
            file_sudo = handover.exists() and handover._take()
        except AccessError:
            raise request.not_found() from None
        if not file_sudo:
            raise request.not_found()
        stream = request.env["ir.binary"]._get_stream_from(file_sudo)
        response = stream.get_response(as_attachment=True)
        # personal data of children: no browser and no proxy keeps a copy
        response.headers["Cache-Control"] = "no-store"
        return response
