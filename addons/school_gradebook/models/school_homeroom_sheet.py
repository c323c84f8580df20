# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo import api, fields, models
from odoo.tools import SQL


class SchoolHomeroomSheet(models.AbstractModel):
    """A sheet of a class in a term that its homeroom teacher of today enters in the grid.

    A model that inherits names the model of its rows, a ``school.homeroom.entry``, and the columns
    shown (:meth:`_scheme_columns`).
    """

    _name = "school.homeroom.sheet"
    _description = "Sheet of the Homeroom Teacher"
    _inherit = ["school.grid.mixin"]

    _grid_assignments = ("school.homeroom.assignment", "class_id")

    company_id = fields.Many2one(related="class_id.company_id", store=True, index=True)
    class_id = fields.Many2one(
        comodel_name="school.class", required=True, index=True, ondelete="restrict"
    )
    term_id = fields.Many2one(
        comodel_name="school.term", required=True, index=True, ondelete="restrict"
    )
    year_id = fields.Many2one(related="class_id.year_id", store=True)
    teacher_id = fields.Many2one(related="class_id.homeroom_id", string="Homeroom Teacher")
    required_columns = fields.Char(
        compute="_compute_required_columns",
        store=True,
        help="What each pupil must have in this sheet.",
    )
    # progress
    required_count = fields.Integer(string="Pupils", readonly=True)
    missing_count = fields.Integer(string="Pupils Missing", readonly=True)
    version = fields.Integer(readonly=True)

    @api.depends("class_id.rules_code", "term_id.number")
    def _compute_required_columns(self):
        for sheet in self:
            sheet.required_columns = ",".join(
                column.name for column in sheet._scheme_columns() if column.required
            )

    def _scheme_columns(self):
        """Return the columns that the class's circular gives the sheet."""
        raise NotImplementedError

    # Progress

    def _sync(self):
        """Count again what is missing in the sheets."""
        if not self:
            return
        self.env.flush_all()
        counts = {sheet.id: [0, 0, sheet.version] for sheet in self}
        required = {sheet.id: sheet._required() for sheet in self}
        for row in self._load_rows():
            self._count(row, required[row["sheet_id"]], counts[row["sheet_id"]])
        self._store_counts(counts)

    def _entered_names(self):
        """Return the names of the columns that the class's circular gives the sheet."""
        return {column.name for column in self._scheme_columns()}

    def _required(self):
        return self.required_columns.split(",") if self.required_columns else []

    def _count(self, row, required, counts):
        if row["present"] and not row.get("earlier"):
            counts[0] += 1
            counts[1] += any(row[name] is None for name in required)

    def _store_counts(self, counts):
        self.browse(counts)._write_multi(
            [
                {"required_count": count, "missing_count": missing, "version": version + 1}
                for count, missing, version in counts.values()
            ]
        )
        self.invalidate_model(["version", "required_count", "missing_count"])

    def _load_rows(self):
        """Return the rows of the pupils of the sheets, in the order of the class's list."""
        entries = self.env[self._grid_row_model]
        keys = [name for name in entries._sheet_key if name != "class_id"]
        rows = self.env.execute_query_dict(
            SQL(
                """
                WITH sheet AS (
                    SELECT sheet.*, term.number, term.date_start, term.date_end
                      FROM %(sheets)s sheet
                      JOIN school_term term ON term.id = sheet.term_id
                     WHERE sheet.id IN %(ids)s
                ), stay AS (
                    SELECT DISTINCT ON (class_id, student_id)
                           class_id, student_id, date_start, date_end
                      FROM school_enrollment
                     WHERE class_id IN (SELECT class_id FROM sheet)
                  ORDER BY class_id, student_id, date_start DESC
                ), roster AS (
                    SELECT sheet.id AS sheet_id, stay.student_id
                      FROM sheet
                      JOIN stay ON stay.class_id = sheet.class_id
                           AND stay.date_start <= sheet.date_end
                           AND (stay.date_end IS NULL OR stay.date_end >= sheet.date_start)
                     UNION
                    SELECT sheet_id, student_id FROM %(entries)s WHERE sheet_id IN %(ids)s
                )
                SELECT sheet.id AS sheet_id, sheet.class_id, sheet.term_id, sheet.number AS term,
                       sheet.date_start AS term_start, sheet.date_end AS term_end,
                       student.id AS student_id,
                       student.family_name, student.given_name, stay.date_start, stay.date_end,
                       stay.student_id IS NOT NULL
                       AND (stay.date_end IS NULL OR stay.date_end >= sheet.date_end) AS present,
                       entry.id, %(columns)s, result.conduct AS year_conduct
                  FROM roster
                  JOIN sheet ON sheet.id = roster.sheet_id
                  JOIN school_student student ON student.id = roster.student_id
             LEFT JOIN stay ON stay.class_id = sheet.class_id AND stay.student_id = student.id
             LEFT JOIN %(entries)s entry
                    ON entry.student_id = student.id AND (%(entry_key)s) = (%(sheet_key)s)
             LEFT JOIN school_result result ON result.student_id = student.id
                   AND result.class_id = sheet.class_id AND result.period = 'year'
              ORDER BY sheet.id, student.given_name COLLATE "vi-x-icu",
                       student.family_name COLLATE "vi-x-icu", student.id
                """,
                sheets=SQL.identifier(self._table),
                entries=SQL.identifier(entries._table),
                entry_key=SQL(", ").join(SQL.identifier("entry", name) for name in keys),
                sheet_key=SQL(", ").join(SQL.identifier("sheet", name) for name in keys),
                ids=self._ids,
                columns=SQL(", ").join(
                    SQL.identifier("entry", name) for name in entries._lock_columns
                ),
            )
        )
        self._name_earlier_schools(
            [row for row in rows if row["id"] and (row["date_start"] or date.max) > row["term_end"]]
        )
        return rows

    # Grid

    def _grid_load(self, for_save=False):
        head = self._grid_head()
        # The user may read the sheet: its head needs no further rights.
        sheet_sudo = self.sudo()
        rows = self._load_rows()
        names, is_mine = self._grid_people(head["teachers"])
        counts, required = [0, 0, sheet_sudo.version], sheet_sudo._required()
        reasons = []
        columns = self._grid_scheme_columns(sheet_sudo._scheme_columns())
        for row in rows:
            row["note"] = self._grid_note(row["term_start"], row)
            self._count(row, required, counts)
        grid = {
            "counts": counts,
            "required": required,
            "scope": self._grid_scope(),
            "title": self.display_name,
            "subtitle": self.env._("Homeroom teacher: %(names)s", names=names),
            "version": str(sheet_sudo.version),
            "columns": columns,
            "rows": rows,
            "locks": self._grid_locks(self._grid_scope(), columns, reasons),
            "lock_reasons": reasons,
            "can_write": is_mine and self.env[self._grid_row_model].has_access("write"),
            "why_not": self._why_not(sheet_sudo.class_id.name),
            "summary": {"missing": counts[1], "done": counts[0] - counts[1]},
        }
        self._grid_lock_rows(rows, reasons)
        self._grid_open_granted(grid, grid["scope"])
        return grid

    def _why_not(self, class_name):
        """Say who enters this sheet to somebody who may not."""
        raise NotImplementedError

    def _grid_scope(self):
        return {
            "company_id": self.company_id.id,
            "year_id": self.year_id.id,
            "term_id": self.term_id.id,
            "grade_id": self.class_id.grade_id.id,
            "class_id": self.class_id.id,
        }

    def _grid_lock_rows(self, rows, reasons):
        """Close the rows of pupils who left, and those brought along from an earlier school."""
        for row in rows:
            row["locks"] = {}
            if not row["present"] or row.get("earlier"):
                row["locks"]["*"] = self._grid_reason(reasons, row["note"])

    def _entry_place(self):
        """Return what places a new row, but for the pupil."""
        return {
            name: self[name].id if self._fields[name].relational else self[name]
            for name in self.env[self._grid_row_model]._sheet_key
        }

    def _grid_store(self, grid, changes):
        rows = [row for row in grid["rows"] if row["student_id"] in changes]
        for row in rows:
            row.update(changes[row["student_id"]])
        scope = {**self._entry_place(), "company_id": self.company_id.id, "sheet_id": self.id}
        names = self.env[self._grid_row_model]._lock_columns
        self._grid_store_rows(rows, names, lambda row: scope | {"student_id": row["student_id"]})
        counts = [0, 0, grid["counts"][2]]
        for row in grid["rows"]:
            self._count(row, grid["required"], counts)
        self._store_counts({self.id: counts})
        grid["version"] = str(counts[2] + 1)
        grid["summary"] = {"missing": counts[1], "done": counts[0] - counts[1]}
        self._recompute(self.env["school.student"].browse(changes))
        return {}

    def _recompute(self, students):
        """Bring up to date what stands on the rows of the pupils."""
        # The results are the program's, whoever entered the row.
        self.class_id.sudo()._recompute_results(students)
