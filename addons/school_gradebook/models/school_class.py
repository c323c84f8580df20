# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..rules.registry import RulesError, rules_for
from .school_class_results import PERIODS


class SchoolClass(models.Model):
    _inherit = "school.class"

    mark_sheet_ids = fields.One2many(
        comodel_name="school.mark.sheet", inverse_name="class_id", string="Mark Sheets"
    )

    conduct_sheet_ids = fields.One2many(
        comodel_name="school.conduct.sheet", inverse_name="class_id", string="Conduct Sheets"
    )

    result_book_ids = fields.One2many(
        comodel_name="school.result.book", inverse_name="class_id", string="Books of Results"
    )

    @api.model_create_multi
    def create(self, vals_list):
        classes = super().create(vals_list)
        classes._ensure_sheets()
        return classes

    def _rules(self):
        """Return the rules of the circular that applies to the class, None where none is known."""
        try:
            return rules_for(self.year_id.date_start.year, self.level_id.code, self.grade_id.number)
        except RulesError:
            return None

    def _ensure_sheets(self):
        """Make the sheets that are missing: of each class subject, and of conduct, in each term.

        So with the books of results, of each term and of the year.

        Classes whose circular is not known here have none.
        """
        # Whoever may plan the subjects of a class need not be one who may make sheets.
        classes = self.sudo().filtered(lambda c: c._rules())
        there = {(sheet.class_subject_id, sheet.term_id) for sheet in classes.mark_sheet_ids}
        sheets = (
            self.env["school.mark.sheet"]
            .sudo()
            .create(
                [
                    {"class_subject_id": plan.id, "term_id": term.id}
                    for plan in classes.subject_ids
                    for term in plan.year_id.term_ids
                    if (plan, term) not in there
                ]
            )
        )
        there = {(sheet.class_id, sheet.term_id) for sheet in classes.conduct_sheet_ids}
        conduct_sheets = (
            self.env["school.conduct.sheet"]
            .sudo()
            .create(
                [
                    {"class_id": school_class.id, "term_id": term.id}
                    for school_class in classes
                    for term in school_class.year_id.term_ids
                    if (school_class, term) not in there
                ]
            )
        )
        there = {(book.class_id, book.period) for book in classes.result_book_ids}
        self.env["school.result.book"].sudo().create(
            [
                {"class_id": school_class.id, "period": period}
                for school_class in classes
                for period in PERIODS
                if (school_class, period) not in there
            ]
        )
        sheets._sync()
        conduct_sheets._sync()
