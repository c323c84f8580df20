# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import split_every

from odoo.addons.school_core.tools.import_phones import show_phone

from ..tools.handover_workbook import Page, workbook

#: The folder of what a person opens.
WORKBOOKS = "workbooks"
BATCH = 1000
GUARDIANS = ("father", "mother", "guardian")
#: Where a column of a form for import takes its value from: the field of the same name, but for
#: these. Before a colon stands whose field it is, if not the row's own. A column without a field is
#: left out.
SOURCES = {
    "pupils": {
        "class": "stay:class_id.name",
        "date": "stay:date_start",
        "ethnic_group": "ethnic_group_id.name",
        "province": "state_id.name",
        "policies": "policy_ids.name",
        **{f"{relation}_name": f"{relation}:name" for relation in GUARDIANS},
        **{f"{relation}_phone": f"{relation}:national_phone" for relation in GUARDIANS},
        **{f"{relation}_occupation": f"{relation}:occupation" for relation in GUARDIANS},
        **{f"{relation}_email": f"{relation}:email" for relation in GUARDIANS},
    },
    "staff": {
        "staff_code": "school_staff_code",
        "birth_date": "birthday",
        "gender": "sex",
        "department": "department_id.name",
        "job": "job_title",
        "duties": "school_duty_ids.name",
        "phone": "mobile_phone",
        "email": "work_email",
        "login": "user_id.login",
    },
    "classes": {
        "class": "name",
        "grade": "grade_id.number",
        "staff_code": "homeroom_id.school_staff_code",
        "teacher": "homeroom_id.name",
    },
    "plan": {"class": "class_id.name", "subject": "subject_id.name"},
    "assignments": {
        "staff_code": "teacher_id.school_staff_code",
        "teacher": "teacher_id.name",
        "class": "class_id.name",
        "subject": "subject_id.name",
    },
}
#: What the forms have no column for, by heading.
STAFF_TOO = {"Đang làm việc": "active", "Ngày nghỉ việc": "departure_date"}
PUPILS_TOO = {
    "Ngày rời lớp": "stay:date_end",
    "Quê quán": "home_town",
    "Tôn giáo": "religion",
}
LOOKED_AFTER = {
    "Mã học sinh": "student_id.code",
    "Họ và tên học sinh": "student_id.name",
    "Quan hệ": "relation",
    "Họ và tên": "name",
    "Điện thoại": "national_phone",
    "Email": "email",
    "Nghề nghiệp": "occupation",
}
LED = {
    "Lớp": "class_id.name",
    "Mã giáo viên": "teacher_id.school_staff_code",
    "Giáo viên chủ nhiệm": "teacher_id.name",
    "Từ ngày": "date_start",
    "Đến ngày": "date_end",
}
MOVED = {
    "Ngày": "date",
    "Mã học sinh": "student_id.code",
    "Họ và tên": "student_id.name",
    "Biến động": "kind",
    "Từ lớp": "class_from_id.name",
    "Đến lớp": "class_to_id.name",
    "Trường đi, trường đến": "other_school",
    "Lí do": "reason",
    "Số quyết định": "decision_number",
    "Ngày quyết định": "decision_date",
    "Đã hủy": "is_reversed",
}


class SchoolHandoverWorkbooks(models.AbstractModel):
    """Pupils, staff, classes and assignments as workbooks that a person opens and reads.

    Their headings are those of the forms for import (``school.import.kind``): an addon that adds a
    column there has it here, and who reads these forms reads the hand-over. What the forms have no
    place for (several guardians, who left) stands in columns and pages of its own.
    """

    _inherit = "school.handover.plan"

    @api.model
    def _write_workbooks(self, school, folder):
        """Write the workbooks of ``school`` into workbooks/, one after the other."""
        plan = self.with_company(school).with_context(
            lang="vi_VN", tz="Asia/Ho_Chi_Minh", active_test=False
        )
        target = folder / WORKBOOKS
        target.mkdir()
        plan._staff_workbook(school, target / "nhan-su.xlsx")
        for year in plan.env["school.year"].search([("company_id", "=", school.id)]):
            label = year.name.replace("/", "-")
            stays = plan.env["school.enrollment"].search([("year_id", "=", year.id)])
            named = f"Học sinh năm học {year.name} · {school.name}"
            plan._pupils_workbooks(stays, stays.student_id, target, label, named)
            plan._movements_workbook(year, target / f"bien-dong-{label}.xlsx")
            plan._classes_workbook(year, target / f"lop-va-phan-cong-{label}.xlsx")
        unplaced = plan.env["school.student"].search(
            [("school_id", "=", school.id), ("enrollment_ids", "=", False)]
        )
        if unplaced:
            named = f"Học sinh chưa xếp lớp · {school.name}"
            plan._pupils_workbooks(unplaced, unplaced, target, "chua-xep-lop", named)

    @api.model
    def _staff_workbook(self, school, path):
        staff = self.env["hr.employee"].search([("company_id", "=", school.id)])
        with workbook(path, f"Nhân sự · {school.name}") as book:
            self._fill(book, "Nhân sự", self._columns_of("staff", staff) | STAFF_TOO, staff)

    @api.model
    def _classes_workbook(self, year, path):
        """Write classes, subject plans, and who led and taught them from when to when."""
        in_year = [("class_id.year_id", "=", year.id)]
        classes = self.env["school.class"].search([("year_id", "=", year.id)])
        led = self.env["school.homeroom.assignment"].search(
            in_year, order="class_id, date_start, id"
        )
        with workbook(path, f"Năm học {year.name} · {year.company_id.name}") as book:
            columns = self._columns_of("classes", classes) | {"Sĩ số": "student_count"}
            self._fill(book, "Lớp học", columns, classes)
            self._fill(book, "Chủ nhiệm", LED, led)
            for kind, name in (("plan", "class.subject"), ("assignments", "teaching.assignment")):
                lines = self.env[f"school.{name}"].search(in_year)
                sheet = self.env["school.import"]._kind(kind)._kind_sheet
                self._fill(book, sheet, self._columns_of(kind, lines), lines)

    @api.model
    def _pupils_workbooks(self, rows, pupils, target, label, title):
        """Write ``pupils`` and who looks after them; ``rows`` are they, or their times in classes."""
        columns = self._columns_of("pupils", pupils) | PUPILS_TOO
        with workbook(target / f"hoc-sinh-{label}.xlsx", title) as book:
            self._fill(book, "Học sinh", columns, rows, self._of_pupil)
        guardians = self.env["school.guardian"].search([("student_id", "in", pupils.ids)])
        with workbook(target / f"cha-me-{label}.xlsx", title) as book:
            self._fill(book, "Cha mẹ, người giám hộ", LOOKED_AFTER, guardians)

    @api.model
    def _movements_workbook(self, year, path):
        moved = self.env["school.movement"].search(
            ["|", ("class_from_id.year_id", "=", year.id), ("class_to_id.year_id", "=", year.id)],
            order="date, id",
        )
        with workbook(path, f"Biến động năm học {year.name} · {year.company_id.name}") as book:
            self._fill(book, "Biến động", MOVED, moved)

    @api.model
    def _of_pupil(self, row):
        """Return the records that the columns of a pupil take their values from."""
        stays = self.env["school.enrollment"]
        student, stay = (row.student_id, row) if row._name == stays._name else (row, stays)
        guardians = student.guardian_ids
        first = {
            relation: guardians.filtered(lambda one, relation=relation: one.relation == relation)[
                :1
            ]
            for relation in GUARDIANS
        }
        return {"": student, "stay": stay, **first}

    @api.model
    def _columns_of(self, kind, records):
        """Return {heading: (path, column)} of the form for import ``kind``, filled from ``records``."""
        columns = {}
        for column in self.env["school.import"]._kind(kind)._kind_columns():
            path = SOURCES[kind].get(column.name, column.name)
            if ":" in path or path.partition(".")[0] in records._fields:
                columns[column.header] = path, column
        return columns

    @api.model
    def _fill(self, book, name, columns, rows, roots=None):
        """Add a page with a line for each of ``rows``."""
        columns = {
            heading: source if isinstance(source, tuple) else (source, None)
            for heading, source in columns.items()
        }
        page = Page(book, name, ["STT", *columns])
        for ids in split_every(BATCH, rows.ids):
            for row in rows.browse(ids):
                found = roots(row) if roots else {"": row}
                page.add(self._shown(found, *source) for source in columns.values())
            self.env.invalidate_all()
        page.close()

    @api.model
    def _shown(self, roots, path, column):
        """Return what ``path`` leads to from one of ``roots``, as it stands in a cell of ``column``."""
        root, _colon, path = path.rpartition(":")
        way, _dot, name = path.rpartition(".")
        records = roots[root].mapped(way) if way else roots[root]
        field = records._fields[name]
        values = [value for value in records.mapped(name) if value is not False]
        if column and column.choices:
            spellings = column.choices
            values = [spellings[value][0] if value in spellings else value for value in values]
        elif column and column.type == "phone":
            values = [show_phone(value) for value in values]
        elif field.type == "selection":
            labels = dict(field._description_selection(self.env))
            values = [labels.get(value, value) for value in values]
        return values[0] if len(values) < 2 and values else "; ".join(map(str, values))
