# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from .res_company_correction import CORRECTION_SETTINGS

#: Readings that the results stand on.
READINGS = (
    "school_topics_term",
    "school_adjust_counts_comment_subject",
    "school_adjust_reading",
)
#: When the books are open, besides the lock.
BOOK_SETTINGS = ("school_edit_days", "school_entry_reminder_days")


class ResCompany(models.Model):
    """The readings of the circular that are a school's own decision."""

    _inherit = "res.company"

    @property
    def _trail_fields(self):
        return (*super()._trail_fields, *BOOK_SETTINGS, *READINGS, *CORRECTION_SETTINGS)

    school_topics_term = fields.Selection(
        [("1", "Term 1"), ("2", "Term 2")],
        string="Term of the Specialised Topics",
        default="2",
        help="The term whose sheet takes the regular mark of the cluster of specialised topics"
        " (Thông tư 22/2021/TT-BGDĐT Điều 6.3); the circular leaves it to the school.",
    )
    school_adjust_counts_comment_subject = fields.Boolean(
        string="A Comment Subject Can Be the Single Subject",
        default=True,
        help="Thông tư 22/2021/TT-BGDĐT Điều 9.3 raises a level that one single subject pulled"
        " down. On: that subject may also be one assessed by comments at Chưa đạt.",
    )
    school_adjust_reading = fields.Selection(
        [
            ("A", "Leave it out and count the others"),
            ("B", "Take it as reaching the bar"),
        ],
        string="How the Single Subject Counts",
        default="A",
        help="Thông tư 22/2021/TT-BGDĐT Điều 9.3 does not say whether the single subject counts"
        " among the 06 subjects that must reach the bar.",
    )

    school_edit_days = fields.Integer(
        string="Days to Change a Mark",
        default=15,
        help="For how many days from its first entry a mark may be changed; after"
        " that only through a correction. 0: no limit.",
    )
    school_entry_reminder_days = fields.Integer(
        string="Days of the Reminder",
        default=3,
        help="How many days before a time of entry ends teachers who still owe something are"
        " reminded. 0: never.",
    )

    _check_edit_days = models.Constraint(
        "CHECK(school_edit_days BETWEEN 0 AND 366 AND school_entry_reminder_days BETWEEN 0 AND 60)",
        "The days to change a mark lie between 0 and 366, those of the reminder between 0 and 60.",
    )

    def write(self, vals):
        if "school_edit_days" in vals:
            self.env["school.lock"]._forget()
        result = super().write(vals)
        if "school_topics_term" in vals:
            self._running_classes().mark_sheet_ids._sync()
        if not vals.keys().isdisjoint(
            ("school_adjust_counts_comment_subject", "school_adjust_reading")
        ):
            self._running_classes()._recompute_open_results()
        return result

    @api.model
    def _book_settings(self):
        return super()._book_settings() | {*BOOK_SETTINGS, *CORRECTION_SETTINGS}

    def _running_classes(self):
        """Return the classes of the years that are not closed, whoever changes the settings."""
        return (
            self.env["school.class"]
            .sudo()
            .search([("company_id", "in", self.ids), ("year_id.state", "!=", "closed")])
        )
