# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..tools.entry_times import EditLimit
from .school_mark import VALUE_COLUMNS

#: What is changed for some days only; a remark is no mark.
LIMITED_COLUMNS = VALUE_COLUMNS


class SchoolMark(models.Model):
    """When each mark was entered first, and until when it may be changed (GB-05).

    TM Điều 11.1: 15 days after a mark was entered its teacher does not change it any more; after
    that there is the correction only.
    """

    _name = "school.mark"
    _inherit = ["school.mark", "school.entered.mixin"]

    _entered_columns = LIMITED_COLUMNS

    def _lock_own_reasons(self, scopes, moment=None):
        reasons = super()._lock_own_reasons(scopes, moment)
        days = self.env["school.lock"]._edit_days(scopes)
        moment = moment or fields.Datetime.now()
        limits = {company_id: EditLimit(count, moment) for company_id, count in days.items()}
        # until when a mark is changed does not depend on who may read it
        for mark in self.sudo() if limits else ():
            limit = limits.get(mark.company_id.id)
            over = {
                column: {"reason": self._edit_limit_reason(limit, entered)}
                for column, entered in (mark.entered_at or {}).items()
                if limit and limit.is_over(entered)
            }
            if over:
                reasons[mark.id] = reasons.get(mark.id, {}) | over
        return reasons

    @api.model
    def _edit_limit_reason(self, limit, entered):
        return self.env._(
            "The %(days)s days in which a mark may be changed ended on %(day)s. Ask for a"
            " correction.",
            days=limit.days,
            day=f"{limit.last_day(entered):%d/%m/%Y}",
        )
