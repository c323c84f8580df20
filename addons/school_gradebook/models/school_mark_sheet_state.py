# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError

from .school_result_book import APPROVED

#: Who may ask for a correction in every sheet that he reads; a teacher does in his own.
MAY_ASK = ("principal", "vice_academic", "gradebook_admin", "secretary", "head_department")


class SchoolMarkSheet(models.Model):
    """What the corrections of a sheet ask it."""

    _inherit = "school.mark.sheet"

    @api.readonly
    def grid_open(self):
        """Override: say whether the user may ask for the correction of a closed mark."""
        grid = super().grid_open()
        return {
            **grid,
            "can_correct": grid["can_write"] or self.env.user._has_role(*MAY_ASK),
        }

    def action_ask_correction(self, student_id, column):
        """Open a new dossier about one mark."""
        self.ensure_one()
        self.check_access("read")
        found = self.env["school.book.column"].search(
            [("kind_id.code", "=", "mark"), ("code", "=", column)]
        )
        if column not in self._allowed_columns() or not found:
            raise UserError(self.env._("Only marks are corrected by a dossier."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for a Correction"),
            "res_model": "school.mark.correction",
            "views": [[False, "form"]],
            "context": {
                "default_sheet_id": self.id,
                "default_line_ids": [[0, 0, {"student_id": student_id, "column_id": found.id}]],
            },
        }

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
