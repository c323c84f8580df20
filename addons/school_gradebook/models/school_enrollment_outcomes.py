# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from .school_result_book import APPROVED

OUTCOMES = {
    "promoted": "promoted",
    "promoted_after_summer": "promoted",
    "repeat": "repeats",
}


class SchoolEnrollment(models.Model):
    """What becomes of a pupil at the year's end: what the approved results of the year say."""

    _inherit = "school.enrollment"

    def _year_outcomes(self):
        """Override: the result of the year, after the summer as far as it has passed."""
        outcomes = super()._year_outcomes()
        # sudo: whoever reviews the rollover learns what was decided, not the marks it stands on.
        results_sudo = self.env["school.result"].sudo()
        results_sudo = results_sudo.search(
            [
                ("student_id", "in", self.student_id.ids),
                ("year_id", "in", self.year_id.ids),
                ("period", "=", "year"),
            ]
        )
        by_pupil = {(result.student_id.id, result.year_id.id): result for result in results_sudo}
        books_sudo = self.env["school.result.book"].sudo()
        approved = books_sudo.search(
            [
                ("class_id", "in", results_sudo.class_id.ids),
                ("period", "=", "year"),
                ("approval_state", "in", APPROVED),
            ]
        ).class_id
        names = results_sudo._reassess_names()
        for enrollment in self:
            result = by_pupil.get((enrollment.student_id.id, enrollment.year_id.id))
            if not result:
                continue
            outcome = OUTCOMES.get(result.promotion, "undecided")
            is_last = outcome == "promoted" and not enrollment.class_id.grade_id._next()
            # nobody is promoted from the last grade of a level
            is_plain = is_last and result.promotion == "promoted"
            label = not is_plain and result._word("promotion", result.promotion)
            reason = " · ".join(filter(None, (label, result._review_detail(names))))
            if result.class_id not in approved:
                reason = self.env._(
                    "The results are not approved; so far: %(result)s", result=reason
                )
                outcome = "undecided"
            elif is_last:
                outcome = "completed"
            outcomes[enrollment] = (outcome, reason)
        return outcomes
