# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, models

from ..tools.entry_times import local_day

ONE_SECOND = timedelta(seconds=1)


class SchoolGridMixin(models.AbstractModel):
    """Which columns and cells are closed, why, and until when the others are open."""

    _inherit = "school.grid.mixin"

    def _grid_locks(self, scope, columns, reasons):
        """Return {column: index into ``reasons``} of the columns closed for the class."""
        locks = self.env["school.lock"]
        scope = {**scope, "key": self.id}
        closed = locks._closed(self._grid_lock_kind, [scope]).get(self.id)
        return {
            column["name"]: self._grid_reason(reasons, reason)
            for column in columns
            if not column["computed"] and (reason := locks._reason(closed, column["name"]))
        }

    def _grid_open_granted(self, grid, scope):
        """Where a closed column is open for the user in some rows, close the other rows one by one.

        The locks of rows that have been set close these as before. No query after
        ``_grid_locks``.
        """
        Lock = self.env["school.lock"]
        scope = {**scope, "key": self.id}
        granted = Lock._granted(self._grid_lock_kind, [scope]).get(self.id, {})
        of_rows = {row["student_id"] for row in grid["rows"]} & granted.keys()
        opened = set().union(*(granted[student_id] for student_id in of_rows))
        for name in [name for name in grid["locks"] if opened & {name, None}]:
            lock = grid["locks"].pop(name)
            for row in grid["rows"]:
                if not granted.get(row["student_id"], set()) & {name, None}:
                    row["locks"].setdefault(name, lock)
        self._grid_show_until(grid, scope, granted)

    def _grid_show_until(self, grid, scope, granted):
        """Say of each open column until which day it is entered, where that is known."""
        ends = self.env["school.lock"]._open_until(self._grid_lock_kind, [scope])
        ends = ends.get(self.id, {})
        for column in grid["columns"]:
            end = ends.get(column["name"], ends.get(None))
            if end and not column["computed"] and column["name"] not in grid["locks"]:
                column["until"] = f"{local_day(end - ONE_SECOND):%d/%m/%Y}"

    @api.model
    def _grid_reason(self, reasons, reason):
        """Return the place of ``reason`` in ``reasons``, where each stands once."""
        if reason not in reasons:
            reasons.append(reason)
        return reasons.index(reason)
