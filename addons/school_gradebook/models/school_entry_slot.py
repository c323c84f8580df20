# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models


class SchoolEntrySlot(models.Model):
    """One time, from a day to a day, in which a column is entered; made from a window.

    ``date_start`` and ``date_end`` are the midnights in the school's time zone before the first
    and after the last day.
    """

    _name = "school.entry.slot"
    _description = "Time of Entry of a Column"
    _rec_name = "window_id"
    _order = "first_day, last_day, id"
    _log_access = False

    #: What tells one slot of a window from another.
    _KEY = (
        *("window_id", "column_id", "first_day", "last_day"),
        *("term_id", "grade_id", "class_id", "subject_id"),
    )

    window_id = fields.Many2one(
        comodel_name="school.entry.window", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="window_id.company_id", string="School", store=True, precompute=True
    )
    year_id = fields.Many2one(
        related="window_id.year_id", string="School Year", store=True, precompute=True
    )
    level_id = fields.Many2one(related="window_id.level_id", store=True, precompute=True)
    term_id = fields.Many2one(comodel_name="school.term", ondelete="cascade")
    grade_id = fields.Many2one(comodel_name="school.grade", ondelete="cascade")
    class_id = fields.Many2one(comodel_name="school.class", ondelete="cascade")
    subject_id = fields.Many2one(comodel_name="school.subject", ondelete="cascade")
    column_id = fields.Many2one(
        comodel_name="school.book.column", required=True, ondelete="cascade"
    )
    first_day = fields.Date(required=True)
    last_day = fields.Date(required=True)
    date_start = fields.Datetime(
        string="From", compute="_compute_moments", store=True, precompute=True
    )
    date_end = fields.Datetime(
        string="Until", compute="_compute_moments", store=True, precompute=True
    )

    _closing_idx = models.Index("(company_id, year_id)")
    _column_idx = models.Index("(column_id, year_id)")

    @api.depends("first_day", "last_day", "company_id")
    def _compute_moments(self):
        for slot in self:
            school = slot.window_id.company_id
            slot.date_start = school._school_midnight(slot.first_day)
            slot.date_end = school._school_midnight(slot.last_day + timedelta(days=1))

    def _key(self):
        """Return what tells the slot from the others, as in the values it was made of."""
        return tuple(
            self[name].id if self._fields[name].type == "many2one" else self[name]
            for name in self._KEY
        )
