# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError

from .forms import DOTS, date_text, date_words, letterhead


class DisciplineDecision(models.AbstractModel):
    """The minutes of a decided measure: what happened, the steps, the measure, the help."""

    _name = "report.school_student.discipline_decision"
    _description = "Measure of Discipline"

    @api.model
    def _get_report_values(self, docids, data=None):
        lines = self.env["school.discipline"].browse(docids)
        open_lines = lines.filtered(lambda line: line.state not in ("decided", "improved"))
        if open_lines:
            raise UserError(
                self.env._(
                    "Only a decided measure is printed: %(names)s.",
                    names=", ".join(open_lines.mapped("display_name")),
                )
            )
        return {
            "pages": [
                {
                    **letterhead(self.env, line.company_id),
                    "today": date_words(line.decision_date),
                    "number": line.decision_number or DOTS,
                    "name": line.student_id.name,
                    "birth_date": date_text(line.student_id.birth_date),
                    "class": line.class_id.name or DOTS,
                    "date": date_text(line.date),
                    "violation": line.violation,
                    "severity": line.severity,
                    "measure": line.measure_id.name,
                    "source": line.measure_id.source or "",
                    "heard": date_text(line.heard_date),
                    "family": date_text(line.family_date) or DOTS,
                    "family_how": line.family_how or "",
                    "statement": date_text(line.statement_date),
                    "support": line.support or DOTS,
                    "improved": date_text(line.improved_date),
                }
                for line in lines
            ]
        }
