# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from ..rules import COMMENT
from ..rules.average_scheme import LEVEL_OPTIONS
from .school_mark import ENTERED_COLUMNS, NUMBER_COLUMNS
from .school_mark_sheet_load import HEAD


class SchoolMarkSheet(models.Model):
    """What the grid opens and saves."""

    _inherit = "school.mark.sheet"

    _grid_row_model = "school.mark"
    _grid_lock_kind = "mark"
    _grid_assignments = ("school.teaching.assignment", "class_subject_id")

    def grid_cell_story(self, student_id, column):
        story = super().grid_cell_story(student_id, column)
        if self.kind == COMMENT and column in NUMBER_COLUMNS:
            shown = dict(LEVEL_OPTIONS)
            for entry in story:
                for name in ("old", "new"):
                    entry[name] = shown[float(entry[name].replace(",", "."))] if entry[name] else ""
        return story

    def _grid_load(self, for_save=False):
        head = self._grid_head(*HEAD)
        heads = self._complete_heads([head])
        rows = self._load_rows(heads, with_other=for_save)
        teachers, is_mine = self._grid_people(head["teachers"])
        reasons = []
        grid = {
            "head": head,
            "heads": heads,
            "title": " · ".join((head["class_name"], head["subject_name"], head["term_name"])),
            "subtitle": self.env._("Teacher: %(names)s", names=teachers),
            "version": str(head["version"] or 0),
            "columns": self._grid_columns(head, rows),
            "rows": rows,
            "lock_reasons": reasons,
            "can_write": is_mine and self.env["school.mark"].has_access("write"),
            "why_not": self.env._(
                "Only the teacher who is assigned to %(subject)s in %(class)s today enters its"
                " marks.",
                subject=head["subject_name"],
                **{"class": head["class_name"]},
            ),
        }
        grid["locks"] = self._grid_locks(head, grid["columns"], reasons)
        self._grid_prepare_rows(head, rows, reasons)
        self._grid_open_granted(grid, head)
        grid["summary"] = self._grid_summary(head)
        return grid

    def _grid_columns(self, head, rows):
        """Return the columns: those of the circular, and any beyond that hold a mark."""
        used = {name for row in rows for name in ENTERED_COLUMNS if row[name] is not None}
        return self._grid_scheme_columns(head["rules"].scheme.columns(head, used))

    def _grid_prepare_rows(self, head, rows, reasons):
        """Say what is special about a pupil, and what is locked for him."""
        self._name_earlier_schools([row for row in rows if row["earlier_average"] is not None])
        for row in rows:
            row["note"] = self._grid_note(head["date_start"], row)
            row["locks"] = {}
            if closed := self._closed_row(head, row):
                row["locks"]["*"] = self._grid_reason(reasons, closed)

    def _closed_row(self, head, row):
        """Return why no marks are entered for the pupil of a row, or None."""
        if not row["present"] or row["exemption"] == "whole" or row["earlier_average"] is not None:
            return self._grid_note(head["date_start"], row)
        return None

    def _closed_rows(self, is_program=False):
        """Return {(sheet, pupil): why no marks are entered} of the sheets, by two queries.

        :param is_program: marks of a pupil who left are part of the school's history
        """
        self.env.flush_all()
        heads = self._load_heads(self.ids)
        rows = self._load_rows(heads)
        self._name_earlier_schools([row for row in rows if row["earlier_average"] is not None])
        return {
            (row["sheet_id"], row["student_id"]): reason
            for row in rows
            if (row["exemption"] == "whole" or not is_program)
            and (reason := self._closed_row(heads[row["sheet_id"]], row))
        }

    def _grid_note(self, term_start, row):
        if not row["present"] or row.get("earlier"):
            return super()._grid_note(term_start, row)
        if row["exemption"] == "whole":
            return self.env._(
                "Exempt from the subject (decision %(number)s, %(article)s)",
                number=row["decision_number"],
                article=self.class_id._scheme().source("exempt_whole"),
            )
        if row["exemption"] == "practice":
            return self.env._(
                "Exempt from the practical part: assessed on the theory (decision %(number)s,"
                " %(article)s)",
                number=row["decision_number"],
                article=self.class_id._scheme().source("exempt_practice"),
            )
        return super()._grid_note(term_start, row)

    def _grid_summary(self, head):
        missing = head["missing_count"] or 0
        return {"missing": missing, "done": (head["required_count"] or 0) - missing}

    def _grid_store(self, grid, changes):
        head = grid["head"]
        for row in grid["rows"]:
            row["new"] = changes.get(row["student_id"], {})
        touched = self._store_batch(grid["heads"], grid["rows"])
        self._recompute_results(grid["heads"], touched)
        grid["version"] = str(head["version"])
        grid["summary"] = self._grid_summary(head)
        names = [column["name"] for column in grid["columns"] if column["computed"]]
        return {
            row["student_id"]: {name: row[name] for name in names}
            for row in grid["rows"]
            if row["student_id"] in changes
        }
