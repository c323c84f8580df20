# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

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
)


@tagged("post_install", "-at_install", "school_security")
class TestAccessMatrix(AccessMatrixCase):
    module = "school_core"
    without_records = ("school.trail",)
    by_user = (
        "school.import",
        "school.import.sheet",
        "school.import.issue",
        "school.print.job",
        "school.print.job.line",
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
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
        record = super()._matrix_record(model, scope, user)
        if user and scope == OWN_CLASS:
            owner = next((record[name] for name in ("import_id", "job_id") if name in record), record)
            owner._write({"create_uid": user.id})
            self.env.flush_all()
        return record

    def _matrix_values(self, model, scope):
        return getattr(self, "_values_" + model.replace(".", "_"))(scope)

    def _of_school(self, scope):
        return self.other_school if scope == OTHER_SCHOOL else self.school

    def _of_year(self, scope):
        return self.other_year if scope == OTHER_SCHOOL else self.year

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
        year = self._of_year(scope)
        year.term_ids.filtered(lambda term: term.number == 2).unlink()
        return {
            "year_id": year.id,
            "number": 2,
            "date_start": "2027-01-18",
            "date_end": "2027-05-31",
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

    def _values_school_import(self, scope):
        return {"company_id": self._of_school(scope).id}

    def _values_school_import_sheet(self, scope):
        return {"import_id": self.env["school.import"].create(self._values_school_import(scope)).id}

    def _values_school_import_issue(self, scope):
        return self._values_school_import_sheet(scope)

    def _values_school_print_job(self, scope):
        report = self.env["ir.actions.report"].search([], limit=1)
        return {"name": "x", "report_id": report.id, "company_id": self._of_school(scope).id}

    def _values_school_print_job_line(self, scope):
        job = self.env["school.print.job"].create(self._values_school_print_job(scope))
        return {"job_id": job.id, "res_id": 1, "name": "x"}

    def _values_school_lock(self, scope):
        return {
            "kind_id": self.book_kind.id,
            "company_id": self._of_school(scope).id,
            "class_id": self.scope_class[scope].id,
            "reason": "Khoá sổ",
        }
