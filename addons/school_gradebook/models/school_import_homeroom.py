# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import replace

from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.school_core.tools.dated import in_force
from odoo.addons.school_core.tools.import_columns import CLASS, PUPIL_OF_CLASS
from odoo.addons.school_core.tools.import_table import add_notice, add_problem

from .school_import_book import TERM


class SchoolImportHomeroom(models.AbstractModel):
    """Rows of a sheet of the homeroom teacher, one a pupil.

    Only today's homeroom teacher of the class imports them, as far as no lock stands against it. An
    empty cell leaves what is stored as it is.
    """

    _name = "school.import.homeroom"
    _inherit = "school.import.book"
    _description = "Import into a Sheet of the Homeroom Teacher"

    _kind_groups = ("school_core.group_school_homeroom",)
    #: The model of the sheets.
    _sheet_model = None
    #: The columns that say, beside the class, which sheet it is.
    _place_columns = ("term",)

    def _place_of(self, sheet):
        """Return what the columns of the place hold for a sheet."""
        return (str(sheet.term_id.number),)

    def _pupil_columns(self, example):
        return [
            replace(CLASS, example=example),
            TERM,
            *PUPIL_OF_CLASS,
        ]

    def _load(self, run, table, rows):
        if not self._year_is_known(run, table):
            return
        wanted = self._wanted(run, table, rows)
        sheets = self.env[self._sheet_model].union(*(sheet for sheet, _s, _r in wanted))
        found = sheets._load_rows() if sheets else []
        lines = {(line["sheet_id"], line["student_id"]): line for line in found}
        writable = self._writable_classes(sheets.class_id)
        closed = self._closed_cells(sheets)
        new, old = [], []
        for sheet, student, row in wanted:
            line = lines.get((sheet.id, student.id))
            if sheet.class_id not in writable:
                add_problem(table, row, "class", "not_your_class")
            elif not line:
                add_problem(table, row, "code", "not_in_sheet")
            elif not self.env.su and (line.get("earlier") or not line["present"]):
                reason = sheet._grid_note(line["term_start"], line)
                add_problem(table, row, "code", "closed_for_pupil", reason=reason)
            else:
                changes = self._changes(table, row, sheet, line, closed)
                if row.is_valid and changes:
                    row.outcome = "updated" if line["id"] else "created"
                    (old if line["id"] else new).append((sheet, line, changes))
                elif row.is_valid:
                    row.outcome = "unchanged"
        self._store(new, old)

    def _wanted(self, run, table, rows):
        classes = self._class_lookup(run)
        students = self._student_lookup(run, rows)
        sheets = {
            (sheet.class_id, *self._place_of(sheet)): sheet
            for sheet in self.env[self._sheet_model].search([("year_id", "=", run.year.id)])
        }
        wanted = []
        for row in rows:
            school_class = self._refer(run, table, row, "class", classes, "classes")
            place = [row.values.get(name) for name in self._place_columns]
            sheet = sheets.get((school_class, *place))
            if school_class and all(place) and not sheet:
                # Whoever is not the homeroom teacher does not see the sheet either.
                add_problem(table, row, "class", "not_your_class")
                continue
            student = self._refer_student(run, table, row, students)
            if sheet and student:
                wanted.append((sheet, student, row))
        return wanted

    def _writable_classes(self, classes):
        if self.env.su:
            return classes
        today = fields.Date.context_today(self)
        lines = self.env["school.homeroom.assignment"].search(
            Domain("class_id", "in", classes.ids)
            & Domain("teacher_id.user_id", "=", self.env.uid)
            & in_force(today)
        )
        return lines.class_id

    def _closed_cells(self, sheets):
        """Return a function that tells of a line and a column why it is closed, or False."""
        Lock = self.env["school.lock"]
        scopes = [{**sheet._grid_scope(), "key": sheet.id} for sheet in sheets]
        closed = Lock._closed(self._kind, scopes)
        granted = Lock._granted(self._kind, scopes)

        def reason(line, column):
            opened = granted.get(line["sheet_id"], {})
            columns = opened.get(None, set()) | opened.get(line["student_id"], set())
            if columns & {column, None}:
                return False
            return Lock._reason(closed.get(line["sheet_id"]), column)

        return reason

    def _changes(self, table, row, sheet, line, closed):
        """Return what the row changes in the stored ``line``."""
        entries = self.env[self._kind_model]
        allowed = sheet._entered_names()
        changes = {}
        for column in entries._lock_columns:
            value = row.values.get(column)
            # Absences of 0 are entered, too: they make the row.
            if column not in row.values or (line["id"] and value == line[column]):
                continue
            if column not in allowed:
                add_problem(table, row, column, "no_column")
            elif problem := self._value_problem(sheet, line, column, value):
                add_problem(table, row, column, problem[0], **problem[1])
            elif reason := closed(line, column):
                add_problem(table, row, column, "locked", reason=reason)
            else:
                changes[column] = value
                if line["id"] and line[column]:
                    old = self._shown(entries._fields[column], line[column])
                    add_notice(table, row, column, "replaces", old=old)
        return changes

    def _value_problem(self, sheet, line, column, value):
        """Return why ``value`` cannot stand in ``column`` as (code, params), or None."""
        return None

    def _shown(self, field, value):
        if field.type != "selection":
            return value
        return dict(field._description_selection(self.env)).get(value, value)

    def _store(self, new, old):
        """Store all rows and bring counts and results up to date once."""
        entries = self.env[self._kind_model]
        entries.create(
            [
                {
                    **sheet._entry_place(),
                    "student_id": line["student_id"],
                    **changes,
                }
                for sheet, line, changes in new
            ]
        )
        records = entries.browse(line["id"] for _sheet, line, _changes in old)
        records.check_access("write")
        # The same columns in every row make it one statement.
        records._write_multi(
            [
                {column: changes.get(column, line[column]) for column in entries._lock_columns}
                for _sheet, line, changes in old
            ]
        )
        records.invalidate_recordset()
        records._changed()

    def _reasons(self, params):
        return {
            **super()._reasons(params),
            "no_column": lambda: self.env._("The sheet has no such column."),
            "not_your_class": lambda: self.env._(
                "Only today's homeroom teacher of the class imports this sheet."
            ),
        }
