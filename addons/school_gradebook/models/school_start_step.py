# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class SchoolStartStep(models.AbstractModel):
    """The times of entry and the rules of the books of a new year."""

    _inherit = "school.start.step"

    @api.model
    def _steps(self, year):
        windows = self.env["school.entry.window"].search_count([("year_id", "=", year.id)])
        tests = self.env["school.test.date"].search_count([("year_id", "=", year.id)])
        return [
            *super()._steps(year),
            *self._step(
                110,
                "entry_windows",
                self.env._("Times of entry"),
                left=not windows,
                who=("principal", "vice_academic", "gradebook_admin"),
                action="school_gradebook.school_entry_window_action",
                detail=self.env._(
                    "%(windows)s times of entry, %(tests)s dates of tests",
                    windows=windows,
                    tests=tests,
                ),
                domain=[("year_id", "=", year.id)],
                context={"default_year_id": year.id},
            ),
        ]
