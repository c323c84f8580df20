# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from odoo.addons.school_core.tests.access_matrix import AccessMatrixCase
from odoo.addons.school_core.tests.common import covers


@tagged("post_install", "-at_install", "school_security")
class TestSignatureAccessMatrix(AccessMatrixCase):
    module = "school_signature"
    by_user = ("school.handover",)

    def _matrix_values(self, model, scope, user=None):
        return {
            "company_id": self.scope_class[scope].company_id.id,
            "user_id": (user or self.env.user).id,
        }

    @covers("ACC-01")
    def test_table_is_complete(self):
        self._check_models()

    @covers("ACC-01")
    def test_table_is_true(self):
        for model in sorted(self._models()):
            self._check_matrix(model)
