# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.school_core.tests.access_matrix import OWN_CLASS, SCOPES
from odoo.addons.school_core.tests.common import covers
from odoo.addons.school_core.tests.private_fields import PrivateFieldsCase

from .change_common import picture


@tagged("post_install", "-at_install", "school_security")
@freeze_time("2026-12-01")
class TestStudentPrivateFields(PrivateFieldsCase):
    """What the papers of a pupil tell comes out for the roles of the table only."""

    module = "school_student"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        paper = base64.b64encode(picture())
        cls.told = {}
        for scope in SCOPES:
            pupil = cls.scope_students[scope][0]
            pupil.disability = "inclusive"
            cls.env["school.student.policy"].create(
                {
                    "student_id": pupil.id,
                    "policy_id": cls.env.ref("school_core.school_policy_poor").id,
                    "date_start": "2026-10-01",
                }
            )
            plan = cls.env["school.education.plan"].create(
                {
                    "student_id": pupil.id,
                    "year_id": cls.scope_class[scope].year_id.id,
                    "disability_kind": "hearing",
                    "disability_degree": "severe",
                    "disability_paper": "12/GXN",
                    "health_remark": "Đeo máy trợ thính",
                }
            )
            cls.env["school.certificate"].create(
                {"student_id": pupil.id, "kind": "lower", "number": scope, "book_number": scope}
            )
            cls.env["school.reward"].create(
                {
                    "student_id": pupil.id,
                    "year_id": cls.scope_class[scope].year_id.id,
                    "kind_id": cls.env.ref("school_student.school_reward_kind_class").id,
                    "reason": "Giúp bạn",
                }
            )
            change = cls.env["school.student.change"].create(
                {"student_id": pupil.id, "asker": "Lê Mai", "paper": paper}
            )
            cls.told[scope] = {record._name: record for record in (pupil, plan, change)}
        cls.env.flush_all()

    def _private_record(self, model, scope):
        return self.told[scope][model]

    @covers("ACC-01", "PUP-05")
    @mute_logger("odoo.sql_db")
    def test_private_fields_come_out_for_the_roles_of_the_table_only(self):
        self._check_private_fields()

    @covers("ACC-01", "PUP-01")
    def test_whoever_may_read_a_pupil_opens_the_form(self):
        self._check_form_opens(self.scope_students[OWN_CLASS][0])
