# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import groupby

from ..fields import is_missing
from .school_conduct import ABSENCE_COLUMNS
from .school_mark import INTERNAL

#: Columns of school.mark that hold a value of an earlier school; the latter two in primary school.
BOOK_COLUMNS = ("earlier_average", "final_level", "final")


class SchoolEarlierResult(models.Model):
    """The values of earlier schools in the books of the classes that the pupils are in today."""

    _inherit = "school.earlier.result"

    def _apply(self):
        """Write the values into the books of the classes that the pupils are in today."""
        if not self:
            return
        self._check_year_open()
        # The books are the teachers'; these values are the program's, for whoever may enter them
        # here. No lock stands against them: they are no marks of this school.
        results_sudo = self.sudo()
        classes = results_sudo._classes_sudo()
        sheets = results_sudo._apply_marks(classes)
        results_sudo._apply_conduct(classes)
        sheets._sync(results_sudo.student_id)
        self.env["school.class"].union(*classes.values())._recompute_results(
            results_sudo.student_id
        )

    def _rows(self, model):
        """Return the rows of the books of the pupils and terms."""
        pairs = {(result.student_id, result.term_id) for result in self}
        rows = self.env[model].search(
            [("student_id", "in", self.student_id.ids), ("term_id", "in", self.term_id.ids)]
        )
        return rows.filtered(lambda row: (row.student_id, row.term_id) in pairs)

    def _apply_marks(self, classes):
        """Write the averages of the subjects; return the sheets that they stand in."""
        Mark = self.env["school.mark"]
        marks = self._rows("school.mark")
        rows = {(mark.student_id, mark.subject_id, mark.term_id): mark for mark in marks}
        sheets = self.env["school.class"].union(*classes.values()).mark_sheet_ids
        places = {(sheet.class_id, sheet.subject_id, sheet.term_id): sheet for sheet in sheets}
        wanted = {
            (result.student_id, line.subject_id, result.term_id): line._book_values()
            for result in self
            for line in result.line_ids
        }
        changes, new = {}, []
        for key, values in wanted.items():
            student, subject, term = key
            is_known = values["earlier_average"] is not None
            sheet = places.get((classes[student.id, term.year_id.id], subject, term))
            if key in rows and (is_known or not is_missing(rows[key].earlier_average)):
                changes[rows[key]] = values
            elif sheet and is_known and key not in rows:
                new.append({"sheet_id": sheet.id, "student_id": student.id, **values})
        for mark in marks:
            if mark not in changes and not is_missing(mark.earlier_average):
                has_levels = mark.class_id._scheme().subject_levels
                changes[mark] = dict.fromkeys(BOOK_COLUMNS if has_levels else BOOK_COLUMNS[:1])
        made = self._make_marks(new)
        for names, some in groupby(changes, lambda mark: tuple(changes[mark])):
            changed = Mark.union(*some)
            changed._write_multi([changes[mark] for mark in changed])
            changed.invalidate_recordset(names)
        changed = Mark.union(*changes)
        return (made | changed).sheet_id

    def _make_marks(self, vals_list):
        """Return new rows; what a teacher would enter is written past the locks, as it is older."""
        places = [
            {name: value for name, value in vals.items() if name not in BOOK_COLUMNS[1:]}
            for vals in vals_list
        ]
        made = self.env["school.mark"].with_context(school_internal=INTERNAL).create(places)
        levels = [
            (mark, {name: vals[name] for name in BOOK_COLUMNS[1:]})
            for mark, vals in zip(made, vals_list, strict=True)
            if "final_level" in vals
        ]
        rows = made.browse([mark.id for mark, _values in levels])
        rows._write_multi([values for _mark, values in levels])
        rows.invalidate_recordset(BOOK_COLUMNS[1:])
        return made

    def _apply_conduct(self, classes):
        Conduct = self.env["school.conduct"]
        lines = self._rows("school.conduct")
        rows = {(line.student_id, line.term_id): line for line in lines}
        columns = ("conduct", *ABSENCE_COLUMNS)
        new, changed = [], {}
        for result in self:
            values = {name: None if is_missing(result[name]) else result[name] for name in columns}
            school_class = classes[result.student_id.id, result.year_id.id]
            if line := rows.get((result.student_id, result.term_id)):
                changed[line] = values
            elif school_class and any(value is not None for value in values.values()):
                places = {
                    "class_id": school_class.id,
                    "term_id": result.term_id.id,
                    "student_id": result.student_id.id,
                }
                new.append((places, values))
        # A row is made empty, as the locks are about what the school itself enters.
        made = Conduct.create([places for places, _values in new])
        changed |= {line: values for line, (_places, values) in zip(made, new, strict=True)}
        rows = Conduct.union(*changed)
        rows._write_multi(list(changed.values()))
        rows.invalidate_recordset(columns)
        rows.sheet_id._sync()
