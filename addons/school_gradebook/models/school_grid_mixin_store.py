# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL


class SchoolGridMixin(models.AbstractModel):
    """Rows are written and made by SQL: the ORM takes several times as long for a class."""

    _inherit = "school.grid.mixin"

    def _grid_store_rows(self, rows, names, scope, others=()):
        """Store the columns ``names`` of ``rows``; rows that do not exist yet are made.

        :param scope: gives for a row the columns that place it, which are written once
        :param others: further rows to write, with ``id`` and the same other columns in all of them
        """
        model = self.env[self._grid_row_model]
        old = [row for row in rows if row["id"]]
        groups = [(sorted(names), old)] if old else []
        if others:
            groups.append((sorted(others[0].keys() - {"id"}), others))
        if groups:
            self._grid_update_rows(model, groups)
        if new := [row for row in rows if not row["id"]]:
            self._grid_insert_rows(model, new, names, scope)
        if groups or new:
            model.invalidate_model()

    def _grid_update_rows(self, model, groups):
        """Write groups of rows, each with its own columns, by one statement.

        The triggers of the trail cost as much for each statement as for thirty rows.
        """
        model._trail_sign()
        columns = sorted({name for names, _rows in groups for name in names})
        values, assignments = [], []
        for column in columns:
            values.append(
                SQL(
                    "%s::%s[]",
                    [
                        row[column] if column in names else None
                        for names, rows in groups
                        for row in rows
                    ],
                    SQL(model._fields[column].column_type[1]),
                )
            )
            holders = [number for number, (names, _rows) in enumerate(groups) if column in names]
            new, kept = SQL.identifier("new", column), SQL.identifier("kept", column)
            if len(holders) < len(groups):
                new = SQL("CASE WHEN new.part = ANY(%s) THEN %s ELSE %s END", holders, new, kept)
            assignments.append(SQL("%s = %s", SQL.identifier(column), new))
        self.env.execute_query(
            SQL(
                """
                UPDATE %(table)s kept
                   SET %(assignments)s, write_uid = %(uid)s, write_date = %(now)s
                  FROM unnest(%(ids)s::int[], %(parts)s::int[], %(values)s)
                       AS new(id, part, %(columns)s)
                 WHERE kept.id = new.id
             RETURNING kept.id
                """,
                table=SQL.identifier(model._table),
                assignments=SQL(", ").join(assignments),
                uid=self.env.uid,
                now=self.env.cr.now(),
                ids=[row["id"] for _names, rows in groups for row in rows],
                parts=[part for part, (_names, rows) in enumerate(groups) for _row in rows],
                values=SQL(", ").join(values),
                columns=SQL(", ").join(SQL.identifier(column) for column in columns),
            )
        )

    def _grid_insert_rows(self, model, rows, names, scope):
        """Make rows by SQL.

        Where another session makes the same row, PostgreSQL answers with a serialization failure,
        after which Odoo repeats the request; the ORM's insert would show an error instead.
        """
        model._trail_sign()
        now = self.env.cr.now()
        log = {
            **{"create_uid": self.env.uid, "create_date": now},
            **{"write_uid": self.env.uid, "write_date": now},
        }
        lines = [scope(row) | {name: row[name] for name in names} | log for row in rows]
        done = self.env.execute_query(
            SQL(
                "INSERT INTO %s (%s) VALUES %s ON CONFLICT DO NOTHING RETURNING student_id, id",
                SQL.identifier(model._table),
                SQL(", ").join(SQL.identifier(name) for name in lines[0]),
                SQL(", ").join(SQL("%s", tuple(line.values())) for line in lines),
            )
        )
        made = dict(done)
        for row in rows:
            row["id"] = made[row["student_id"]]
