# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command
from odoo.tests import tagged

from odoo.addons.school_core.tests.access_matrix import OTHER_CLASS, OWN_CLASS, AccessMatrixCase
from odoo.addons.school_core.tests.common import covers

from ..models.school_mark import INTERNAL

OF_CORRECTION = (
    "school.exam.transfer",
    "school.mark.correction",
    "school.mark.correction.line",
    "school.mark.correction.effect",
    "school.book.reissue",
)


@tagged("post_install", "-at_install", "school_security")
class TestGradebookAccessMatrix(AccessMatrixCase):
    """The teacher has mathematics in 8A and belongs to the department that the head leads."""

    module = "school_gradebook"
    without_records = (
        *(
            "school.mark.missing",
            "school.mark.value",
            "school.entry.slot",
            "school.entry.progress",
            "school.summer.task",
        ),
    )
    by_user = ("school.mark.correction", "school.mark.correction.line", "school.result.reopen")
    written_fields = {
        "school.mark.correction": "reason",
        "school.result.reopen": "reason",
        "school.mark.correction.line": "is_oral",
        "school.mark": "regular_1",
        "school.conduct": "conduct",
        "school.quality": "nhan_ai",
        "school.mark.target": "share_pass",
        "school.mark.proposal": "proposal",
        "school.mark.anomaly.rule": "sequence",
        "school.book.inspection": "remark",
        "school.mark.anomaly.parameter": "value",
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        department = cls._create_department("teacher")
        cls.scope_department = cls._departments(department)
        cls.scope_sheet = {
            scope: plan.sheet_ids.sorted("term_id")[0] for scope, plan in cls.scope_plan.items()
        }
        for students in cls.scope_students.values():
            # the principal decides about pupils in inclusive education only
            students.disability = "inclusive"
        cls.scope_newcomers = {
            scope: cls._create_students(school_class, ["Lê Mới", "Vũ Mới"], "2027-02-01")
            for scope, school_class in cls.scope_class.items()
        }
        cls.records = {"school.mark.sheet": cls.scope_sheet}
        # in the order of the table
        for model in dict.fromkeys(line["model"] for line in cls._lines()):
            if model not in cls.records and hasattr(cls, cls._values_name(model)):
                cls.records[model] = {scope: cls._first(model, scope) for scope in cls.scope_class}

    @classmethod
    def _departments(cls, own):
        """Return the department of each scope: the own one is led by the head."""
        others = cls.env["hr.department"].create(
            [
                {"name": "Tổ khác", "company_id": company.id}
                for company in (cls.school, cls.other_school)
            ]
        )
        return dict(zip(cls.scope_plan, own | others, strict=True))

    @classmethod
    def _first(cls, model, scope):
        """Return the record of the first pupil, or of the first term."""
        values = cls._values(model, scope, 0)
        domain = [(name, "=", value) for name, value in values.items()]
        return cls.env[model].search(domain, limit=1) or cls.env[model].create(values)

    @classmethod
    def _values(cls, model, scope, number):
        """Return the values of the record ``number`` (0 or 1) of ``model`` in ``scope``."""
        return getattr(cls, cls._values_name(model))(scope, number)

    @classmethod
    def _values_name(cls, model):
        return f"_values_{model.removeprefix('school.').replace('.', '_')}"

    @classmethod
    def _of_class(cls, scope, number=None):
        values = {"class_id": cls.scope_sheet[scope].class_id.id}
        if number is not None:
            values["student_id"] = cls.scope_students[scope][number].id
        return values

    @classmethod
    def _values_mark(cls, scope, number):
        student = cls.scope_students[scope][number]
        return {"sheet_id": cls.scope_sheet[scope].id, "student_id": student.id}

    @classmethod
    def _values_earlier_result(cls, scope, number):
        return {
            "student_id": cls.scope_newcomers[scope][number].id,
            "term_id": cls.scope_sheet[scope].term_id.id,
            "school_name": "THCS Cũ",
            "document": "Học bạ",
        }

    @classmethod
    def _values_earlier_result_line(cls, scope, number):
        subject = cls.env.ref(f"school_core.school_subject_{('van', 'anh')[number]}")
        earlier = cls.records["school.earlier.result"][scope]
        return {"earlier_id": earlier.id, "subject_id": subject.id}

    @classmethod
    def _values_mark_target(cls, scope, number):
        sheet = cls.scope_sheet[scope]
        return {
            "department_id": cls.scope_department[scope].id,
            "subject_id": sheet.subject_id.id,
            "grade_id": sheet.class_id.grade_id.id,
            "term_id": sheet.term_id.id,
            "test": ("final", "midterm")[number],
        }

    @classmethod
    def _values_mark_proposal(cls, scope, number):
        target = cls._first("school.mark.target", scope)
        return {"target_id": target.id, "proposal": f"Phụ đạo {number}"}

    @classmethod
    def _values_mark_anomaly(cls, scope, number):
        return {
            "company_id": cls.scope_sheet[scope].company_id.id,
            "year_id": cls.scope_sheet[scope].year_id.id,
            "rule": "jump",
            "key": f"{scope} {number}",
            "teacher_id": cls.scope_teacher[scope].id,
            "date_asked": "2026-10-01 03:00:00",
        }

    @classmethod
    def _values_mark_anomaly_rule(cls, scope, number):
        # A school has each rule once: two scopes of one school have two rules.
        code = ("jump", "night", "changes", "threshold")[2 * number + (scope == OTHER_CLASS)]
        return {"code": code, "company_id": cls.scope_sheet[scope].company_id.id}

    @classmethod
    def _values_mark_anomaly_parameter(cls, scope, number):
        rule = cls.records["school.mark.anomaly.rule"][scope]
        return {"rule_id": rule.id, "code": f"p{number}", "name": "Số lượng"}

    @classmethod
    def _values_book_inspection(cls, scope, number):
        return {**cls._of_class(scope), "month": f"2026-1{number}-01"}

    @classmethod
    def _values_check_print(cls, scope, number):
        return {"sheet_id": cls.scope_sheet[scope].id}

    @classmethod
    def _values_check_print_line(cls, scope, number):
        check = cls.records["school.check.print"][scope]
        return {"print_id": check.id, "column": ("midterm", "final")[number]}

    @classmethod
    def _values_cross_check(cls, scope, number):
        return {
            "sheet_id": cls.scope_sheet[scope].id,
            "department_id": cls.scope_department[scope].id,
            "teacher_id": cls.scope_teacher[scope].id,
            "checker_id": cls._checker(scope).id,
        }

    @classmethod
    def _values_cross_check_line(cls, scope, number):
        return {
            "check_id": cls.records["school.cross.check"][scope].id,
            "student_id": cls.scope_students[scope][number].id,
            "column": "midterm",
            "right_text": "9,5",
        }

    @classmethod
    def _checker(cls, scope):
        """Return a colleague without an account."""
        company = cls.scope_sheet[scope].company_id
        values = {"name": "Đồng nghiệp", "company_id": company.id}
        employees = cls.env["hr.employee"]
        domain = [(name, "=", value) for name, value in values.items()]
        return employees.search(domain, limit=1) or employees.create(values)

    @classmethod
    def _values_conduct_sheet(cls, scope, number):
        return {**cls._of_class(scope), "term_id": cls.scope_sheet[scope].term_id.id}

    @classmethod
    def _values_conduct(cls, scope, number):
        return {**cls._of_class(scope, number), "term_id": cls.scope_sheet[scope].term_id.id}

    @classmethod
    def _values_result(cls, scope, number):
        return {**cls._of_class(scope, number), "period": "1"}

    @classmethod
    def _values_result_book(cls, scope, number):
        return {**cls._of_class(scope), "period": "1"}

    @classmethod
    def _values_result_decision(cls, scope, number):
        reason = {"number": "1/QĐ", "reason": "Theo kế hoạch cá nhân", "outcome": "promoted"}
        return {**cls._of_class(scope, number), **reason}

    @classmethod
    def _values_result_meeting(cls, scope, number):
        sheet = cls.scope_sheet[scope]
        company = sheet.company_id
        login = "principal" if company == cls.school else "foreign_principal"
        if login not in cls.employees:
            cls._create_staff(login, role="principal", company=company)
        chair = cls.employees[login]
        people = {"chair_id": chair.id, "secretary_id": chair.id}
        return {"company_id": company.id, "year_id": sheet.year_id.id, **people}

    @classmethod
    def _values_quality_sheet(cls, scope, number):
        return {**cls._values_conduct_sheet(scope, number), "part": "final"}

    @classmethod
    def _values_quality(cls, scope, number):
        return {**cls._values_conduct(scope, number), "part": "final"}

    @covers("ACC-01")
    def test_table_names_every_model_and_role(self):
        self._check_models()

    @covers("ACC-01", "GB-02")
    def test_each_role_does_what_the_table_says(self):
        for model in sorted(self._matrix()):
            self._check_matrix(model)

    def _matrix_scopes(self, model):
        shared = ("school.entry.set", "school.entry.set.line")
        return [OWN_CLASS] if model in shared else super()._matrix_scopes(model)

    def _matrix_record(self, model, scope, user):
        if model in self.records:
            return self.records[model][scope]
        if model == "school.result.reopen":
            values = self._matrix_values(model, scope, user)
            return self._of_correction(model, scope, user).create(values)
        if model not in OF_CORRECTION:
            return super()._matrix_record(model, scope, user)
        values = self._correction_values(model, scope, user)
        return self._of_correction(model, scope, user).create(values)

    def _of_correction(self, model, scope, user):
        """Return the model as of who asks for the correction: the user, in his own class only."""
        asking = user if scope == OWN_CLASS and user else self.env.user
        return self.env[model].with_user(asking).sudo().with_context(school_internal=INTERNAL)

    def _correction_values(self, model, scope, user):
        """Return values of a dossier, of one of its parts, or of what the exam office moved."""
        if model == "school.exam.transfer":
            return {
                "sheet_id": self.scope_sheet[scope].id,
                "column_id": self.env.ref("school_gradebook.school_book_column_mark_final").id,
                "user_id": self.env.uid,
                "moved_at": "2026-12-01 00:00:00",
            }
        if model == "school.mark.correction":
            return {"sheet_id": self.scope_sheet[scope].id, "reason": "Nhập nhầm"}
        correction = self._matrix_record("school.mark.correction", scope, user)
        student = self.scope_students[scope][0]
        values = {"correction_id": correction.id}
        if model == "school.book.reissue":
            return {**values, "book": "class_book"}
        if model == "school.mark.correction.effect":
            return {**values, "student_id": student.id, "figure": "average_1"}
        column = self.env.ref("school_gradebook.school_book_column_mark_regular_1")
        return {
            **values,
            "student_id": student.id,
            "column_id": column.id,
            "new_text": "Đ" if correction.kind == "comment" else "7",
        }

    def _matrix_values(self, model, scope, user=None):
        method = getattr(self, "_values_" + model.replace(".", "_"), None)
        if method:
            return method(scope)
        if model == "school.mark.sheet":
            plan = self.scope_plan[scope]
            return {"class_subject_id": plan.id, "term_id": self.scope_sheet[scope].term_id.id}
        if model in OF_CORRECTION:
            return self._correction_values(model, scope, user)
        return self._values(model, scope, 1)

    def _rule_values(self):
        column = self.env.ref("school_gradebook.school_book_column_mark_midterm")
        return {
            "name": "Đợt nhập điểm",
            "kind_id": column.kind_id.id,
            "column_ids": [Command.set(column.ids)],
            "week": 8,
        }

    def _values_school_result_reopen(self, scope):
        return {"book_id": self.records["school.result.book"][scope].id, "reason": "Nhập thiếu"}

    def _values_school_entry_set(self, scope):
        return {"name": "Bộ khác"}

    def _values_school_entry_set_line(self, scope):
        set_id = self.env.ref("school_gradebook.school_entry_set_tt").id
        return {**self._rule_values(), "set_id": set_id}

    def _values_school_entry_window(self, scope):
        return {**self._rule_values(), "year_id": self.scope_class[scope].year_id.id}

    def _values_school_test_date(self, scope):
        year = self.scope_class[scope].year_id
        return {
            "year_id": year.id,
            "term_id": year.term_ids[0].id,
            "class_id": self.scope_class[scope].id,
            "column_id": self.env.ref("school_gradebook.school_book_column_mark_midterm").id,
            "date": "2026-11-02",
        }
