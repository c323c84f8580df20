# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.access_matrix import OWN_CLASS, SCOPES, AccessMatrixCase
from odoo.addons.school_core.tests.common import covers

SHARED = ("school.reward.kind", "school.discipline.measure", "school.student.item")


@tagged("post_install", "-at_install", "school_security")
@freeze_time("2026-12-01")
class TestStudentAccessMatrix(AccessMatrixCase):
    module = "school_student"
    written_fields = {
        "school.certificate": "note",
        "school.education.plan": "strengths",
        "school.education.review": "progress",
        "school.reward": "reason",
        "school.discipline": "violation",
        "school.student.change": "answer",
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for students in cls.scope_students.values():
            students.disability = "inclusive"
        cls.scope_plan_record = {
            scope: cls.env["school.education.plan"].create(cls._plan_values(scope, 0))
            for scope in SCOPES
        }
        cls.scope_certificate = {
            scope: cls.env["school.certificate"].create(cls._certificate_values(scope, 0))
            for scope in SCOPES
        }

    @covers("ACC-01")
    def test_table_names_every_model_and_role(self):
        self._check_models()

    @covers("ACC-01", "PUP-07")
    def test_each_role_does_what_the_table_says(self):
        for model in sorted(self._matrix()):
            self._check_matrix(model)

    def _matrix_scopes(self, model):
        return [OWN_CLASS] if model in SHARED else SCOPES

    def _matrix_record(self, model, scope, user):
        if model == "school.education.plan":
            return self.scope_plan_record[scope]
        if model == "school.certificate":
            return self.scope_certificate[scope]
        return super()._matrix_record(model, scope, user)

    def _matrix_values(self, model, scope, user=None):
        return getattr(self, "_values_" + model.replace(".", "_"))(scope)

    @classmethod
    def _plan_values(cls, scope, number):
        return {
            "student_id": cls.scope_students[scope][number].id,
            "year_id": cls.scope_class[scope].year_id.id,
            "disability_kind": "sight",
        }

    @classmethod
    def _certificate_values(cls, scope, number):
        return {
            "student_id": cls.scope_students[scope][number].id,
            "kind": "lower",
            # a number is once in a school
            "number": f"{scope}{number}",
            "book_number": f"{scope}{number}",
        }

    def _values_school_education_plan(self, scope):
        return self._plan_values(scope, 1)

    def _values_school_education_goal(self, scope):
        return {"plan_id": self.scope_plan_record[scope].id, "goal": "Đọc trơn"}

    def _values_school_education_review(self, scope):
        plan = self.scope_plan_record[scope]
        return {"plan_id": plan.id, "term_id": plan.year_id.term_ids[0].id}

    def _values_school_certificate(self, scope):
        return self._certificate_values(scope, 1)

    def _values_school_certificate_event(self, scope):
        return {
            "certificate_id": self.scope_certificate[scope].id,
            "kind": "copy",
            "copies": 1,
            "person": "Nguyễn An",
        }

    def _values_school_student_policy(self, scope):
        return {
            "student_id": self.scope_students[scope][0].id,
            "policy_id": self.env.ref("school_core.school_policy_poor").id,
            "date_start": "2026-10-01",
        }

    def _values_school_reward(self, scope):
        return {
            "student_id": self.scope_students[scope][0].id,
            "year_id": self.scope_class[scope].year_id.id,
            "kind_id": self.env.ref("school_student.school_reward_kind_class").id,
            "reason": "Giúp bạn",
        }

    def _values_school_discipline(self, scope):
        return {
            "student_id": self.scope_students[scope][0].id,
            "date": "2026-11-02",
            "violation": "Đi học muộn",
        }

    def _values_school_reward_kind(self, scope):
        return {"name": "Khác nữa", "code": scope}

    def _values_school_discipline_measure(self, scope):
        return {"name": "Khác nữa", "code": scope}

    def _values_school_student_item(self, scope):
        return {"name": "Khác nữa", "field_name": "private_ids.email"}

    def _values_school_student_change(self, scope):
        return {"student_id": self.scope_students[scope][0].id, "asker": "Lê Mai"}

    def _values_school_student_change_line(self, scope):
        change = self.env["school.student.change"].create(self._values_school_student_change(scope))
        return {"change_id": change.id, "kind": "street", "new_value": "7 Lê Lợi"}
