# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ..rules.scale import COMMENT, SCORE, parse_mark

#: Far above any class; a batch that holds more is refused as a whole, never cut.
LARGEST_BATCH = 5000
LONGEST_TEXT = 1000


class SchoolGridMixin(models.AbstractModel):
    """A sheet of a class that is opened and saved by the grid: one row a pupil.

    A model that inherits loads the sheet in :meth:`_grid_load` and stores judged changes in
    :meth:`_grid_store`; opening, judging cell by cell and answering are the same for all sheets.
    """

    _name = "school.grid.mixin"
    _description = "Sheet Entered in a Grid"

    #: The model whose records are the rows.
    _grid_row_model = None

    @api.readonly
    def grid_open(self):
        """Return the sheet as the grid shows it: columns, rows, locks with their reasons."""
        grid = self._grid_load()
        names = (
            "title", "subtitle", "version", "columns", "locks", "lock_reasons", "can_write",
            "why_not",
        )
        return {
            "id": self.id,
            "model": self._name,
            **{name: grid[name] for name in names},
            "rows": [self._grid_row(grid, row) for row in grid["rows"]],
            "summary": grid["summary"],
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
        grid = self._grid_load()
        if not grid["can_write"]:
            raise AccessError(grid["why_not"])
        rows = {row["student_id"]: row for row in grid["rows"]}
        # The last word on a cell counts.
        cells = {(cell.get("student_id"), cell.get("column")): cell for cell in cells}
        answers, changes = [], {}
        for (student_id, column), cell in cells.items():
            answer, value = self._grid_judge(grid, rows.get(student_id), cell)
            answers.append({"student_id": student_id, "column": column, **answer})
            if answer["status"] == "saved":
                changes.setdefault(student_id, {})[column] = value
        self._grid_name_conflicts(rows, answers)
        computed = self._grid_store(grid, changes) if changes else {}
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
        grid = self._grid_load()
        row = next((row for row in grid["rows"] if row["student_id"] == student_id), None)
        if not row or not row["id"] or column not in {c["name"] for c in grid["columns"]}:
            return []
        return self.env["school.trail"]._story(self._grid_row_model, row["id"], column)

    def _grid_load(self):
        """Return the sheet with all that judging and showing need, or refuse to.

        Keys: title, subtitle, version, columns, rows (dicts with the columns, student_id, id,
        name, note, locks), locks, lock_reasons, can_write, why_not, summary.
        """
        raise NotImplementedError

    def _grid_store(self, grid, changes):
        """Store {student_id: {column: value}}; return {student_id: {computed column: value}}."""
        raise NotImplementedError

    def _grid_row(self, grid, row):
        return {
            "id": row["id"] or f"student:{row['student_id']}",
            "student_id": row["student_id"],
            "number": row["number"],
            "name": " ".join(filter(None, (row["family_name"], row["given_name"]))),
            "family": row["family_name"] or "",
            "given": row["given_name"] or "",
            "note": row["note"],
            "values": {column["name"]: row[column["name"]] for column in grid["columns"]},
            "locks": row["locks"],
        }

    def _grid_judge(self, grid, row, cell):
        """Return the answer for a cell and the value to store where it is saved."""
        column = next((c for c in grid["columns"] if c["name"] == cell.get("column")), None)
        if not row or not column or column["computed"]:
            reason = (
                self.env._("This column cannot be entered in this sheet.")
                if row
                else self.env._("This pupil does not stand in this sheet.")
            )
            return {"status": "refused", "value": None, "reason": reason}, None
        stored = row[column["name"]]
        value, reason = self._grid_read(column, cell.get("value"))
        if reason:
            return {"status": "refused", "value": stored, "reason": reason}, None
        if value == stored:
            return {"status": "unchanged", "value": stored}, None
        lock = grid["locks"].get(
            column["name"], row["locks"].get(column["name"], row["locks"].get("*"))
        )
        if lock is not None:
            reason = grid["lock_reasons"][lock]
            return {"status": "locked", "value": stored, "reason": reason}, None
        seen, unreadable = self._grid_read(column, cell.get("seen"))
        if unreadable or seen != stored:
            reason = self.env._("Someone else changed this cell in the meantime.")
            return {"status": "conflict", "value": stored, "reason": reason}, None
        return {"status": "saved", "value": value}, value

    @api.model
    def _grid_read(self, column, raw):
        """Return what ``raw`` means in ``column`` as (value, why it is refused)."""
        if raw is None or raw is False or (isinstance(raw, str) and not raw.strip()):
            return None, None
        if column["type"] == "text":
            text = " ".join(str(raw).split())
            if len(text) > LONGEST_TEXT:
                return None, self.env._(
                    "The text is longer than %(number)s characters.", number=LONGEST_TEXT
                )
            return text, None
        if column["type"] == "selection":
            keys = {key for key, _label in column["options"]}
            return (raw, None) if raw in keys else (None, self.env._("This is none of the levels."))
        if column["type"] == "integer":
            return self._grid_read_integer(column, raw)
        if column["type"] == "level" and not isinstance(raw, bool) and raw in (0, 1):
            return int(raw), None
        kind = COMMENT if column["type"] == "level" else SCORE
        typed = parse_mark(raw, kind)
        if typed.reason:
            return None, self.env["school.mark"]._refusal_text(typed.reason)
        if typed.choices:
            return None, self.env["school.mark"]._refusal_text("range")
        return (int(typed.value == "D") if kind == COMMENT else typed.value), None

    @api.model
    def _grid_read_integer(self, column, raw):
        try:
            value = int(str(raw).strip())
        except ValueError:
            return None, self.env._("This is no whole number.")
        if not column["min"] <= value <= column["max"]:
            return None, self.env._(
                "The number lies between %(min)s and %(max)s.",
                min=column["min"],
                max=column["max"],
            )
        return value, None

    def _grid_name_conflicts(self, rows, answers):
        """Say in the answers of cells in conflict who changed them and when."""
        conflicts = [answer for answer in answers if answer["status"] == "conflict"]
        if not conflicts:
            return
        for answer in conflicts:
            answer.update({"by": "", "at": ""})
