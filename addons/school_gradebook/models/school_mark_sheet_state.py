# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from .school_result_book import APPROVED


class SchoolMarkSheet(models.Model):
    """What the corrections of a sheet ask it."""

    _inherit = "school.mark.sheet"

    def _is_book_closed(self):
        """Return whether the results that the sheet belongs to are approved, or its year closed."""
        self.ensure_one()
        # whether a book is closed binds everybody
        sheet_sudo = self.sudo()
        periods = {str(sheet_sudo.term_id.number), "year"}
        return sheet_sudo.year_id.state == "closed" or any(
            book.period in periods and book.approval_state in APPROVED
            for book in sheet_sudo.class_id.result_book_ids
        )

    def _final_test_date(self):
        """Return the day of the final test of the subject in this class and term, or False.

        The most special day counts: of the class before the grade, of the subject before all.
        """
        self.ensure_one()
        # the days of tests bind everybody
        tests_sudo = (
            self.env["school.test.date"]
            .sudo()
            .search(
                [
                    ("term_id", "=", self.term_id.id),
                    ("column_id.code", "=", "final"),
                    ("class_id", "in", (self.class_id.id, False)),
                    ("grade_id", "in", (self.sudo().class_id.grade_id.id, False)),
                    ("subject_id", "in", (self.subject_id.id, False)),
                ]
            )
        )
        return max(
            tests_sudo,
            key=lambda test: (bool(test.class_id), bool(test.subject_id), bool(test.grade_id)),
            default=tests_sudo,
        ).date
