# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError

from ..tools.class_order import class_order
from .forms import DOTS, date_text, date_words, letterhead


class RewardDecision(models.AbstractModel):
    """The decision about rewards with the list of the pupils, one for each number and day."""

    _name = "report.school_student.reward_decision"
    _description = "Decision about Rewards"

    @api.model
    def _get_report_values(self, docids, data=None):
        rewards = self.env["school.reward"].browse(docids)
        revoked = rewards.filtered(lambda reward: reward.state == "revoked")
        if revoked:
            raise UserError(
                self.env._(
                    "A revoked reward stands in no decision: %(names)s.",
                    names=", ".join(revoked.mapped("display_name")),
                )
            )
        groups = rewards.grouped(
            lambda r: (r.company_id, r.decision_number or "", r.decision_date, r.year_id)
        )
        return {
            "decisions": [
                {
                    **letterhead(self.env, school),
                    "number": number or DOTS,
                    "today": date_words(day),
                    "year": year.name,
                    "count": len(lines),
                    "lines": [
                        {
                            "name": line.student_id.name,
                            "birth_date": date_text(line.student_id.birth_date),
                            "class": line.class_id.name or "",
                            "kind": line.kind_id.name,
                            "reason": line.reason,
                        }
                        for line in lines.sorted(class_order)
                    ],
                }
                for (school, number, day, year), lines in groups.items()
            ]
        }
