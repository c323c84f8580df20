# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import http
from odoo.http import content_disposition, request


class SchoolAccountLetters(http.Controller):
    """Hands out first-use letters. A POST: making them kills the codes of the former ones."""

    @http.route("/school/account/letters", type="http", auth="user", methods=["POST"])
    def letters(self, batch_id, **_form):
        batch = request.env["school.account.batch"].browse(int(batch_id)).exists()
        batch.check_access("write")
        names = {"staff": "thu-tai-khoan.pdf", "parents": "phieu-tai-khoan-phu-huynh.pdf"}
        pdf = batch._print_letters()
        return self._hand_out(pdf, names[batch.kind])

    @http.route("/school/account/half", type="http", auth="user", methods=["POST"])
    def half(self, half_id, **_form):
        half = request.env["school.account.half"].browse(int(half_id)).exists()
        half.check_access("write")
        return self._hand_out(half._print_half(), "nua-ma-hieu-truong.pdf")

    def _hand_out(self, pdf, name):
        return request.make_response(
            pdf,
            [
                ("Content-Type", "application/pdf"),
                ("Content-Disposition", content_disposition(name)),
                ("Cache-Control", "no-store"),
            ],
        )
