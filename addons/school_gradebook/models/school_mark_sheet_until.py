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
        found = {}
        for row in grid["rows"]:
            entered = row["entered_at"]
            opened = of_all | granted.get(row["student_id"], set()) if granted else frozenset()
            # a class's column is mostly entered at once: many rows share their moments
            key = (id(entered), frozenset(opened))
            if key not in found:
                found[key] = self._grid_limits(grid, limit, entered, columns, opened)
            closed, row["until"] = found[key]
            if closed:
                row["locks"] = closed | row["locks"]

    def _grid_limits(self, grid, limit, entered, columns, opened):
        """Return which columns entered at the moments ``entered`` are closed, by which reason, and
        until which day the others may be changed.

        :param columns: {name: shown end of a column}
        :param opened: names of columns that are open for the user nevertheless, None for all
        """
        closed, until = {}, {}
        for name, moment in entered.items():
            if name not in columns or name in grid["locks"] or opened & {name, None}:
                continue
            if limit.is_over(moment):
                reason = self.env["school.mark"]._edit_limit_reason(limit, moment)
                closed[name] = self._grid_reason(grid["lock_reasons"], reason)
            else:
                until[name] = _earlier(limit.last_day(moment), columns[name])
        return closed, until

    def _grid_store(self, grid, changes):
        computed = super()._grid_store(grid, changes)
        if limit := grid.get("limit"):
            until = {column["name"]: column.get("until") for column in grid["columns"]}
            last_day = limit.today + timedelta(days=limit.days)
            for row in grid["rows"]:
                row["until"] = dict(row["until"])
                for name, value in changes.get(row["student_id"], {}).items():
                    if name in LIMITED_COLUMNS and value is not None:
                        row["until"].setdefault(name, _earlier(last_day, until[name]))
        return computed


def _earlier(day, until):
    """Return the earlier of a day and the shown end of a column, as it is shown."""
    if until and datetime.strptime(until, "%d/%m/%Y").date() < day:
        return until
    return f"{day:%d/%m/%Y}"
