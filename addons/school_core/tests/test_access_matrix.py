# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .access_matrix import OTHER_SCHOOL, OWN_CLASS, SCOPES, AccessMatrixCase
from .common import covers

SHARED = (
    "school.authority",
    "school.level",
    "school.grade",
    "school.curriculum.line",
    "school.book.kind",
    "school.book.column",
    "school.ethnic.group",
    "school.policy",
    "school.import.target",
)


@tagged("post_install", "-at_install", "school_security")
class TestAccessMatrix(AccessMatrixCase):
    module = "school_core"
    without_records = (
        "school.trail",
        "school.lock.grant",
        "school.approval.line",
        "school.approval.step",
    )
    written_fields = {
        "school.student": "birth_date",
        "school.student.private": "religion",
        "school.movement.request": "reason",
        "school.unlock.request": "reason",
    }
    by_user = (
        "school.import",
        "school.import.sheet",
        "school.import.issue",
        "school.import.column",
        "school.import.cleaning",
        "school.print.job",
        "school.print.job.line",
        "school.movement.request",
        "school.unlock.request",
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scope_movements = {
            scope: cls.env["school.movement"].create(
                {"student_id": students[0].id, "kind": "drop_out", "date": "2027-03-01"}
            )
            for scope, students in cls.scope_students.items()
        }
        cls.book_kind = cls.env["school.book.kind"].create({"name": "Sổ thử", "code": "try"})

    @covers("ACC-01")
    def test_table_names_every_model_and_role(self):
        self._check_models()

    @covers("ACC-01", "ORG-01")
    def test_each_role_does_what_the_table_says(self):
        for model in sorted(self._matrix()):
            self._check_matrix(model)

    def _matrix_scopes(self, model):
        return [OWN_CLASS] if model in SHARED else SCOPES

    def _matrix_record(self, model, scope, user):
        if model == "school.student":
            return self.scope_students[scope][0]
        if model == "school.student.private":
            return self.scope_students[scope][0].private_ids
        if model == "school.enrollment":
            return self.scope_students[scope][0].enrollment_ids
        if model == "school.movement":
            return self.scope_movements[scope]
        record = super()._matrix_record(model, scope, user)
        if user and "create_uid" in record and scope == OWN_CLASS:
            self._own(record, user)
        return record

    def _own(self, record, user):
        """Let ``user`` have made ``record``."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET create_uid = %s WHERE id = %s",
                SQL.identifier(record._table),
                user.id,
                record.id,
            )
        )
        self.env.invalidate_all()
        return record

    def _matrix_values(self, model, scope, user=None):
        method = getattr(self, "_values_" + model.replace(".", "_"))
        return method(scope, user) if model in self.by_user else method(scope)

    def _of_school(self, scope):
        return self.other_school if scope == OTHER_SCHOOL else self.school

    def _of_year(self, scope):
        return self.other_year if scope == OTHER_SCHOOL else self.year

    def _values_school_unlock_request(self, scope, user):
        return {
            "company_id": self._of_school(scope).id,
            "kind_id": self.book_kind.id,
            "class_id": self.scope_class[scope].id,
            "reason": "Nhập nhầm",
        }

    def _values_school_movement_request(self, scope, user):
        return {
            "student_id": self.scope_students[scope][1].id,
            "kind": "drop_out",
            "date": "2027-03-01",
        }

    def _values_school_authority(self, scope):
        return {"name": "Sở khác", "code": scope}

    def _values_school_level(self, scope):
        return {"name": "Cấp khác", "code": scope}

    def _values_school_grade(self, scope):
        return {"name": "Khối 13", "number": 13, "level_id": self.level.id}

    def _values_school_curriculum_line(self, scope):
        subject = self.env.ref("school_core.school_subject_van")
        grade = self.env.ref("school_core.school_grade_1")
        return {"grade_id": grade.id, "subject_id": subject.id, "periods": 35}

    def _values_school_subject(self, scope):
        return {"name": "Cờ vua", "code": "covua", "company_id": self._of_school(scope).id}

    def _values_school_year(self, scope):
        return {"date_start": "2030-09-05", "company_id": self._of_school(scope).id}

    def _values_school_term(self, scope):
        term = {"number": 1, "date_start": "2040-09-05", "date_end": "2041-01-10"}
        year = self.env["school.year"].create(
            {
                "date_start": "2040-09-05",
                "company_id": self._of_school(scope).id,
                "term_ids": [Command.create(term)],
            }
        )
        return {
            "year_id": year.id,
            "number": 2,
            "date_start": "2041-01-11",
            "date_end": "2041-05-31",
        }

    def _values_school_makeup_day(self, scope):
        return {"year_id": self._of_year(scope).id, "date": "2026-10-10"}

    def _values_school_class(self, scope):
        year = self._of_year(scope)
        return {"name": "8C", "year_id": year.id, "grade_id": self.grade_8.id}

    def _values_school_class_subject(self, scope):
        subject = self.env.ref("school_core.school_subject_van")
        return {"class_id": self.scope_class[scope].id, "subject_id": subject.id}

    def _values_school_homeroom_assignment(self, scope):
        return {
            "class_id": self._create_class("8K", year=self._of_year(scope)).id,
            "teacher_id": self.scope_teacher[scope].id,
            "date_start": "2026-09-05",
        }

    def _values_school_teaching_assignment(self, scope):
        subject = self.env.ref("school_core.school_subject_van")
        plan = self._plan_subject(self.scope_class[scope], subject)
        return {
            "class_subject_id": plan.id,
            "teacher_id": self.scope_teacher[scope].id,
            "date_start": "2026-09-05",
        }

    def _values_school_ethnic_group(self, scope):
        return {"name": "Dân tộc khác", "code": "other"}

    def _values_school_policy(self, scope):
        return {"name": "Diện khác", "code": "other"}

    def _values_school_book_kind(self, scope):
        return {"name": "Sổ khác", "code": "other"}

    def _values_school_book_column(self, scope):
        return {"name": "Cột khác", "code": "other", "kind_id": self.book_kind.id}

    def _values_school_student(self, scope):
        return {"name": "Lê Chi", "code": "X1", "school_id": self._of_school(scope).id}

    def _values_school_student_private(self, scope):
        student = self.scope_students[scope][0]
        student.private_ids.unlink()
        return {"student_id": student.id, "religion": "Không"}

    def _values_school_guardian(self, scope):
        student = self.scope_students[scope][0]
        return {"student_id": student.id, "name": "Lê Văn Ba", "relation": "father"}

    def _values_school_enrollment(self, scope):
        student = self.env["school.student"].create(self._values_school_student(scope))
        return {
            "student_id": student.id,
            "class_id": self.scope_class[scope].id,
            "date_start": "2026-09-05",
        }

    def _values_school_movement(self, scope):
        return {
            "student_id": self.scope_students[scope][1].id,
            "kind": "drop_out",
            "date": "2026-10-01",
            "decision_number": "1/QĐ",
        }

    def _values_school_exemption(self, scope):
        return {
            "student_id": self.scope_students[scope][0].id,
            "subject_id": self.physical.id,
            "date_start": "2026-09-05",
            "decision_number": "1",
        }

    def _values_school_import(self, scope, user):
        return {"company_id": self._of_school(scope).id, "year_id": self._of_year(scope).id}

    def _values_school_import_sheet(self, scope, user):
        parent = self.env["school.import"].create(self._values_school_import(scope, user))
        return {"import_id": (self._own(parent, user) if scope == OWN_CLASS else parent).id}

    def _values_school_import_column(self, scope, user):
        return {**self._values_school_import_sheet(scope, user), "kind": "pupils"}

    def _values_school_import_cleaning(self, scope, user):
        return self._values_school_import_sheet(scope, user)

    def _values_school_import_heading(self, scope):
        return {"company_id": self._of_school(scope).id, "kind": "pupils", "key": scope}

    def _values_school_import_form(self, scope):
        return {"company_id": self._of_school(scope).id, "kind": "pupils", "key": scope}

    def _values_school_import_target(self, scope):
        return {"kind": "pupils", "name": scope, "title": scope}

    def _values_school_import_issue(self, scope, user):
        return self._values_school_import_sheet(scope, user)

    def _values_school_print_job(self, scope, user):
        report = self.env["ir.actions.report"].search([], limit=1)
        return {"name": "x", "report_id": report.id, "company_id": self._of_school(scope).id}

    def _values_school_print_job_line(self, scope, user):
        job = self.env["school.print.job"].create(self._values_school_print_job(scope, user))
        if scope == OWN_CLASS:
            self._own(job, user)
        return {"job_id": job.id, "res_id": 1, "name": "x"}

    def _values_school_lock(self, scope):
        return {
            "kind_id": self.book_kind.id,
            "company_id": self._of_school(scope).id,
            "class_id": self.scope_class[scope].id,
            "reason": "Khoá sổ",
        }
