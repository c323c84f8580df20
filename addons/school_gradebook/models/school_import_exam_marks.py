# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.school_core.tools.import_columns import CLASS, PUPIL_OF_CLASS, SUBJECT
from odoo.addons.school_core.tools.import_table import Column, add_problem

from .school_exam_transfer import EXAM_COLUMNS
from .school_import_book import TERM
from .school_mark import INTERNAL


class SchoolImportExamMarks(models.AbstractModel):
    """Marks of midterm and final tests, from the exam office, one row a pupil and subject.

    The academic secretary moves them for all classes in one go (TM Điều 8.1, TT Điều 8.1); the
    columns are closed for the teachers then. A mark that stands in such a column already is not
    changed: that takes a dossier.
    """

    _name = "school.import.exam.marks"
    _inherit = "school.import.marks"
    _description = "Import of Marks from the Exam Office"

    _kind = "exam_marks"
    _kind_sequence = 105
    _kind_groups = ("school_core.group_school_secretary",)
    _kind_sheet = "Điểm kiểm tra định kì"

    def _kind_title(self):
        return self.env._("Marks from the exam office")

    def _kind_columns(self):
        return [
            CLASS,
            SUBJECT,
            TERM,
            *PUPIL_OF_CLASS,
            Column(
                "midterm",
                ("Điểm kiểm tra giữa kì", "Điểm thi giữa kì"),
                "raw",
                help="0 đến 10, một chữ số thập phân; môn nhận xét: Đ hoặc CĐ",
                example="7,5",
            ),
            Column("final", ("Điểm kiểm tra cuối kì", "Điểm thi cuối kì"), "raw", example="8"),
        ]

    def _is_allowed(self):
        # the office enters no marks otherwise: the move itself is its right
        return self.env.su or any(map(self.env.user.has_group, self._kind_groups))

    def _writable_sheets(self, sheets):
        """Override: the office moves the marks of all classes."""
        return self.env["school.mark.sheet"].union(*sheets)

    def _load(self, run, table, rows):
        """Override: what the office itself has moved does not close a column for the office."""
        Lock = self.env["school.lock"]
        sheets = self.env["school.mark.sheet"].search([("year_id", "=", run.year.id)])
        transfers = self.env["school.exam.transfer"]
        moved = set()
        Lock._forget()
        office = self.with_context(
            school_exam_office=INTERNAL,
            school_exam_known=transfers._columns(sheets.ids),
            school_exam_moved=moved,
        )
        result = super(SchoolImportExamMarks, office)._load(run, table, rows)
        Lock._forget()
        transfers._note_moved(moved)
        return result

    def _judge(self, table, row, heads, sheet, line, closed):
        """Override: refuse to change what stands in a column that was moved before."""
        names = [name for name in EXAM_COLUMNS if name in row.values]
        known = self.env.context["school_exam_known"]
        super()._judge(table, row, heads, sheet, line, closed)
        if line is None or not row.is_valid:
            return
        for name in names:
            if name in line["new"] and line[name] is not None and (sheet.id, name) in known:
                add_problem(table, row, name, "moved_before")
        if not row.is_valid:
            line["new"] = {}
            return
        self.env.context["school_exam_moved"].update((sheet.id, name) for name in names)

    def _reasons(self, params):
        return {
            **super()._reasons(params),
            "moved_before": lambda: self.env._(
                "This mark was moved by the exam office already; a wrong one is corrected by a"
                " dossier."
            ),
        }
