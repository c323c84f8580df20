# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError

from .forms import DOTS, date_words, letterhead


class RewardPaper(models.AbstractModel):
    """The certificate of merit or the letter of praise, a page a reward."""

    _name = "report.school_student.reward_paper"
    _description = "Certificate of Merit"

    @api.model
    def _get_report_values(self, docids, data=None):
        rewards = self.env["school.reward"].browse(docids)
        others = rewards.filtered(lambda r: r.state != "decided" or not r.kind_id.is_printed)
        if others:
            raise UserError(
                self.env._(
                    "The school prints a paper only for a decided reward of its own: %(names)s.",
                    names=", ".join(others.mapped("display_name")),
                )
            )
        return {"pages": [self._page(reward) for reward in rewards]}

    def _page(self, reward):
        return {
            **letterhead(self.env, reward.company_id),
            "title": reward.kind_id.paper_title or reward.kind_id.name,
            "name": reward.student_id.name,
            "class": reward.class_id.name or DOTS,
            "year": reward.year_id.name,
            "reason": reward.reason,
            "number": reward.decision_number or "",
            "today": date_words(reward.decision_date),
        }
