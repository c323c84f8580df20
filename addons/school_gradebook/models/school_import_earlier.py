# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import replace

from odoo import Command, models

from odoo.addons.school_core.tools.import_columns import CLASS, PUPIL_OF_CLASS, SUBJECT
from odoo.addons.school_core.tools.import_table import Column, add_problem

from ..fields import is_missing
from ..rules.scale import COMMENT, SCORE, parse_mark
from .school_conduct import ABSENCE_COLUMNS, MOST_ABSENCES
from .school_import_book import TERM
from .school_import_conduct import LEVELS
from .school_mark import LEVELS as LEVELS_OF_SUBJECTS

#: What the rows of a pupil and term say once, about the term as a whole.
HEAD = ("school_name", "document", "learning", "conduct", *ABSENCE_COLUMNS)
LEARNING = {**LEVELS, "gioi": ("Giỏi", "G"), "kem": ("Kém",)}


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
            *self._place_columns(),
            TERM,
            SUBJECT,
            Column(
                "average", ("ĐTB môn trường cũ", "ĐTB môn", "Kết quả môn"), "raw", example="7,6"
            ),
            Column("test", ("Điểm KTĐK", "Điểm kiểm tra định kì"), "raw"),
            *self._result_columns(),
        ]

    def _place_columns(self):
        return [
            *PUPIL_OF_CLASS,
            replace(
                CLASS,
                required=False,
                help="Lớp ở trường này trong năm học ấy; cần khi không ghi mã học sinh",
            ),
        ]

    def _result_columns(self):
        """Return the columns of what is said of the term as a whole."""
        return [
            Column(
                "learning",
                ("Kết quả học tập", "Học tập", "Học lực"),
                choices=LEARNING,
                example="Tốt",
            ),
            Column(
                "conduct",
                ("Kết quả rèn luyện", "Rèn luyện", "Hạnh kiểm"),
                choices=LEVELS,
                example="Tốt",
            ),
            Column("absences_excused", ("Nghỉ có phép", "Có phép"), "integer", example=2),
            Column("absences_unexcused", ("Nghỉ không phép", "Không phép"), "integer", example=0),
            Column(
                "school_name", ("Trường cũ", "Tên trường cũ"), example="THCS Lê Lợi", for_all=True
            ),
            Column("document", ("Minh chứng", "Số học bạ"), example="Học bạ số 123", for_all=True),
        ]

    def _load(self, run, table, rows):
        if not self._year_is_known(run, table):
            return
        classes = self._class_lookup(run)
        students = self._student_lookup(run, rows)
        subjects = self._subject_lookup(run)
        terms = {str(term.number): term for term in run.year.term_ids}
        wanted = {}
        for row in rows:
            if row.is_valid and "code" not in row.values:
                self._refer(run, table, row, "class", classes, "classes")
            student = self._refer_student(run, table, row, students)
            lines = self._lines(table, row, subjects)
            for column in ABSENCE_COLUMNS:
                if (row.values.get(column) or 0) > MOST_ABSENCES:
                    add_problem(table, row, column, "too_many_absences", limit=MOST_ABSENCES)
            if row.is_valid and student:
                key = (student, terms[row.values["term"]])
                wanted.setdefault(key, []).append((row, lines))
        self._store(table, wanted)

    def _lines(self, table, row, subjects):
        """Return the subjects of ``row`` with their values, as a list of pairs."""
        subject = self._refer_subject(table, row, subjects)
        return [(subject, self._value(table, row, "average", subject))] if subject else []

    def _value(self, table, row, column, subject):
        """Return the values of a line; primary school gives a level and, beside it, a test."""
        raw = row.values.get(column)
        level = str(raw or "").strip().upper()
        if level in dict(LEVELS_OF_SUBJECTS):
            test = parse_mark(row.values.get("test"), SCORE)
            if test.choices or test.reason:
                add_problem(table, row, "test", f"mark_{test.reason or 'range'}")
            return {"level": level, "score": test.value}
        typed = parse_mark(raw, subject.kind)
        if typed.choices or typed.reason:
            add_problem(table, row, column, f"mark_{typed.reason or 'range'}")
        return {"level" if subject.kind == COMMENT else "score": typed.value}

    def _store(self, table, wanted):
        """Create the results of pupils and terms, or change what differs.

        :param wanted: {(pupil, term): [(row, lines)]}
        """
        Result = self.env["school.earlier.result"]
        terms = [term.id for _student, term in wanted]
        known = {
            (result.student_id, result.term_id): result
            for result in Result.search([("term_id", "in", terms)])
        }
        firsts, values, others, unproved = {True: [], False: []}, {}, {}, []
        for key, entries in wanted.items():
            row, result = entries[0][0], known.get(key)
            head = {n: own.values[n] for own, _l in entries for n in HEAD if n in own.values}
            if not result and "document" not in head:
                unproved.append(row)
                continue
            changes = self._changes(
                result, head, [line for _row, lines in entries for line in lines]
            )
            if not result:
                student, term = key
                changes |= {"student_id": student.id, "term_id": term.id}
            firsts[bool(result)].append(row)
            values[row.number] = (result, changes)
            others[row.number] = [own for own, _lines in entries]

        self._tell_unproved(table, unproved)

        def create(rows):
            Result.create([values[row.number][1] for row in rows])
            note(rows, "created")

        def write(rows):
            for row in rows:
                result, changes = values[row.number]
                if changes:
                    result.write(changes)
                note([row], "updated" if changes else "unchanged")

        def note(rows, outcome):
            for row in rows:
                for own in others[row.number]:
                    own.outcome = outcome

        # The rows of a pupil and term are one record: what is refused is told of the first.
        self._attempt(table, firsts[False], create)
        self._attempt(table, firsts[True], write)

    def _tell_unproved(self, table, rows):
        """Refuse ``rows`` without a paper; where the sheet has no such column, all at once."""
        has_column = "document" in table.positions
        for row in rows if has_column else rows[:1]:
            code = "required" if has_column else "column_missing_or_said"
            add_problem(table, row, "document", code)
        for row in rows:
            row.is_valid = False

    def _changes(self, result, head, lines):
        """Return what to write on ``result``, or to create it with when it is None."""
        stored = {line.subject_id: line for line in result.line_ids} if result else {}
        commands = [
            Command.update(stored[subject].id, values)
            if subject in stored
            else Command.create({"subject_id": subject.id, **values})
            for subject, values in lines
            if subject not in stored
            or any(_differs(stored[subject][name], value) for name, value in values.items())
        ]
        changes = {
            name: value
            for name, value in head.items()
            if not result or _differs(result[name], value)
        }
        return {**changes, "line_ids": commands} if commands else changes


def _differs(stored, value):
    """Tell whether ``value`` is another one; 0 is not the same as nothing."""
    if is_missing(stored) or is_missing(value):
        return is_missing(stored) != is_missing(value)
    return stored != value
