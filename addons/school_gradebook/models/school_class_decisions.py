# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from ..rules.model import PERIODS
from .school_result_book import APPROVED

#: What a result says where the circular leaves the promotion to the principal.
LEFT_TO_PRINCIPAL = "principal"


class SchoolClass(models.Model):
    """Take the principal's decisions into the results."""

    _inherit = "school.class"

    def _store_results(self, results, students, periods):
        waiting = [row for row in results if row["promotion"] == LEFT_TO_PRINCIPAL]
        if waiting:
            # Whoever changes a mark need not be one who may see the decisions.
            decisions_sudo = (
                self.env["school.result.decision"]
                .sudo()
                .search([("student_id", "in", [row["student_id"] for row in waiting])])
            )
            by_place = {(d.class_id.id, d.student_id.id): d for d in decisions_sudo}
            for row in waiting:
                if decision := by_place.get((row["class_id"], row["student_id"])):
                    row["promotion"] = decision.outcome
                    row["reasons"] = [*row["reasons"], self._decision_reason(decision)]
        return super()._store_results(results, students, periods)

    @api.model
    def _decision_reason(self, decision):
        words = decision.class_id.level_id._form_words()
        outcome = {"promoted": "được lên lớp", "repeat": "không được lên lớp"}[decision.outcome]
        return {
            "of": "promotion",
            "value": decision.outcome,
            "because": f"{words.head.capitalize()} quyết định: {outcome}. {decision.reason}",
            "source": f"Quyết định số {decision.number} ngày {decision.date:%d/%m/%Y}",
        }

    def _recompute_open_results(self):
        """Bring the results up to date that nobody has approved yet.

        After a change of a setting: what the principal has approved stays as he approved it.
        """
        # Whose settings change is not a matter of who may see the books.
        approved_sudo = (
            self.env["school.result.book"]
            .sudo()
            .search([("class_id", "in", self.ids), ("approval_state", "in", APPROVED)])
        )
        closed = {
            school_class: frozenset(books.mapped("period"))
            for school_class, books in approved_sudo.grouped("class_id").items()
        }
        for periods, classes in self.grouped(lambda c: closed.get(c, frozenset())).items():
            if open_periods := [period for period in PERIODS if period not in periods]:
                classes._recompute_results(periods=open_periods)
