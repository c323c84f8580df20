# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, models

from odoo.addons.school_core.tools.import_table import Column, add_problem

from ..fields import is_missing
from ..rules.scale import COMMENT, SCORE, parse_mark
from .school_conduct import ABSENCE_COLUMNS, MOST_ABSENCES
from .school_import_conduct import LEVELS
from .school_import_marks import TERMS
from .school_mark import LEVELS as LEVELS_OF_SUBJECTS

#: What the rows of a pupil and term say once, about the term as a whole.
HEAD = ("school_name", "document", "learning", "conduct", *ABSENCE_COLUMNS)


class SchoolImportEarlier(models.AbstractModel):
    """Results of earlier schools, one row a pupil, term and subject.

    School, paper, levels and absences may stand in any of a pupil's rows.
    """

    _name = "school.import.earlier"
    _inherit = "school.import.book"
    _description = "Import of Results of Earlier Schools"

    _kind = "earlier"
    _kind_sequence = 95
    _kind_model = "school.earlier.result"
    _kind_groups = (
        "school_core.group_school_gradebook_admin",
        "school_core.group_school_secretary",
    )
    _kind_sheet = "Kết quả trường cũ"
    _kind_key = ("code", "subject", "term")

    def _kind_title(self):
        return self.env._("Results of Earlier Schools")

    def _kind_columns(self):
        return [
            Column("code", ("Mã học sinh", "Mã HS"), "code", required=True, example="HS00001"),
            Column("name", ("Họ và tên", "Họ tên", "Họ và tên học sinh"), "name"),
            Column("term", ("Học kì", "HK"), required=True, choices=TERMS, example="1"),
            Column("school_name", ("Trường cũ", "Tên trường cũ"), example="THCS Lê Lợi"),
            Column("document", ("Minh chứng", "Số học bạ"), example="Học bạ số 123"),
            Column("subject", ("Môn học", "Môn", "Tên môn"), required=True, example="Toán"),
            Column(
                "average", ("ĐTB môn trường cũ", "ĐTB môn", "Kết quả môn"), "raw", example="7,6"
            ),
            Column("test", ("Điểm KTĐK", "Điểm kiểm tra định kì"), "raw"),
            Column("learning", ("Kết quả học tập", "Học tập"), choices=LEVELS, example="Tốt"),
            Column("conduct", ("Kết quả rèn luyện", "Rèn luyện"), choices=LEVELS, example="Tốt"),
            Column("absences_excused", ("Nghỉ có phép", "Có phép"), "integer", example=2),
            Column("absences_unexcused", ("Nghỉ không phép", "Không phép"), "integer", example=0),
        ]

    def _load(self, run, table, rows):
        if not self._year_is_known(run, table):
            return
        students = self._student_lookup(run, rows)
        subjects = self._subject_lookup(run)
        terms = {str(term.number): term for term in run.year.term_ids}
        wanted = {}
        for row in rows:
            student = self._refer_student(run, table, row, students)
            subject = self._refer_subject(table, row, subjects)
            values = self._value(table, row, subject) if subject else {}
            for column in ABSENCE_COLUMNS:
                if (row.values.get(column) or 0) > MOST_ABSENCES:
                    add_problem(table, row, column, "too_many_absences", limit=MOST_ABSENCES)
            if row.is_valid and student and subject:
                key = (student, terms[row.values["term"]])
                wanted.setdefault(key, []).append((row, subject, values))
        known = {
            (result.student_id, result.term_id): result
            for result in self.env["school.earlier.result"].search(
                [("term_id", "in", run.year.term_ids.ids)]
            )
        }
        for key, entries in wanted.items():
            self._store(table, known.get(key), *key, entries)

    def _value(self, table, row, subject):
        """Return the values of a line; primary school gives a level and, beside it, a test."""
        level = str(row.values.get("average") or "").strip().upper()
        if level in dict(LEVELS_OF_SUBJECTS):
            test = parse_mark(row.values.get("test"), SCORE)
            if test.choices or test.reason:
                add_problem(table, row, "test", f"mark_{test.reason or 'range'}")
            return {"level": level, "score": test.value}
        typed = parse_mark(row.values.get("average"), subject.kind)
        if typed.choices or typed.reason:
            add_problem(table, row, "average", f"mark_{typed.reason or 'range'}")
        return {"level" if subject.kind == COMMENT else "score": typed.value}

    def _store(self, table, result, student, term, entries):
        """Create the results of a pupil and term, or change what differs."""
        rows = [row for row, _subject, _values in entries]
        head = {name: row.values[name] for row in rows for name in HEAD if name in row.values}
        if not result and "document" not in head:
            add_problem(table, rows[0], "document", "required")
            return
        lines = {line.subject_id: line for line in result.line_ids} if result else {}
        changed = [
            Command.update(lines[subject].id, values)
            if subject in lines
            else Command.create({"subject_id": subject.id, **values})
            for _row, subject, values in entries
            if subject not in lines
            or any(_differs(lines[subject][name], value) for name, value in values.items())
        ]
        changes = {
            name: value
            for name, value in head.items()
            if not result or _differs(result[name], value)
        }
        if changed:
            changes["line_ids"] = changed

        def write(_rows):
            if not result:
                place = {"student_id": student.id, "term_id": term.id}
                self.env["school.earlier.result"].create({**place, **changes})
            elif changes:
                result.write(changes)
            for row in rows:
                row.outcome = ("updated" if changes else "unchanged") if result else "created"

        # The rows are one record: what is refused is told of the first of them.
        self._attempt(table, rows[:1], write)


def _differs(stored, value):
    """Tell whether ``value`` is another one; 0 is not the same as nothing."""
    if is_missing(stored) or is_missing(value):
        return is_missing(stored) != is_missing(value)
    return stored != value
