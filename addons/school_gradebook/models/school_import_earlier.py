# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import replace

from odoo import Command, models

from odoo.addons.school_core.tools.import_columns import CLASS, PUPIL_OF_CLASS, SUBJECT
from odoo.addons.school_core.tools.import_table import Column, add_problem
from odoo.addons.school_core.tools.import_values import fold

from ..fields import is_missing
from ..rules.scale import COMMENT, SCORE, parse_mark
from .school_conduct import ABSENCE_COLUMNS, MOST_ABSENCES
from .school_import_book import TERM
from .school_import_conduct import LEVELS

#: What the rows of a pupil and term say once, about the term as a whole.
RESULTS = ("learning", "conduct", *ABSENCE_COLUMNS)
HEAD = ("school_name", "document", *RESULTS)
OUTCOMES = ("", "unchanged", "updated", "created")
#: How the levels of primary school are written.
LEVELS_TYPED = {
    fold(text): level
    for level, texts in {
        "T": ("T", "HTT", "Hoàn thành tốt"),
        "H": ("H", "HT", "Hoàn thành"),
        "C": ("C", "CHT", "Chưa hoàn thành"),
    }.items()
    for text in texts
}
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
            told = self._told(table, row, subjects)
            for column in row.values:
                many = column.startswith(ABSENCE_COLUMNS) and row.values[column] > MOST_ABSENCES
                if many:
                    add_problem(table, row, column, "too_many_absences", limit=MOST_ABSENCES)
            if row.is_valid and student:
                for term, head, lines in told:
                    wanted.setdefault((student, terms[term]), []).append((row, head, lines))
        self._store(table, wanted)

    def _told(self, table, row, subjects):
        """Return what ``row`` tells: a list of the term, what is said of it, and its subjects.

        The subjects come with their values, as a list of pairs.
        """
        subject = self._refer_subject(table, row, subjects)
        value = subject and self._value(table, row, "average", "test", subject)
        lines = [(subject, value)] if subject else []
        return [(row.values.get("term"), row.pick(HEAD), lines)]

    def _value(self, table, row, column, test_column, subject):
        """Return the values of a line; primary school gives a level and, beside it, a test."""
        raw = row.values.get(column)
        level = LEVELS_TYPED.get(fold(raw or ""))
        if level or test_column in row.values:
            test = parse_mark(row.values.get(test_column), SCORE)
            if not level:
                add_problem(table, row, column, "mark_not_a_level" if raw else "required")
            if test.choices or test.reason:
                add_problem(table, row, test_column, f"mark_{test.reason or 'range'}")
            return {"level": level, "score": test.value}
        typed = parse_mark(raw, subject.kind)
        if typed.choices or typed.reason:
            add_problem(table, row, column, f"mark_{typed.reason or 'range'}")
        return {"level" if subject.kind == COMMENT else "score": typed.value}

    def _store(self, table, wanted):
        """Create the results of pupils and terms, or change what differs.

        :param wanted: {(pupil, term): [(row, head, lines)]}
        """
        Result = self.env["school.earlier.result"]
        terms = {term for _student, term in wanted}
        known = {
            (result.student_id, result.term_id): result
            for result in Result.search([("term_id", "in", [term.id for term in terms])])
        }
        unproved, here = [], self._pupils_of(terms)
        for term in sorted(terms, key=lambda term: term.number):
            firsts, values, others = {True: [], False: []}, {}, {}
            for key, entries in wanted.items():
                row, result = entries[0][0], known.get(key)
                head = {name: value for _row, own, _l in entries for name, value in own.items()}
                if key[1] != term:
                    continue
                if not result and "document" not in head:
                    unproved.append(row)
                    continue
                changes = self._changes(
                    result, head, [line for _row, _head, lines in entries for line in lines]
                )
                if not result:
                    changes |= {"student_id": key[0].id, "term_id": term.id}
                    if key[0] in here:
                        changes.setdefault("school_name", key[0].school_id.name)
                firsts[bool(result)].append(row)
                values[row.number] = (result, changes)
                others[row.number] = [own for own, _head, _lines in entries]
            self._store_term(table, firsts, values, others)
        self._tell_unproved(table, list({row.number: row for row in unproved}.values()))

    def _pupils_of(self, terms):
        """Return the pupils who were in a class of this school in the years of ``terms``."""
        years = [term.year_id.id for term in terms]
        return self.env["school.enrollment"].search([("year_id", "in", years)]).student_id

    def _store_term(self, table, firsts, values, others):
        """Store the results of a term: of each pupil the first row stands for all of them."""

        def create(rows):
            self.env["school.earlier.result"].create([values[row.number][1] for row in rows])
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
                    # a row may tell of both terms
                    own.outcome = max(own.outcome, outcome, key=OUTCOMES.index)

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
