# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import replace

from xlsxwriter.utility import xl_rowcol_to_cell

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.school_core.tools.import_file import read_file
from odoo.addons.school_core.tools.import_heading import locate
from odoo.addons.school_core.tools.import_table import read_rows
from odoo.addons.school_core.tools.import_values import ImportProblem, fold, show

from ..fields import is_missing
from ..tools.mark_text import mark_text
from .school_mark import VALUE_COLUMNS

PUPIL_COLUMNS = ("code", "name")


class SchoolMarkSheet(models.Model):
    """A teacher's own spreadsheet held against the book, cell by cell (GB-18; MU).

    Nothing is changed: what differs is listed with both values, and what cannot be compared with
    the reason. The file may have the columns of the importer in any order, and may know its pupils
    by name alone.
    """

    _inherit = "school.mark.sheet"

    def _compare_file(self, name, content):
        """Return the differences as dicts: pupil, column, cell, kind, book, file, student_id."""
        self.ensure_one()
        self.check_access("read")
        table = self._locate_marks(name, content)
        marks = {mark.student_id: mark for mark in self.mark_ids}
        students = self.class_id._students_on() | self.mark_ids.student_id
        students = self.env["school.student"].search([("id", "in", students.ids)])
        by_code = {fold(student.code): student for student in students}
        by_name = {}
        for student in students:
            by_name.setdefault(fold(student.name), []).append(student)
        columns = [name for name in self._allowed_columns() if name in table.positions]
        found, seen = [], set()
        for row in table.rows:
            student, problem = self._find_pupil(row, by_code, by_name)
            if not student:
                found.append(self._difference(table, row, problem))
                continue
            seen.add(student)
            mark = marks.get(student, self.env["school.mark"])
            found += self._compare_row(table, row, student, mark, columns)
        found += [
            {
                "student_id": student.id,
                "pupil": student.name,
                "kind": "not_in_file",
                "column": False,
                "cell": "",
                "book": "",
                "file": "",
            }
            for student in students
            if student not in seen
        ]
        return found

    def _locate_marks(self, name, content):
        columns = [
            column
            for column in self.env["school.import.marks"]._all_columns()
            if column.name in (*PUPIL_COLUMNS, *VALUE_COLUMNS)
        ]
        try:
            sheets = read_file(name, content)
        except ImportProblem as problem:
            reason = self.env["school.import.reason"]._reason(problem.code, **problem.params)
            raise UserError(reason) from problem
        tables = [locate(sheet, columns) for sheet in sheets]
        tables = [
            table
            for table in tables
            if table
            and not table.positions.keys().isdisjoint(PUPIL_COLUMNS)
            and not table.positions.keys().isdisjoint(VALUE_COLUMNS)
        ]
        if not tables:
            raise UserError(
                self.env._(
                    "No table with pupils and marks was found; the heading needs Họ và tên or"
                    " Mã học sinh, and TX1, TX2, ..., GK, CK."
                )
            )
        table = max(tables, key=lambda table: len(table.positions))
        if table.repeated:
            raise UserError(
                self.env._("These columns stand there twice: %s", ", ".join(table.repeated))
            )
        # A file of one's own need not hold the code of the pupils, but it names them.
        columns = [
            replace(column, required=column.name in PUPIL_COLUMNS)
            for column in columns
            if column.name in table.positions
        ]
        return read_rows(table, columns)

    def _find_pupil(self, row, by_code, by_name):
        """Return the pupil of ``row``, or the kind of the problem."""
        if code := row.cells.get("code"):
            student = by_code.get(fold(show(code)))
            return student, None if student else "unknown"
        named = by_name.get(fold(show(row.cells.get("name"))), [])
        if len(named) == 1:
            return named[0], None
        return None, "same_name" if named else "unknown"

    def _compare_row(self, table, row, student, mark, columns):
        for column in columns:
            cell = row.cells.get(column)
            stored = mark[column] if mark else False
            kind = self._compare_cell(column, cell, stored)
            if kind:
                yield self._difference(table, row, kind, column, student, stored)

    def _compare_cell(self, column, cell, stored):
        """Return the kind of the difference between a cell and a stored mark, None if none."""
        if isinstance(cell, ImportProblem):
            return "unreadable"
        value, is_readable = self._read_typed(column, cell)
        if not is_readable:
            return "unreadable"
        if is_missing(value):
            return None if is_missing(stored) else "only_book"
        if is_missing(stored):
            return "only_file"
        return None if value == stored else "differs"

    def _difference(self, table, row, kind, column=False, student=None, stored=False):
        cell = row.cells.get(column or "name") or row.cells.get("code")
        position = table.positions.get(column or "name", table.positions.get("code", 0))
        shown = show(cell).replace(".", ",") if isinstance(cell, float) else show(cell)
        return {
            "student_id": student.id if student else False,
            "pupil": student.name if student else shown,
            "kind": kind,
            "column": column,
            "cell": xl_rowcol_to_cell(row.number - 1, position),
            "book": mark_text(stored, self.kind),
            "file": "" if isinstance(cell, ImportProblem) or not column else shown,
        }
