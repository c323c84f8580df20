# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from base64 import b64encode

from odoo.http import Controller, content_disposition, request, route

from odoo.addons.school_core.tools.pdf import html_to_pdf

from ..tools.guide_file import PICTURES, read_guides


class SchoolGuideController(Controller):
    @route("/school/guide/<string:code>.pdf", type="http", auth="user", readonly=True)
    def print_guide(self, code, **_query):
        guide = self._guide(code)
        html = request.env["ir.qweb"]._render(
            "school_guide.print_guide", {"guide": guide, "picture": self._picture_data}
        )
        name = f"huong-dan-{code.replace('_', '-')}.pdf"
        return request.make_response(
            html_to_pdf(str(html)),
            [
                ("Content-Type", "application/pdf"),
                ("Content-Disposition", content_disposition(name, "inline")),
            ],
        )

    @route("/my/huong-dan", type="http", auth="user", website=True, readonly=True, sitemap=False)
    def portal_guide(self, **_query):
        own = request.env["school.guide"]._own_codes()
        code = "pupil" if "pupil" in own else "parent"
        return request.render(
            "school_guide.portal_guide", {"guide": self._guide(code), "page_name": "school_guide"}
        )

    def _guide(self, code):
        if code not in read_guides():
            raise request.not_found()
        return request.env["school.guide"].get_guide(code)

    def _picture_data(self, step_id):
        """Return a picture as a data: address, the only one that a print reads."""
        path = PICTURES / f"{step_id}.webp"
        if not path.exists():
            return False
        return f"data:image/webp;base64,{b64encode(path.read_bytes()).decode()}"
