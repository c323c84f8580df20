# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from odoo.addons.school_core.tests.access_matrix import OTHER_SCHOOL, AccessMatrixCase
from odoo.addons.school_core.tests.common import covers


@tagged("post_install", "-at_install", "school_security")
class TestRolloverAccessMatrix(AccessMatrixCase):
    module = "school_rollover"
    written_fields = {
        "school.rollover": "decision_number",
        "school.rollover.class": "class_repeat_id",
        "school.rollover.line": "change_reason",
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.scope_years = {
            scope: (one.year_id, cls._create_year(one.company_id, 2029))
            for scope, one in cls.scope_class.items()
            if scope == OTHER_SCHOOL
        }
        cls.own_years = (cls.year, cls._create_year(cls.school, 2029))

    def _rollover_values(self, scope):
        former, latter = self.scope_years.get(scope, self.own_years)
        return {
            "company_id": former.company_id.id,
            "year_from_id": former.id,
            "year_to_id": latter.id,
        }

    def _matrix_values(self, model, scope, user=None):
        if model == "school.rollover":
            return self._rollover_values(scope)
        rollover = self.env["school.rollover"].create(self._rollover_values(scope))
        if model == "school.rollover.class":
            mapped = rollover.class_ids.filtered(
                lambda one: one.class_from_id == self.scope_class[scope]
            )
            mapped.unlink()
            return {"rollover_id": rollover.id, "class_from_id": self.scope_class[scope].id}
        student = self.scope_students[scope][0]
        line = rollover.line_ids.filtered(lambda one: one.student_id == student)
        enrollment = line.enrollment_id
        line.unlink()
        return {
            "rollover_id": rollover.id,
            "student_id": student.id,
            "enrollment_id": enrollment.id,
            "proposed": "undecided",
            "outcome": "undecided",
        }

    @covers("ACC-02")
    def test_table_covers_every_model(self):
        self._check_models()

    @covers("ACC-02")
    def test_rollovers(self):
        for model in sorted(self._models()):
            self._check_matrix(model)
