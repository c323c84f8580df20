# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from odoo.addons.school_core.models.school_trail_mixin import Origin

#: Far above any class; a batch that holds more is refused as a whole, never cut.
LARGEST_BATCH = 5000


class SchoolGridMixin(models.AbstractModel):
    """A sheet of a class that is opened and saved by the grid: one row a pupil.

    A model that inherits loads the sheet in :meth:`_grid_load` and stores judged changes in
    :meth:`_grid_store`; opening, judging cell by cell and answering are the same for all sheets.

    Who may read a sheet stands in ``school_grid_mixin_head``, its columns in ``_scheme``, what is
    closed in ``_locks``, what a typed value means in ``_values``, writing rows in ``_store``, who
    changed what in ``_trail``.
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

    def action_open_grid(self):
        """Open the sheet for entry."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "school_mark_grid",
            "name": self.display_name,
            "params": {"model": self._name, "id": self.id},
        }

    @api.readonly
    def grid_open(self):
        """Return the sheet as the grid shows it: columns, rows, locks with their reasons.

        The ``values`` of a row stand in the order of the columns; ``until`` of a row is a place in
        ``untils``, each {column: last day on which it is open}.
        """
        grid = self._grid_load()
        shown = [column["name"] for column in grid["columns"]]
        untils = {}
        names = (
            *("title", "subtitle", "version", "columns", "locks", "lock_reasons"),
            *("can_write", "why_not", "summary"),
        )
        return {
            "id": self.id,
            "model": self._name,
            "rows": [self._grid_row(shown, untils, row) for row in grid["rows"]],
            "untils": [dict(until) for until in untils],
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
            self = self.with_context(school_origin=Origin("grid"))
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

    def _grid_load(self, for_save=False):
        """Return the sheet with all that judging and showing need, or refuse to.

        Keys: title, subtitle, version, columns, rows (dicts with the columns, student_id, id,
        family_name, given_name, note, locks), locks, lock_reasons, can_write, why_not,
        summary.

        :param for_save: with what :meth:`_grid_store` needs beyond what is shown
        """
        raise NotImplementedError

    def _grid_store(self, grid, changes):
        """Store {student_id: {column: value}}; return {student_id: {computed column: value}}.

        Brings ``version`` and ``summary`` of ``grid`` up to date.
        """
        raise NotImplementedError

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

    def _grid_row(self, shown, untils, row):
        """Return a row as the grid shows it; what is special about few rows stands in these only."""
        found = {
            "student_id": row["student_id"],
            "family": row["family_name"] or "",
            "given": row["given_name"] or "",
            "values": [row[name] for name in shown],
        }
        for name in ("note", "locks"):
            if special := row.get(name):
                found[name] = special
        if until := row.get("until"):
            found["until"] = untils.setdefault(tuple(until.items()), len(untils))
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
