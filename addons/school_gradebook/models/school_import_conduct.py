# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.school_core.tools.import_table import Column, add_notice, add_problem

from ..rules.scheme import MOST_ABSENCES
from .school_conduct import CONDUCT_COLUMNS, CONDUCT_LEVELS
from .school_import_marks import TERMS

LEVELS = {
    "tot": ("Tốt", "T"),
    "kha": ("Khá", "K"),
    "dat": ("Đạt", "Đ"),
    "chua_dat": ("Chưa đạt", "CĐ"),
    "tb": ("Trung bình", "Tb"),
    "yeu": ("Yếu", "Y"),
}


class SchoolImportConduct(models.AbstractModel):
    """Conduct, remarks and absences of a class in a term, one row a pupil.

    Only today's homeroom teacher of the class imports them, as far as no lock stands against it.
    """

    _name = "school.import.conduct"
    _inherit = "school.import.book"
    _description = "Import of Conduct"

    _kind = "conduct"
    _kind_sequence = 110
    _kind_model = "school.conduct"
    _kind_groups = ("school_core.group_school_homeroom",)
    _kind_sheet = "Rèn luyện"
    _kind_key = ("code", "term")

    def _kind_title(self):
        return self.env._("Conduct and absences")

    def _kind_columns(self):
        return [
            Column("class", ("Lớp", "Tên lớp"), required=True, example="8A"),
            Column("term", ("Học kì", "HK"), required=True, choices=TERMS, example="1"),
            Column("code", ("Mã học sinh", "Mã HS"), "code", required=True, example="HS00001"),
            Column("name", ("Họ và tên", "Họ tên", "Họ và tên học sinh"), "name"),
            Column(
                "conduct",
                ("Kết quả rèn luyện", "Rèn luyện", "Hạnh kiểm"),
                choices=LEVELS,
                example="Tốt",
            ),
            Column(
                "conduct_year",
                ("Rèn luyện cả năm", "Hạnh kiểm cả năm"),
                choices=LEVELS,
                help="Chỉ với năm học xếp loại hạnh kiểm theo Thông tư 58/2011",
            ),
            Column("conduct_summer", ("Rèn luyện sau hè", "Rèn luyện lại"), choices=LEVELS),
            Column(
                "absences_excused",
                ("Nghỉ có phép", "Có phép", "Số buổi nghỉ có phép"),
                "integer",
                help="Số buổi, tính theo kế hoạch 01 buổi/ngày",
                example=2,
            ),
            Column(
                "absences_unexcused",
                ("Nghỉ không phép", "Không phép", "Số buổi nghỉ không phép"),
                "integer",
                help="Số buổi, tính theo kế hoạch 01 buổi/ngày",
                example=0,
            ),
            Column("remark", ("Nhận xét của giáo viên chủ nhiệm", "Nhận xét của GVCN", "Nhận xét")),
        ]

    def _load(self, run, table, rows):
        if not self._year_is_known(run, table):
            return
        wanted = self._wanted(run, table, rows)
        sheets = self.env["school.conduct.sheet"].union(*(sheet for sheet, _s, _r in wanted))
        lines = {(line["sheet_id"], line["student_id"]): line for line in sheets._load_rows()}
        writable = self._writable_classes(sheets.class_id)
        closed = self.env["school.lock"]._closed(
            "conduct", [{**sheet._grid_scope(), "key": sheet.id} for sheet in sheets]
        )
        labels = dict(
            self.env["school.conduct"]._fields["conduct"]._description_selection(self.env)
        )
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
                changes = self._changes(table, row, sheet, line, closed.get(sheet.id), labels)
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
            (sheet.class_id, str(sheet.term_id.number)): sheet
            for sheet in self.env["school.conduct.sheet"].search([("year_id", "=", run.year.id)])
        }
        wanted = []
        for row in rows:
            school_class = self._refer(run, table, row, "class", classes, "classes")
            sheet = sheets.get((school_class, row.values.get("term")))
            if school_class and "term" in row.values and not sheet:
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
            & Domain("date_start", "<=", today)
            & (Domain("date_end", "=", False) | Domain("date_end", ">=", today))
        )
        return lines.class_id

    def _changes(self, table, row, sheet, line, closed, labels):
        """Return what the row changes in the stored ``line``."""
        changes = {}
        scheme = sheet.class_id._scheme()
        known = {column.name: column for column in scheme.conduct_columns(line["term"])}
        for column in CONDUCT_COLUMNS:
            value = row.values.get(column)
            # Absences of 0 are entered, too: they make the row.
            if column not in row.values or (line["id"] and value == line[column]):
                continue
            if isinstance(value, int) and value > MOST_ABSENCES:
                add_problem(table, row, column, "too_many_absences", limit=MOST_ABSENCES)
            elif column == "conduct_summer" and not (
                line["term"] == 2 and scheme.trains_in_summer(line["year_conduct"])
            ):
                add_problem(table, row, column, "no_summer", article=scheme.source("training"))
            elif column in CONDUCT_LEVELS and value not in _options(known, column):
                add_problem(table, row, column, "no_level", circular=scheme.code)
            elif reason := self.env["school.lock"]._reason(closed, column):
                add_problem(table, row, column, "locked", reason=reason)
            else:
                changes[column] = value
                if line["id"] and line[column]:
                    old = labels.get(line[column], line[column])
                    add_notice(table, row, column, "replaces", old=old)
        return changes

    def _store(self, new, old):
        """Store all rows and bring counts and results up to date once."""
        Conduct = self.env["school.conduct"]
        Conduct.create(
            [
                {
                    "class_id": sheet.class_id.id,
                    "term_id": sheet.term_id.id,
                    "student_id": line["student_id"],
                    **changes,
                }
                for sheet, line, changes in new
            ]
        )
        records = Conduct.browse(line["id"] for _sheet, line, _changes in old)
        records.check_access("write")
        # The same columns in every row make it one statement.
        records._write_multi(
            [
                {column: changes.get(column, line[column]) for column in CONDUCT_COLUMNS}
                for _sheet, line, changes in old
            ]
        )
        records.invalidate_recordset()
        records._changed()

    def _reasons(self, params):
        return {
            **super()._reasons(params),
            "not_your_class": lambda: self.env._(
                "Only today's homeroom teacher of the class imports conduct and absences."
            ),
            "no_summer": lambda: self.env._(
                "Only a pupil whose conduct of the year is not sufficient trains in summer"
                " (%(article)s).",
                **params,
            ),
            "no_level": lambda: self.env._(
                "The books of the class know no such level (%(circular)s).", **params
            ),
        }


def _options(columns, name):
    """Return the levels that a column of the sheet offers; none where the sheet has no such column."""
    return dict(columns[name].options) if name in columns else ()
