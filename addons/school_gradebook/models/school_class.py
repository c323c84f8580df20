# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from ..rules.registry import RulesError, rules_for


class SchoolClass(models.Model):
    _inherit = "school.class"

    mark_sheet_ids = fields.One2many(
        comodel_name="school.mark.sheet", inverse_name="class_id", string="Mark Sheets"
    )

    def _rules(self):
        """Return the rules of the circular that applies to the class, None where none is known."""
        try:
            return rules_for(
                self.year_id.date_start.year, self.level_id.code, self.grade_id.number
            )
        except RulesError:
            return None

    def _ensure_sheets(self):
        """Make the sheets that are missing: class subjects × terms, where a circular has marks."""
        classes = self.filtered(lambda c: c._rules())
        there = {
            (sheet.class_subject_id, sheet.term_id) for sheet in classes.sudo().mark_sheet_ids
        }
        # Whoever may plan the subjects of a class need not be one who may make sheets.
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
        sheets._sync()
        return sheets

    def _students_of_year(self):
        return self.enrollment_ids.student_id

    def _recompute_results(self, students=None, periods=None):
        """Bring the results of term and year up to date."""
