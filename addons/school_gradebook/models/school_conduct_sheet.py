# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .school_conduct import ABSENCE_COLUMNS, CONDUCT_COLUMNS, MOST_ABSENCES, REQUIRED_COLUMNS


class SchoolConductSheet(models.Model):
    """Conduct, remarks and absences of a class in a term, entered by the homeroom teacher."""

    _name = "school.conduct.sheet"
    _description = "Conduct Sheet"
    _inherit = ["school.grid.mixin"]
    _check_company_auto = True
    _rec_name = "class_id"
    _order = "year_id desc, term_id, class_id, id"

    _grid_row_model = "school.conduct"
    _grid_lock_kind = "conduct"

    company_id = fields.Many2one(related="class_id.company_id", store=True, index=True)
    class_id = fields.Many2one(
        comodel_name="school.class", required=True, index=True, ondelete="restrict"
    )
    term_id = fields.Many2one(
        comodel_name="school.term", required=True, index=True, ondelete="restrict"
    )
    year_id = fields.Many2one(related="class_id.year_id", store=True)
    conduct_ids = fields.One2many(comodel_name="school.conduct", inverse_name="sheet_id")
    teacher_id = fields.Many2one(related="class_id.homeroom_id", string="Homeroom Teacher")
    # progress
    required_count = fields.Integer(string="Pupils", readonly=True)
    missing_count = fields.Integer(
        string="Pupils Missing",
        readonly=True,
        help="Pupils whose conduct or absences are not entered.",
    )
    version = fields.Integer(readonly=True)

    _uniq_term = models.UniqueIndex(
        "(class_id, term_id)", "The class has a conduct sheet for the term already."
    )

    @api.depends("class_id", "term_id")
    def _compute_display_name(self):
        for sheet in self:
            sheet.display_name = self.env._(
                "%(class)s · Conduct · %(term)s",
                **{"class": sheet.class_id.display_name, "term": sheet.term_id.display_name},
            )

    def action_open_grid(self):
        """Open the sheet for entry."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "school_mark_grid",
            "name": self.display_name,
            "params": {"model": self._name, "id": self.id},
        }

    def action_no_absences(self):
        """Note 0 sessions for the pupils whose absences nobody has entered."""
        grid = self._grid_load()
        cells = [
            {"student_id": row["student_id"], "column": name, "value": 0, "seen": None}
            for row in grid["rows"]
            for name in ABSENCE_COLUMNS
            if row[name] is None and "*" not in row["locks"]
        ]
        refused = {
            answer["reason"]
            for answer in self.grid_save({"cells": cells})["cells"]
            if answer["status"] != "saved"
        }
        if refused:
            raise UserError("\n".join(sorted(refused)))

    def _sync(self):
        """Count again what is missing in the sheets."""
        if not self:
            return
        self.env.flush_all()
        counts = {sheet.id: [0, 0, sheet.version] for sheet in self}
        for row in self._load_rows():
            self._count(row, counts[row["sheet_id"]])
        self._store_counts(counts)

    def _count(self, row, counts):
        if row["present"] and not row.get("earlier"):
            counts[0] += 1
            counts[1] += any(row[name] is None for name in REQUIRED_COLUMNS)

    def _store_counts(self, counts):
        ids = list(counts)
        self.browse(ids)._write_multi(
            [
                {"required_count": count, "missing_count": missing, "version": version + 1}
                for count, missing, version in counts.values()
            ]
        )
        self.invalidate_model(["version", "required_count", "missing_count"])

    def _load_rows(self):
        """Return the rows of the pupils of the sheets, in the order of the class's list."""
        sql = SQL(
            """
            WITH sheet AS (
                SELECT sheet.id, sheet.class_id, sheet.term_id, term.number,
                       term.date_start, term.date_end
                  FROM school_conduct_sheet sheet
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
                SELECT sheet_id, student_id FROM school_conduct WHERE sheet_id IN %(ids)s
            )
            SELECT sheet.id AS sheet_id, sheet.class_id, sheet.term_id, sheet.number AS term,
                   sheet.date_start AS term_start, sheet.date_end AS term_end, student.id AS student_id,
                   student.family_name, student.given_name, stay.date_start, stay.date_end,
                   stay.student_id IS NOT NULL
                   AND (stay.date_end IS NULL OR stay.date_end >= sheet.date_end) AS present,
                   entry.id, %(columns)s, result.conduct AS year_conduct
              FROM roster
              JOIN sheet ON sheet.id = roster.sheet_id
              JOIN school_student student ON student.id = roster.student_id
         LEFT JOIN stay ON stay.class_id = sheet.class_id AND stay.student_id = student.id
         LEFT JOIN school_conduct entry
                ON entry.student_id = student.id AND entry.term_id = sheet.term_id
         LEFT JOIN school_result result ON result.student_id = student.id
               AND result.class_id = sheet.class_id AND result.period = 'year'
          ORDER BY sheet.id, student.given_name COLLATE "vi-x-icu",
                   student.family_name COLLATE "vi-x-icu", student.id
            """,
            ids=self._ids,
            columns=SQL(", ").join(SQL.identifier("entry", name) for name in CONDUCT_COLUMNS),
        )
        rows = self.env.execute_query_dict(sql)
        self._name_earlier_schools(
            [row for row in rows if row["id"] and (row["date_start"] or date.max) > row["term_end"]]
        )
        return rows

    # Grid

    def _grid_load(self):
        self._grid_check_read()
        # The user may read the sheet: its head needs no further rights.
        sheet_sudo = self.sudo()
        rows = self._load_rows()
        names, is_mine = self._grid_people("school.homeroom.assignment", class_id=self.class_id.id)
        counts = [0, 0, sheet_sudo.version]
        reasons, columns = [], self._grid_columns()
        for number, row in enumerate(rows, 1):
            row["number"] = number
            row["note"] = self._grid_note(row["term_start"], row)
            self._count(row, counts)
        grid = {
            "counts": counts,
            "title": self.display_name,
            "subtitle": self.env._("Homeroom teacher: %(names)s", names=names),
            "version": str(sheet_sudo.version),
            "columns": columns,
            "rows": rows,
            "locks": self._grid_locks(self._grid_scope(), columns, reasons),
            "lock_reasons": reasons,
            "can_write": is_mine and self.env["school.conduct"].has_access("write"),
            "why_not": self.env._(
                "Only today's homeroom teacher of %(class)s enters conduct, remarks and absences.",
                **{"class": sheet_sudo.class_id.name},
            ),
            "summary": {"missing": counts[1], "done": counts[0] - counts[1]},
        }
        self._grid_lock_rows(rows, reasons)
        self._grid_open_granted(grid, self._grid_scope())
        return grid

    def _grid_scope(self):
        return {
            "company_id": self.company_id.id,
            "year_id": self.year_id.id,
            "term_id": self.term_id.id,
            "grade_id": self.class_id.grade_id.id,
            "class_id": self.class_id.id,
        }

    def _grid_columns(self):
        field = self.env["school.conduct"]._fields["conduct"]
        levels = [list(option) for option in field._description_selection(self.env)]
        base = {
            "group": "",
            "options": None,
            "required": False,
            "readonly": False,
            "computed": False,
            "min": None,
            "max": None,
            "decimals": None,
            "width": 90,
        }
        count = {
            **base,
            **{"type": "integer", "min": 0, "max": MOST_ABSENCES, "decimals": 0},
            "required": True,
        }
        level = {**base, "type": "selection", "options": levels, "width": 120}
        absences = self.env._("Absences (sessions)")
        columns = [
            {**level, "name": "conduct", "label": self.env._("Conduct"), "required": True},
            {
                **count,
                "name": "absences_excused",
                "label": self.env._("Excused"),
                "group": absences,
            },
            {
                **count,
                "name": "absences_unexcused",
                "label": self.env._("Unexcused"),
                "group": absences,
            },
            {**base, "name": "remark", "label": self.env._("Remark"), "type": "text", "width": 280},
        ]
        if self.term_id.number == 2:
            after = self.env._("After summer training")
            columns.insert(1, {**level, "name": "conduct_summer", "label": after})
        return columns

    def _grid_lock_rows(self, rows, reasons):
        """Close the rows of pupils who left, and the summer's column where there is no training."""
        summer = self.env._(
            "Only a pupil whose conduct of the year is Chưa đạt trains in summer (TT22 Điều 13)."
        )
        for row in rows:
            row["locks"] = {}
            if not row["present"] or row.get("earlier"):
                row["locks"]["*"] = self._grid_reason(reasons, row["note"])
            elif row["term"] == 2 and not row["conduct_summer"]:
                if row["year_conduct"] != "chua_dat":
                    row["locks"]["conduct_summer"] = self._grid_reason(reasons, summer)

    def _grid_store(self, grid, changes):
        rows = [row for row in grid["rows"] if row["student_id"] in changes]
        for row in rows:
            row.update(changes[row["student_id"]])
        scope = {
            "company_id": self.company_id.id,
            "sheet_id": self.id,
            "class_id": self.class_id.id,
            "term_id": self.term_id.id,
        }
        self._grid_store_rows(
            rows, CONDUCT_COLUMNS, lambda row: scope | {"student_id": row["student_id"]}
        )
        counts = [0, 0, grid["counts"][2]]
        for row in grid["rows"]:
            self._count(row, counts)
        self._store_counts({self.id: counts})
        grid["version"] = str(counts[2] + 1)
        grid["summary"] = {"missing": counts[1], "done": counts[0] - counts[1]}
        self.class_id._recompute_results(self.env["school.student"].browse(changes))
        return {}
