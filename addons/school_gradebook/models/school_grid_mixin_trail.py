# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import SQL

from odoo.addons.school_core.tools.local_time import local_time


class SchoolGridMixin(models.AbstractModel):
    """Who changed which cell, from the trail, and the sheets around this one."""

    _inherit = "school.grid.mixin"

    @api.readonly
    def grid_changes(self):
        """Return who changed each cell last and when, the oldest of these changes first."""
        self.ensure_one()
        self.check_access("read")
        rows = self.env[self._grid_row_model].search_fetch(
            [("sheet_id", "=", self.id)], ["student_id"]
        )
        names = [
            name
            for name in rows._lock_columns
            if rows._has_field_access(rows._fields[name], "read")
        ]
        if not rows or not names:
            return []
        students = {row.id: row.student_id.id for row in rows}
        self.env.flush_all()
        last = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (trail.res_id, trail.field) trail.id, trail.res_id, trail.field,
                       coalesce(partner.name, trail.db_user), trail.at
                  FROM school_trail trail
             LEFT JOIN res_users changer ON changer.id = trail.user_id
             LEFT JOIN res_partner partner ON partner.id = changer.partner_id
                 WHERE trail.model = %s AND trail.res_id IN %s AND trail.field IN %s
                       AND trail.operation != 'baseline'
              ORDER BY trail.res_id, trail.field, trail.id DESC
                """,
                rows._name,
                rows._ids,
                tuple(names),
            )
        )
        return [
            {
                "student_id": students[row_id],
                "column": name,
                "by": by,
                "at": local_time(self.env, at),
            }
            for _id, row_id, name, by, at in sorted(last)
        ]

    @api.readonly
    def grid_cell_story(self, student_id, column):
        """Return what happened to one cell, newest first, from the trail."""
        self.check_access("read")
        if column not in self.env[self._grid_row_model]._fields:
            return []
        row = self.env[self._grid_row_model].search(
            [("sheet_id", "=", self.id), ("student_id", "=", student_id)]
        )
        story = self.env["school.trail"]._story(row._name, row.id, column) if row else []
        return [
            {**{name: entry[name] for name in ("at", "old", "new", "reason")}, "by": entry["user"]}
            for entry in reversed(story)
        ]

    @api.readonly
    def grid_neighbour(self, step):
        """Return the action of the sheet ``step`` places after this one, False where none is."""
        self.ensure_one()
        self.check_access("read")
        siblings = self._grid_siblings()
        place = siblings.ids.index(self.id) + step
        return 0 <= place < len(siblings) and siblings[place].action_open_grid()

    def _grid_siblings(self):
        """Return the sheets among which the grid leafs, this one included, in their order."""
        return self.search([("term_id", "=", self.term_id.id)])

    def _grid_name_conflicts(self, rows, answers):
        """Say in the answers of cells in conflict who changed them and when."""
        conflicts = {
            (rows[answer["student_id"]]["id"], answer["column"]): answer
            for answer in answers
            if answer["status"] == "conflict"
        }
        if not conflicts:
            return
        # The user may read the cells, hence who changed them.
        trail_sudo = self.env["school.trail"].sudo()
        changes = trail_sudo.search_fetch(
            [
                ("model", "=", self._grid_row_model),
                ("res_id", "in", [row_id for row_id, _column in conflicts]),
                ("field", "in", [column for _row_id, column in conflicts]),
            ],
            ["res_id", "field", "user_id", "db_user", "at"],
            order="id",
        )
        # Oldest first: the last one stays.
        for change in changes:
            if answer := conflicts.get((change.res_id, change.field)):
                answer["by"] = change.user_id.name or change.db_user
                answer["at"] = local_time(self.env, change.at)
