# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.tests import tagged

from odoo.addons.school_core.tests.access_matrix import OTHER_SCHOOL, OWN_CLASS, AccessMatrixCase
from odoo.addons.school_core.tests.common import covers


@tagged("post_install", "-at_install", "school_security")
class TestAccountAccessMatrix(AccessMatrixCase):
    """The teacher belongs to the department that the head leads."""

    module = "school_account"
    without_records = ("school.account.code",)
    written_fields = {
        "school.account": "must_change",
        "school.login": "ip_address",
        "school.duty": "decision_number",
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_department("teacher")

    @covers("ACC-01")
    def test_table_names_every_model_and_role(self):
        self._check_models()

    @covers("ACC-01", "ACC-04")
    def test_each_role_does_what_the_table_says(self):
        for model in sorted(self._matrix()):
            self._check_matrix(model)

    def _matrix_scopes(self, model):
        """What a duty says is the same for all classes."""
        return (
            (OWN_CLASS, OTHER_SCHOOL) if model == "school.duty" else super()._matrix_scopes(model)
        )

    def _matrix_record(self, model, scope, user):
        if model == "school.account":
            return self.scope_teacher[scope].user_id.school_account_ids
        return super()._matrix_record(model, scope, user)

    def _matrix_values(self, model, scope, user=None):
        owner = self.scope_teacher[scope].user_id
        if model == "school.duty":
            return {
                "teacher_id": self.scope_teacher[scope].id,
                "group_id": self.env.ref("school_core.group_school_librarian").id,
                "date_start": "2031-01-01",
            }
        if model == "school.login":
            return {
                "user_id": owner.id,
                "login": owner.login,
                "date": fields.Datetime.now(),
                "event": "success",
            }
        if model == "school.password":
            return {"user_id": owner.id, "digest": "x"}
        return {"user_id": owner.id}
