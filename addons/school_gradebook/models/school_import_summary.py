# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import replace

from odoo import models

from odoo.addons.school_core.tools.import_subjects import SUBJECT_SPELLINGS, subject_headings
from odoo.addons.school_core.tools.import_table import Column, Problem, add_notice, add_problem
from odoo.addons.school_core.tools.import_values import fold, show

from ..rules.scale import COMMENT, COMMENT_CODES
from .school_import_book import TERM
from .school_import_earlier import RESULTS

SUBJECT_PREFIX = "subject_"
TEST = "_test"
YEAR = "year"
# "HK" heads the conduct (hạnh kiểm) in these sheets.
SUMMARY_TERM = replace(
    TERM,
    headers=("Học kì", "Học kỳ", "Kì", "Kỳ"),
    choices={**TERM.choices, YEAR: ("Cả năm", "CN", "Cả năm học")},
    # where a sheet has columns for each term it is not asked for
    required=False,
)
#: What stands below a subject, or above it, for each term and for the year.
TERMS_BELOW = {
    "1": ("HK1", "HKI", "Học kì 1", "Học kì I", "Học kỳ 1", "Học kỳ I", "Kì 1", "Kì I", "KI"),
    "2": ("HK2", "HKII", "Học kì 2", "Học kì II", "Học kỳ 2", "Học kỳ II", "Kì 2", "Kì II", "KII"),
    YEAR: ("CN", "Cả năm", "Cả năm học", "C.năm", "Năm", "ĐTBmcn", "TBmcn", "TBcn", "ĐTB CN"),
}
AVERAGES_BELOW = {
    "1": ("ĐTBmhk1", "ĐTBmhkI", "TBmhk1", "TBmhkI", "ĐTB HK1", "ĐTB HKI", "TBHK1", "TBHKI"),
    "2": ("ĐTBmhk2", "ĐTBmhkII", "TBmhk2", "TBmhkII", "ĐTB HK2", "ĐTB HKII", "TBHK2", "TBHKII"),
    YEAR: (),
}
#: The value of a subject, and in primary school the mark of the test beside it.
VALUES_BELOW = ("Mức đạt được", "Mức đạt", "Mức", "ĐG", "ĐTBm", "ĐTBmhk", "TBM", "TBm", "ĐTB")
TESTS_BELOW = ("Điểm KTĐK", "Điểm KT", "KTĐK", "Điểm", "Điểm kiểm tra định kì", "Điểm KTCK", "KTCK")
#: What says that nothing stands in a cell.
NOTHING = {"", "-", "–", "—"}


class SchoolImportSummary(models.AbstractModel):
    """Results of a class as other systems sum them up: a row a pupil, a column a subject.

    They fill the results of earlier schools and of the school's own years on paper. A sheet is of a
    term, or has columns for both terms and the year below each subject. Averages of all subjects,
    ranks and titles are computed here and not read; the values of a year follow from those of the
    terms, so they are only compared with what the books say, and what differs is told.
    """

    _name = "school.import.summary"
    _inherit = "school.import.earlier"
    _description = "Import of Results of a Class"

    _kind = "summary"
    _kind_sequence = 96
    _kind_sheet = "Tổng kết lớp"
    _kind_key = ("code", "term")

    def _kind_title(self):
        return self.env._("Results of a class, subjects side by side")

    def _kind_columns(self):
        return [
            *self._place_columns(),
            SUMMARY_TERM,
            *self._subject_columns(self.env["school.subject"]),
            *self._result_columns(),
        ]

    def _kind_fits(self, table):
        """Override: without a subject it is a list of something else."""
        return any(name.startswith(SUBJECT_PREFIX) for name in table.positions)

    def _kind_parts(self, columns):
        """Override: the school's own subjects, and what stands below subjects and results."""
        own = self._subject_columns(self.env.company)
        results = [column for column in columns if column.name in RESULTS]
        subjects = [column for column in columns if column.name.startswith(SUBJECT_PREFIX)] + own
        parts = [_of_period(column, period) for column in results for period in TERMS_BELOW]
        for column in subjects:
            test = replace(column, name=column.name + TEST, below=TESTS_BELOW, alone=False)
            parts += [test]
            for period in TERMS_BELOW:
                parts += [_of_period(column, period), _of_period(test, period)]
        return own + parts

    def _subject_columns(self, owner):
        """Return a column for each subject of the programme, or of the school ``owner``."""
        return [
            Column(
                _column_name(subject),
                subject_headings(
                    subject.name,
                    subject.short_name,
                    subject.code,
                    *SUBJECT_SPELLINGS.get(subject.code, ()),
                ),
                "raw",
                below=VALUES_BELOW,
                company_id=subject.company_id.id,
            )
            for subject in self.env["school.subject"].search([("company_id", "=", owner.id)])
        ]

    def _subjects_by_column(self, run):
        subjects = self.env["school.subject"].search(
            [("company_id", "in", [False, run.company.id])]
        )
        return {_column_name(subject): subject for subject in subjects}

    def _load(self, run, table, rows):
        """Override: a sheet is of a term unless its columns are; the year is compared."""
        periods = tuple(f"_{period}" for period in TERMS_BELOW)
        if not any(name.endswith(periods) for name in table.positions):
            if "term" not in table.positions and rows and "term" not in rows[0].cells:
                add_problem(table, rows[0], "term", "column_missing_or_said")
                return
        for row in rows:
            row.values = {name: value for name, value in row.values.items() if _says(name, value)}
        super()._load(run, table, rows)
        self._compare_year(run, table, rows)

    def _subject_lookup(self, run):
        """Override: the subjects by their columns."""
        return self._subjects_by_column(run)

    def _told(self, table, row, subjects):
        """Override: a column for each subject, of the row's term or of a term each."""
        told = []
        for period in ("1", "2"):
            suffix = _suffix(row, period)
            lines = self._lines(table, row, subjects, suffix)
            head = {
                name: row.values[f"{name}{suffix}"]
                for name in RESULTS
                if f"{name}{suffix}" in row.values
            }
            if lines or head:
                head |= row.pick(("school_name", "document"))
                told.append((period, head, lines))
        return told

    def _lines(self, table, row, subjects, suffix):
        """Return the subjects of ``row`` in a term with their values, as a list of pairs."""
        lines = []
        for name, subject in subjects.items():
            value, test = f"{name}{suffix}", f"{name}{TEST}{suffix}"
            if row.values.keys() & {value, test}:
                lines.append((subject, self._value(table, row, value, test, subject)))
        return lines

    # the year

    def _compare_year(self, run, table, rows):
        """Tell where what the sheet says of the year is not what the books say."""
        if not run.year:
            return
        subjects = self._subjects_by_column(run)
        students = self._student_lookup(run, rows)
        told = {}
        for row in rows:
            values = self._year_values(table, row, subjects)
            student = students.get(fold(row.values.get("code", "")))
            if row.is_valid and student and values:
                told[row.number] = (row, student, values)
                row.outcome = row.outcome or "unchanged"
        if not told:
            return
        if "term" in {**table.positions, **table.titles, **table.given}:
            heading = table.heading("term")
            notice = Problem(table.header_row, heading, "", "year_compared", is_notice=True)
            table.problems.append(notice)
        self.env.flush_all()
        results = self.env["school.result"].search(
            [
                ("student_id", "in", [student.id for _row, student, _values in told.values()]),
                ("year_id", "=", run.year.id),
                ("period", "=", YEAR),
            ]
        )
        known = results.grouped("student_id")
        for row, student, values in told.values():
            self._compare(table, row, known.get(student, results.browse()), values)

    def _year_values(self, table, row, subjects):
        """Return {column: (subject or name of a result, value)} of what is said of the year."""
        suffix, values = _suffix(row, YEAR), {}
        for name, subject in subjects.items():
            if (column := f"{name}{suffix}") in row.values:
                line = self._value(table, row, column, f"{name}{TEST}{suffix}", subject)
                level, score = line.get("level"), line.get("score")
                values[column] = (subject, level or score)
        for name in ("learning", "conduct"):
            if (column := f"{name}{suffix}") in row.values:
                values[column] = (name, row.values[column])
        return values

    def _compare(self, table, row, result, values):
        unknown = []
        for column, (what, value) in values.items():
            if isinstance(what, str):
                present = self._level(what, result[what])
                value = self._level(what, value)
            else:
                present = (result.averages or {}).get(what.code)
                if what.kind == COMMENT and isinstance(present, int):
                    present = COMMENT_CODES[present]
            if present is None:
                unknown.append(table.heading(column))
            elif present != value:
                add_notice(table, row, column, "year_differs", books=_text(present))
        if unknown:
            names = ", ".join(unknown)
            add_notice(table, row, next(iter(values)), "year_unknown", names=names)

    def _level(self, name, value):
        """Return a level of the year as it is read, None without one."""
        labels = dict(self.env["school.result"]._fields[name]._description_selection(self.env))
        return labels.get(value)

    def _reasons(self, params):
        return {
            **super()._reasons(params),
            "year_compared": lambda: self.env._(
                "The results of a year follow from those of its terms: the sheet is compared with"
                " the books, nothing of it is stored."
            ),
            "year_differs": lambda: self.env._(
                "From the results of the terms follows %(books)s for the year; what the sheet says"
                " is not stored.",
                **params,
            ),
            "year_unknown": lambda: self.env._(
                "The books hold no result of the year to compare with: %(names)s.", **params
            ),
        }


def _column_name(subject):
    """Return the name of the column of a subject; schools may use the same code for their own."""
    code = f"own_{subject.id}" if subject.company_id else subject.code
    return f"{SUBJECT_PREFIX}{code}"


def _of_period(column, period):
    """Return the column of a term or of the year that stands below the heading of ``column``."""
    words = TERMS_BELOW[period]
    below = tuple(f"{word} {part}" for word in words for part in column.below)
    if column.alone:
        below = words + AVERAGES_BELOW[period] + below
    return replace(column, name=f"{column.name}_{period}", below=below, alone=False)


def _suffix(row, period):
    """Return what the columns of a term, or of the year, end with in the sheet of ``row``.

    Columns that name no term are of the one that holds for the row; where that is another one,
    the period has columns of its own.
    """
    return "" if row.values.get("term") == period else f"_{period}"


def _says(name, value):
    """Return whether a cell says anything; a dash in the column of a subject does not."""
    return not name.startswith(SUBJECT_PREFIX) or show(value) not in NOTHING


def _text(value):
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
