# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime, timedelta

from odoo import fields, models

from ..tools.entry_times import EditLimit
from .school_mark_entered import LIMITED_COLUMNS


class SchoolMarkSheet(models.Model):
    """Until when each entered mark may be changed, cell by cell (GB-05)."""

    _inherit = "school.mark.sheet"

    def _grid_show_until(self, grid, scope, granted):
        super()._grid_show_until(grid, scope, granted)
        days = self.env["school.lock"]._edit_days([scope]).get(scope["company_id"])
        if not days:
            return
        grid["limit"] = limit = EditLimit(days, fields.Datetime.now())
        columns = {
            column["name"]: column.get("until")
            for column in grid["columns"]
            if column["name"] in LIMITED_COLUMNS
        }
        of_all = granted.get(None, set())
        for row in grid["rows"]:
            row["until"] = {}
            opened = of_all | granted.get(row["student_id"], set())
            for name, entered in (row["entered_at"] or {}).items():
                if name not in columns or name in grid["locks"] or opened & {name, None}:
                    continue
                if limit.is_over(entered):
                    reason = self.env["school.mark"]._edit_limit_reason(limit, entered)
                    row["locks"].setdefault(name, self._grid_reason(grid["lock_reasons"], reason))
                else:
                    row["until"][name] = _earlier(limit.last_day(entered), columns[name])

    def _grid_store(self, grid, changes):
        computed = super()._grid_store(grid, changes)
        if limit := grid.get("limit"):
            until = {column["name"]: column.get("until") for column in grid["columns"]}
            last_day = limit.today + timedelta(days=limit.days)
            for row in grid["rows"]:
                for name, value in changes.get(row["student_id"], {}).items():
                    if name in LIMITED_COLUMNS and value is not None:
                        row["until"].setdefault(name, _earlier(last_day, until[name]))
        return computed


def _earlier(day, until):
    """Return the earlier of a day and the shown end of a column, as it is shown."""
    if until and datetime.strptime(until, "%d/%m/%Y").date() < day:
        return until
    return f"{day:%d/%m/%Y}"
