# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError

#: The books of a class; those of addons that are not installed are passed over.
BOOKS = (
    "school_gradebook.class_book_a4",
    "school_gradebook.primary_summary_4",
)


class SchoolHandoverBooks(models.AbstractModel):
    """The books of each class as PDF: they take minutes, so they come along when asked for."""

    _inherit = "school.handover.plan"

    @api.model
    def _book_reports(self):
        """Return the names of the reports of classes; an addon adds its own with super()."""
        return BOOKS

    @api.model
    def _print_books(self, school, folder):
        """Print the books of each class into books/; return those that could not be printed."""
        reports = self.env["ir.actions.report"].search(
            [("report_name", "in", self._book_reports()), ("model", "=", "school.class")],
            order="report_name",
        )
        classes = self.env["school.class"].search([("company_id", "=", school.id)], order="id")
        refused = []
        (folder / "books").mkdir()
        for school_class in classes:
            for report in reports.with_company(school).with_context(lang="vi_VN"):
                short = report.report_name.rpartition(".")[2]
                name = f"{school_class.year_id.name}-{school_class.name}-{short}".replace("/", "-")
                try:
                    with self.env.cr.savepoint():
                        content, _type = report._render(report.report_name, school_class.ids)
                except UserError as refusal:
                    # a report of primary school says so to a class of another level
                    refused.append(f"{name}: {refusal}")
                    continue
                (folder / "books" / f"{name}.pdf").write_bytes(content)
            self.env.invalidate_all()
        return refused
