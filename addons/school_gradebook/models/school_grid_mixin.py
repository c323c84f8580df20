# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL, ormcache

from odoo.addons.school_core.tools.local_time import local_time
from odoo.addons.school_core.tools.prepared import execute_prepared

from ..rules import COMMENT, SCORE, parse_mark
from ..tools.entry_times import local_day

#: Far above any class; a batch that holds more is refused as a whole, never cut.
LARGEST_BATCH = 5000
LONGEST_TEXT = 1000
ONE_SECOND = timedelta(seconds=1)


class SchoolGridMixin(models.AbstractModel):
    """A sheet of a class that is opened and saved by the grid: one row a pupil.

    A model that inherits loads the sheet in :meth:`_grid_load` and stores judged changes in
    :meth:`_grid_store`; opening, judging cell by cell and answering are the same for all sheets.
    """

    _name = "school.grid.mixin"
    _description = "Sheet Entered in a Grid"

    #: The model whose records are the rows.
    _grid_row_model = None
    #: The code of the kind of book that its locks are about.
    _grid_lock_kind = None
    #: The model of the dated assignments of those who enter it, and the column that these share
    #: with it.
    _grid_assignments = None

    @api.readonly
    def grid_open(self):
        """Return the sheet as the grid shows it: columns, rows, locks with their reasons."""
        grid = self._grid_load()
        shown = [column["name"] for column in grid["columns"]]
        names = (
            *("title", "subtitle", "version", "columns", "locks", "lock_reasons"),
            *("can_write", "why_not", "summary"),
        )
        return {
            "id": self.id,
            "model": self._name,
            "rows": [self._grid_row(shown, row) for row in grid["rows"]],
            **{name: grid[name] for name in names},
        }

    def grid_save(self, batch):
        """Save the cells of ``batch`` that may be saved and answer for each of them.

        A cell whose stored value is not the one the sender saw is a conflict and stays as it is.
        """
        cells = batch["cells"]
        if len(cells) > LARGEST_BATCH:
            raise UserError(
                self.env._("A batch holds at most %(number)s cells.", number=LARGEST_BATCH)
            )
        grid = self._grid_load(for_save=True)
        if not grid["can_write"]:
            raise AccessError(grid["why_not"])
        rows = {row["student_id"]: row for row in grid["rows"]}
        columns = {column["name"]: column for column in grid["columns"]}
        # The last word on a cell counts.
        cells = {(cell.get("student_id"), cell.get("column")): cell for cell in cells}
        answers, changes = [], {}
        for (student_id, name), cell in cells.items():
            answer = {"student_id": student_id, "column": name}
            answer |= self._grid_judge(grid, rows.get(student_id), columns.get(name), cell)
            answers.append(answer)
            if answer["status"] == "saved":
                changes.setdefault(student_id, {})[name] = answer["value"]
        self._grid_name_conflicts(rows, answers)
        computed = {}
        if changes:
            self = self.with_context(school_origin="grid")
            self.env[self._grid_row_model]._trail_attribute()
            computed = self._grid_store(grid, changes)
        for answer in answers:
            if answer["status"] == "saved":
                until = rows[answer["student_id"]].get("until", {})
                answer["until"] = until.get(answer["column"])
        return {
            "number": batch.get("number"),
            "cells": answers,
            "computed": computed,
            "summary": grid["summary"],
            "version": grid["version"],
        }

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

    def _grid_load(self, for_save=False):
        """Return the sheet with all that judging and showing need, or refuse to.

        Keys: title, subtitle, version, columns, rows (dicts with the columns, student_id, id,
        family_name, given_name, number, note, locks), locks, lock_reasons, can_write, why_not,
        summary.

        :param for_save: with what :meth:`_grid_store` needs beyond what is shown
        """
        raise NotImplementedError

    def _grid_store(self, grid, changes):
        """Store {student_id: {column: value}}; return {student_id: {computed column: value}}.

        Brings ``version`` and ``summary`` of ``grid`` up to date.
        """
        raise NotImplementedError

    def _grid_head(self, *names):
        """Return the columns ``names`` of the sheet and its ``teachers`` today, or refuse a user who
        may not read it.

        One query applies the rules, where ``check_access`` would load the whole paths they walk.

        :return: a dict; ``teachers`` is for :meth:`_grid_people`
        """
        self.ensure_one()
        self.env.flush_all()
        self.browse().check_access("read")
        found = execute_prepared(
            self.env,
            SQL(
                "%s AND %s = %s",
                self._grid_readable(
                    names,
                    self.env.su,
                    self.env.uid,
                    tuple(self.env.companies.ids),
                    fields.Date.context_today(self),
                ),
                SQL.identifier(self._table, "id"),
                self.id,
            ),
        )
        if not found:
            self.check_access("read")
        return dict(zip(("teachers", "id", *names), found[0], strict=True))

    @api.model
    @ormcache("names", "su", "uid", "company_ids", "today")
    def _grid_readable(self, names, su, uid, company_ids, today):
        """Return the query of the heads of sheets that the user may read; making it costs more than
        running it.

        The rules of a model, the groups of a user and the day are all that it depends on: a change
        of the first two empties the cache.
        """
        readable = self._search(Domain.TRUE)
        assignments, key = self._grid_assignments
        return SQL(
            """
            SELECT (SELECT json_agg(json_build_array(employee.name, employee.user_id)
                                    ORDER BY line.date_start, line.id)
                      FROM %(assignments)s line
                      JOIN hr_employee employee ON employee.id = line.teacher_id
                     WHERE line.%(key)s = %(own_key)s AND line.date_start <= %(today)s
                           AND (line.date_end IS NULL OR line.date_end >= %(today)s)),
                   %(columns)s
              FROM %(tables)s
             WHERE (%(condition)s)
            """,
            columns=SQL(", ").join(SQL.identifier(self._table, name) for name in ("id", *names)),
            assignments=SQL.identifier(self.env[assignments]._table),
            key=SQL.identifier(key),
            own_key=SQL.identifier(self._table, key),
            today=today,
            tables=readable.from_clause,
            condition=readable.where_clause or SQL("TRUE"),
        )

    def _grid_people(self, teachers):
        """Return the names of ``teachers`` and whether the user is one of them."""
        teachers = teachers or ()
        names = ", ".join(name for name, _user_id in teachers) or "–"
        return names, any(user_id == self.env.uid for _name, user_id in teachers)

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

    def _grid_note(self, term_start, row):
        """Return what is special about a pupil in this term: left or joined the class."""
        if row.get("earlier"):
            return self.env._("Earlier school: %(school)s", school=row["earlier"])
        if not row["present"]:
            if not row["date_end"]:
                return self.env._("Not in this class in this term")
            return self.env._("Left the class on %(date)s", date=f"{row['date_end']:%d/%m/%Y}")
        if row["date_start"] > term_start:
            return self.env._("Joined on %(date)s", date=f"{row['date_start']:%d/%m/%Y}")
        return ""

    @api.model
    def _name_earlier_schools(self, rows):
        """Put into ``rows`` of pupils who came after the term the school that their values are of."""
        if not rows:
            return
        found = self.env.execute_query(
            SQL(
                """
                SELECT sheet.id, earlier.student_id, earlier.school_name
                  FROM school_earlier_result earlier
                  JOIN %s sheet ON sheet.term_id = earlier.term_id
                 WHERE sheet.id = ANY(%s) AND earlier.student_id = ANY(%s)
                """,
                SQL.identifier(self._table),
                list({row["sheet_id"] for row in rows}),
                list({row["student_id"] for row in rows}),
            )
        )
        names = {(sheet_id, student_id): name for sheet_id, student_id, name in found}
        for row in rows:
            row["earlier"] = names.get((row["sheet_id"], row["student_id"]))

    def _grid_row(self, shown, row):
        """Return a row as the grid shows it; what is special about few rows stands in these only."""
        found = {
            "id": row["id"] or f"student:{row['student_id']}",
            "student_id": row["student_id"],
            "number": row["number"],
            "family": row["family_name"] or "",
            "given": row["given_name"] or "",
            "values": {name: row[name] for name in shown},
        }
        for name in ("note", "locks", "until"):
            if special := row.get(name):
                found[name] = special
        return found

    def _grid_judge(self, grid, row, column, cell):
        """Return the answer for a cell; its value is the one to store where it is saved."""
        if not row:
            reason = self.env._("This pupil does not stand in this sheet.")
            return {"status": "refused", "value": None, "reason": reason}
        if not column or column["computed"]:
            reason = self.env._("This column cannot be entered in this sheet.")
            return {"status": "refused", "value": None, "reason": reason}
        name = column["name"]
        stored = row[name]
        value, reason = self._grid_read(column, cell.get("value"))
        if reason:
            return {"status": "refused", "value": stored, "reason": reason}
        if value == stored:
            return {"status": "unchanged", "value": stored}
        lock = grid["locks"].get(name, row["locks"].get(name, row["locks"].get("*")))
        if lock is not None:
            return {"status": "locked", "value": stored, "reason": grid["lock_reasons"][lock]}
        seen, unreadable = self._grid_read(column, cell.get("seen"))
        if unreadable or seen != stored:
            reason = self.env._("Someone else changed this cell in the meantime.")
            return {"status": "conflict", "value": stored, "reason": reason}
        return {"status": "saved", "value": value}

    @api.model
    def _grid_read(self, column, raw):
        """Return what ``raw`` means in ``column`` as (value, why it is refused)."""
        if raw is None or raw is False or (isinstance(raw, str) and not raw.strip()):
            return None, None
        kind = column["type"]
        if kind == "text":
            return self._grid_read_text(raw)
        if kind == "selection":
            keys = {key for key, _label in column["options"]}
            return (raw, None) if raw in keys else (None, self.env._("This is none of the levels."))
        if kind == "integer":
            return self._grid_read_integer(column, raw)
        if kind == "level" and not isinstance(raw, (bool, str)) and raw in (0, 1):
            return int(raw), None
        typed = parse_mark(raw, COMMENT if kind == "level" else SCORE)
        if typed.reason or typed.choices:
            reason = self.env["school.mark"]._refusal_text(typed.reason or "range")
            return None, self.env._("Not saved: %(reason)s.", reason=reason)
        return (int(typed.value == "D") if kind == "level" else typed.value), None

    @api.model
    def _grid_read_text(self, raw):
        text = " ".join(str(raw).split())
        if len(text) <= LONGEST_TEXT:
            return text, None
        return None, self.env._(
            "The text is longer than %(number)s characters.", number=LONGEST_TEXT
        )

    @api.model
    def _grid_read_integer(self, column, raw):
        text = str(raw).strip()
        if not text.isdecimal():
            return None, self.env._("This is no whole number.")
        if not column["min"] <= int(text) <= column["max"]:
            return None, self.env._(
                "The number lies between %(min)s and %(max)s.",
                min=column["min"],
                max=column["max"],
            )
        return int(text), None

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
