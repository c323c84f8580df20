# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import api, models
from odoo.tools import groupby

from ..fields import is_missing
from ..models.school_mark import MARK_COLUMNS, PERIODIC_COLUMNS, REGULAR_COLUMNS

FORM_REGULAR_COLUMNS = 4
#: Columns of the marks and levels of a term.
TEST_COLUMNS = (*MARK_COLUMNS, "midterm_level", "final_level")
SHORT_NAMES = {
    **{column: f"TX{number}" for number, column in enumerate(REGULAR_COLUMNS, 1)},
    "midterm": "GK",
    "final": "CK",
}


class SchoolClassBook(models.AbstractModel):
    """The pages of the subjects: teachers, marks, and what was corrected in them."""

    _inherit = "school.class.book"

    def _teachers(self, sheets):
        names = {sheet.subject_id: self._teacher_names(sheet) for sheet in sheets}
        return [{"subject": subject.name, "names": text} for subject, text in names.items()]

    def _teacher_names(self, sheet):
        teachers = sheet.class_subject_id.assignment_ids.sorted("date_start").teacher_id
        return "; ".join(teachers.mapped("name"))

    def _tests(self, sheet, marks):
        """Return the columns of marks as the circular's scheme names them, none of ``marks`` lost."""
        head = sheet._scheme_head()
        head["required_regular"] = max(sheet.required_regular, FORM_REGULAR_COLUMNS)
        used = {
            name for name in MARK_COLUMNS for mark in marks if mark and not is_missing(mark[name])
        }
        columns = sheet.class_id._scheme().columns(head, used)
        return [column for column in columns if column.name in TEST_COLUMNS]

    def _signers(self, sheet):
        """Return the teachers of the subject in the term: each of them signs the page."""
        term = sheet.term_id
        assignments = sheet.class_subject_id.assignment_ids.filtered(
            lambda line: (
                line.date_start <= term.date_end
                and (not line.date_end or line.date_end >= term.date_start)
            )
        )
        return assignments.sorted("date_start").teacher_id.mapped("name")

    def _sheet(self, sheet, roster, facts):
        no_mark, scheme = self.env["school.mark"], sheet.class_id._scheme()
        marks = [facts["marks"].get((sheet, student), no_mark) for student, _stay in roster]
        tests = self._tests(sheet, marks)
        columns = [test.name for test in tests if test.name in REGULAR_COLUMNS]
        periodic = ("midterm", *PERIODIC_COLUMNS)
        corrected = [
            self._correction_texts(facts["corrections"].get((sheet.id, student.id), {}), scheme)
            for student, _stay in roster
        ]
        return {
            "id": sheet.id,
            "subject": sheet.subject_id.name,
            "short_name": sheet.subject_id.short_name or sheet.subject_id.name,
            "kind": sheet.kind,
            "teachers": self._teacher_names(sheet),
            "signers": self._signers(sheet),
            "columns": columns,
            "regular_count": len(columns),
            "tests": tests,
            "test_groups": _groups(tests),
            "rows": [
                {
                    "regular": [mark[column] for column in columns],
                    "tests": [mark[test.name] for test in tests],
                    "midterm": mark.midterm,
                    "midterms": [mark[name] for name in periodic if not is_missing(mark[name])],
                    "final": mark.final,
                    "average": mark.average,
                    "year_average": mark.year_average,
                    "reassessed": mark.reassessed,
                    "remark": mark.remark or "",
                    **correction,
                }
                for mark, correction in zip(marks, corrected, strict=True)
            ],
        }

    @api.model
    def _corrections(self, sheets):
        """Return {(sheet, pupil): {column: [line of a dossier that was carried out]}}."""
        # The old mark struck out and the number of the dossier stand in the book for all its
        # readers; the rest of the dossier is its own readers' alone.
        lines_sudo = self.env["school.mark.correction.line"].sudo()
        found = lines_sudo.search(
            [
                ("correction_id.sheet_id", "in", sheets.ids),
                ("correction_id.applied_at", "!=", False),
            ]
        )
        corrections = defaultdict(lambda: defaultdict(list))
        for line in found.sorted(lambda line: (line.correction_id.applied_at, line.id)):
            key = (line.correction_id.sheet_id.id, line.student_id.id)
            corrections[key][line.column_id.code].append(line)
        return corrections

    @api.model
    def _correction_texts(self, columns, scheme):
        """Return what a row says of its corrections.

        :return: {"struck": {column: old marks as they stood}, "note": which dossier changed what}
        """
        struck = {column: [line.old_text for line in lines] for column, lines in columns.items()}
        short_names = {**SHORT_NAMES, "reassessed": scheme.reassess_names[1]}
        notes = [
            f"{short_names.get(column, lines[0].column_id.name)}: biên bản "
            + ", ".join(line.correction_id.name.partition("/")[0] for line in lines)
            for column, lines in columns.items()
        ]
        return {"struck": struck, "note": f"Sửa {'; '.join(notes)}" if notes else ""}


def _groups(columns):
    """Return (group, how many) of columns; those of a group stand beside each other.

    A column without a group is one by its own name, over both rows of the head.
    """
    return [
        (group or members[0].label, len(members) if group else 0)
        for group, members in groupby(columns, lambda column: column.group)
    ]
