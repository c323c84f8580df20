# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class SchoolHome(models.AbstractModel):
    """Lines about the analysis of marks."""

    _inherit = "school.home"

    @api.model
    def _lines(self):
        return [
            *super()._lines(),
            *self._lines_targets(),
            *self._lines_anomalies(),
            *self._lines_inspections(),
            *self._lines_checks(),
        ]

    @api.model
    def _lines_targets(self):
        if not self._is_one_of(("vice_academic",)):
            return []
        lines = []
        titles = {
            "school.mark.target": self.env._("Targets of departments waiting for me"),
            "school.mark.proposal": self.env._("Proposals after tests waiting for me"),
        }
        for model, title in titles.items():
            action = f"school_gradebook.{model.replace('.', '_')}_action"
            lines += self._line_waiting(model, title, model, action)
        return lines

    @api.model
    def _lines_anomalies(self):
        cases = self.env["school.mark.anomaly"]
        if not cases.has_access("read"):
            return []
        return self._line_found(
            "anomalies",
            self.env._("Unusual marks to look at")
            if cases._leads()
            else self.env._("Questions about my marks to answer"),
            cases._name,
            cases._waiting_domain(),
            "school_gradebook.school_mark_anomaly_action",
        )

    @api.model
    def _lines_inspections(self):
        if not self._is_one_of(("vice_academic",)):
            return []
        month = fields.Date.context_today(self).replace(day=1)
        domain = [("approval_state", "=", "draft"), ("month", "<=", month)]
        counts = self.env["school.book.inspection"]._read_group(
            domain, ["month:month"], ["__count"]
        )
        late = sum(count for first_day, count in counts if first_day < month)
        return self._line(
            "inspections",
            self.env._("Class books to inspect"),
            sum(count for _month, count in counts),
            "school_gradebook.school_book_inspection_action",
            tone="late" if late else "info",
            detail=self.env._("%(count)s of earlier months", count=late) if late else "",
            domain=domain,
            context={"search_default_group_month": 1},
        )

    @api.model
    def _lines_checks(self):
        if not self._is_one_of(("teacher",)):
            return []
        prints, checks = self.env["school.check.print"], self.env["school.cross.check"]
        return [
            *self._line_found(
                "check_prints",
                self.env._("Check prints of my sheets to sign"),
                prints._name,
                prints._waiting_domain(),
                "school_gradebook.school_check_print_action",
            ),
            *self._line_found(
                "cross_checks",
                self.env._("Cross-checks waiting for me"),
                checks._name,
                checks._waiting_domain(),
                "school_gradebook.school_cross_check_action",
            ),
        ]
