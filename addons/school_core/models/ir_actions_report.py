# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..tools.pdf import html_to_pdf


class IrActionsReport(models.Model):
    """Reports printed by WeasyPrint: official records as PDF/A with running heads and page x of y.

    Such a report's template is a whole HTML document; the style sheet is
    ``static/src/print/print.css``.
    """

    _inherit = "ir.actions.report"

    pdf_engine = fields.Selection(
        [("wkhtmltopdf", "wkhtmltopdf"), ("weasyprint", "WeasyPrint")],
        string="PDF Engine",
        required=True,
        default="wkhtmltopdf",
    )
    is_handed_over = fields.Boolean(
        string="Goes along with a Hand-over",
        help="When all data of a school are handed over, a workbook of each class (or year) is made"
        " by this report; a PDF if books as PDF were asked for.",
    )

    def _get_readable_fields(self):
        return super()._get_readable_fields() | {"pdf_engine"}

    def report_action(self, docids, data=None, config=True):
        action = super().report_action(docids, data=data, config=config)
        if action.get("type") == "ir.actions.report":
            action["pdf_engine"] = self.pdf_engine
        return action

    @api.model
    def _render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        # the report's settings are not readable by every user; its records are, by their rules
        report_sudo = self._get_report(report_ref)
        if report_sudo.pdf_engine != "weasyprint":
            return super()._render_qweb_pdf(report_ref, res_ids=res_ids, data=data)
        html, _type = self._render_qweb_html(report_ref, res_ids, data=data)
        return html_to_pdf(html), "pdf"
