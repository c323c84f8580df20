# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import split_every

from odoo.addons.school_core.tools.dated import in_force
from odoo.addons.school_core.tools.import_columns import CLASS, PUPIL_OF_CLASS, SUBJECT
from odoo.addons.school_core.tools.import_table import Column, add_notice, add_problem

from ..rules.scale import COMMENT, parse_mark
from ..rules.scheme import PERIODIC_COLUMNS, REGULAR_COLUMNS
from ..tools.entry_times import EditLimit
from .school_import_book import TERM
from .school_mark import ENTERED_COLUMNS
from .school_mark_sheet_sync import BATCH

LEVEL_LABELS = {
    "midterm_level": ("Mức giữa kì", "Mức đạt được giữa kì", "Mức GK"),
    "final_level": ("Mức cuối kì", "Mức đạt được cuối kì", "Mức CK"),
    "reassessed_level": ("Mức đánh giá lại", "Mức đánh giá bổ sung"),
}


class SchoolImportMarks(models.AbstractModel):
    """Marks of a subject in a class and term, one row a pupil.

    Whoever may enter a mark in the grid may import it, and nobody else: the assigned teacher, in
    the sheets of today's assignments, as far as no lock stands against it. An empty cell leaves
    the stored mark as it is.
    """

    _name = "school.import.marks"
    _inherit = "school.import.book"
    _description = "Import of Marks"

    _kind = "marks"
    _kind_sequence = 100
    _kind_model = "school.mark"
    _kind_groups = ("school_core.group_school_teacher",)
    _kind_sheet = "Điểm"
    _kind_key = ("code", "subject", "term")

    def _kind_title(self):
        return self.env._("Marks")

    def _kind_columns(self):
        return [
            CLASS,
            SUBJECT,
            TERM,
            *PUPIL_OF_CLASS,
            *(
                Column(
                    name,
                    (f"TX{number}", f"ĐĐGtx{number}", f"Thường xuyên {number}"),
                    "raw",
                    help="0 đến 10, một chữ số thập phân; môn nhận xét: Đ hoặc CĐ",
                    example="8,5",
                )
                for number, name in enumerate(REGULAR_COLUMNS, 1)
            ),
            Column("midterm", ("GK", "ĐĐGgk", "Giữa kì"), "raw", example="7,5"),
            *(
                Column(
                    name,
                    (f"KTđk {number}", f"Kiểm tra định kì {number}"),
                    "raw",
                    help="Trước năm học 2020-2021: các bài kiểm tra hệ số 2 tiếp theo",
                )
                for number, name in enumerate(PERIODIC_COLUMNS, 2)
            ),
            Column("final", ("CK", "ĐĐGck", "Cuối kì"), "raw", example="8"),
            Column("reassessed", ("Đánh giá lại", "Kiểm tra lại"), "raw"),
            *(
                Column(name, labels, "raw", help="T, H hoặc C (tiểu học)", example="T")
                for name, labels in LEVEL_LABELS.items()
            ),
            Column("remark", ("Nhận xét", "Ghi chú")),
        ]

    def _kind_lists(self):
        return {
            "subject": self.env["school.subject"].search([("active", "=", True)]).mapped("name")
        }

    def _load(self, run, table, rows):
        if not self._year_is_known(run, table):
            return
        self._renew_statistics(rows, "school.mark.sheet")
        wanted = self._wanted(run, table, rows)
        writable = self._writable_sheets(sheet for sheet, _student, _row in wanted)
        Sheet = self.env["school.mark.sheet"]
        by_sheet = {}
        for sheet, student, row in wanted:
            if sheet in writable:
                by_sheet.setdefault(sheet.id, []).append((student.id, row))
            else:
                add_problem(table, row, "subject", "not_your_sheet")
        touched, done = set(), {}
        order = Sheet.browse(by_sheet).sorted(lambda sheet: (sheet.term_id.number, sheet.id))
        for ids in split_every(BATCH, order.ids):
            heads = Sheet._load_heads(ids)
            stored = {(row["sheet_id"], row["student_id"]): row for row in Sheet._load_rows(heads)}
            closed = self._closed_cells(heads, stored.values())
            Sheet._name_earlier_schools(
                [line for line in stored.values() if line["earlier_average"] is not None]
            )
            for line in stored.values():
                line["new"] = {}
            for sheet in Sheet.browse(ids):
                for student_id, row in by_sheet[sheet.id]:
                    line = stored.get((sheet.id, student_id))
                    self._judge(table, row, heads, sheet, line, closed)
            touched |= Sheet.browse(ids)._store_batch(heads, list(stored.values()))
            done |= heads
        self._renew_statistics(rows, "school.mark")
        Sheet._recompute_results(done, touched)

    def _closed_cells(self, heads, lines):
        """Return a function that tells of a line and a column why it is closed, or False."""
        Lock, Mark = self.env["school.lock"], self.env["school.mark"]
        scopes = [{**head, "key": head["id"]} for head in heads.values()]
        closed, granted = Lock._closed("mark", scopes), Lock._granted("mark", scopes)
        moment = fields.Datetime.now()
        limits = {
            company_id: EditLimit(days, moment)
            for company_id, days in Lock._edit_days(scopes).items()
        }

        def reason(line, column):
            of_sheet = granted.get(line["sheet_id"], {})
            opened = of_sheet.get(None, set()) | of_sheet.get(line["student_id"], set())
            if opened & {column, None}:
                return False
            if why := Lock._reason(closed.get(line["sheet_id"]), column):
                return why
            limit = limits.get(heads[line["sheet_id"]]["company_id"])
            entered = (line["entered_at"] or {}).get(column)
            if limit and entered and limit.is_over(entered):
                return Mark._edit_limit_reason(limit, entered)
            return False

        return reason

    def _wanted(self, run, table, rows):
        """Return the sheet and the pupil of each row whose references are found."""
        classes = self._class_lookup(run)
        subjects = self._subject_lookup(run)
        students = self._student_lookup(run, rows)
        sheets = {
            (sheet.class_id, sheet.subject_id, str(sheet.term_id.number)): sheet
            for sheet in self.env["school.mark.sheet"].search([("year_id", "=", run.year.id)])
        }
        plans = self._plan_lookup(run)
        wanted = []
        for row in rows:
            school_class = self._refer(run, table, row, "class", classes, "classes")
            subject = self._refer_subject(table, row, subjects)
            sheet = sheets.get((school_class, subject, row.values.get("term")))
            if school_class and subject and "term" in row.values and not sheet:
                if (school_class, subject) in plans:
                    # The class has the subject; the user may not see its marks.
                    add_problem(table, row, "subject", "not_your_sheet")
                elif run.is_declared("plan", f"{school_class.name} {row.values['subject']}"):
                    row.is_valid = False
                else:
                    add_problem(table, row, "subject", "no_plan", subject=subject.name)
                continue
            student = self._refer_student(run, table, row, students)
            if sheet and student:
                wanted.append((sheet, student, row))
        return wanted

    def _writable_sheets(self, sheets):
        """Return those of ``sheets`` that the user is the assigned teacher of today."""
        sheets = self.env["school.mark.sheet"].union(*sheets)
        if self.env.su:
            return sheets
        today = fields.Date.context_today(self)
        assigned = self.env["school.teaching.assignment"].search(
            Domain("class_subject_id", "in", sheets.class_subject_id.ids)
            & Domain("teacher_id.user_id", "=", self.env.uid)
            & in_force(today)
        )
        return sheets.filtered(lambda sheet: sheet.class_subject_id in assigned.class_subject_id)

    def _judge(self, table, row, heads, sheet, line, closed):
        """Put the marks of ``row`` that may be stored into ``line["new"]``."""
        if line is None:
            add_problem(table, row, "code", "not_in_sheet")
            return
        if line["exemption"] == "whole" or not self.env.su:
            head = heads[line["sheet_id"]]
            if reason := sheet._closed_row(head, line):
                add_problem(table, row, "code", "closed_for_pupil", reason=reason)
                return
        changes = {}
        for column in ENTERED_COLUMNS:
            if column not in row.values:
                continue
            value, problem = self._read(sheet, column, row.values[column])
            if problem:
                add_problem(table, row, column, problem[0], **problem[1])
            elif value != line[column]:
                changes[column] = value
                if reason := closed(line, column):
                    add_problem(table, row, column, "locked", reason=reason)
                elif line[column] is not None:
                    add_notice(table, row, column, "replaces", old=_shown(sheet, line[column]))
        if row.is_valid:
            line["new"] = changes
            outcome = "updated" if line["id"] else "created"
            row.outcome = outcome if changes else "unchanged"

    def _read(self, sheet, column, raw):
        """Return the stored form of ``raw``, or why it is refused as (code, params)."""
        if column == "remark":
            return raw, None
        found = sheet._entered_columns().get(column)
        if not found:
            return None, ("no_such_column", {"reason": sheet._no_column(column)})
        if found.type == "selection":
            level = str(raw).strip().upper()
            known = {key for key, _label in found.options}
            return (level, None) if level in known else (None, ("no_such_level", {}))
        typed = parse_mark(raw, sheet.kind)
        if typed.choices:
            choices = " / ".join(f"{choice:g}".replace(".", ",") for choice in typed.choices)
            return None, ("mark_ask", {"choices": choices})
        if typed.reason:
            return None, (f"mark_{typed.reason}", {})
        value = int(typed.value == "D") if sheet.kind == COMMENT else typed.value
        if found.type == "integer" and value is not None and value != int(value):
            return None, ("mark_not_whole", {})
        return value, None

    def _reasons(self, params):
        return {
            **super()._reasons(params),
            "mark_ask": lambda: self.env._("This is no mark; perhaps %(choices)s?", **params),
            "no_such_column": lambda: params["reason"][:1].upper() + params["reason"][1:] + ".",
            "no_such_level": lambda: self.env._("This is none of the levels."),
            "not_your_sheet": lambda: self.env._(
                "Only the teacher who is assigned to the subject in this class today imports its"
                " marks."
            ),
        }


def _shown(sheet, value):
    if isinstance(value, str):
        return value
    if sheet.kind == COMMENT:
        return "Đ" if value else "CĐ"
    return f"{value:.1f}".replace(".", ",")
