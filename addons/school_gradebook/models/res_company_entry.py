# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL


class ResCompany(models.Model):
    """When the times of entry of a school were over."""

    _inherit = "res.company"

    def _last_entry_period_end(self, day):
        """Return the last day of the last time of entry that was over before ``day``, or None.

        A test is held on other days in each class, and each sheet is open for some days after it:
        this counts as one time, which ends with the last sheet. Times about other days (weeks,
        days of the month) end each for itself.
        """
        self.env["school.entry.slot"].flush_model()
        self.env["school.entry.window"].flush_model()
        ((last,),) = self.env.execute_query(
            SQL(
                """
                SELECT max(ended) FROM (
                    SELECT CASE WHEN w.timing = 'test_date'
                        THEN max(s.last_day) OVER (PARTITION BY s.window_id, s.term_id, s.column_id)
                        ELSE s.last_day END AS ended
                    FROM school_entry_slot s JOIN school_entry_window w ON w.id = s.window_id
                    WHERE s.company_id = ANY(%s) AND w.active
                ) AS period WHERE ended < %s
                """,
                self.ids,
                day,
            )
        )
        return last
