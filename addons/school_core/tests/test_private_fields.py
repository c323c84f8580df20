# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, models
from odoo.tests import tagged
from odoo.tools import mute_logger

from .access_matrix import OWN_CLASS, SCOPES
from .common import covers
from .private_fields import PrivateFieldsCase

TECHNICAL = {"id", "display_name", "student_id", "school_id"}.union(models.MAGIC_COLUMNS)


@tagged("post_install", "-at_install", "school_security")
class TestPrivateFields(PrivateFieldsCase):
    """The private data of minors come out for the roles of the table only, in no way at all."""

    module = "school_core"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        account = cls.env.user
        policy = cls.env["school.policy"].search([], limit=1)
        for i, scope in enumerate(SCOPES):
            pupil = cls.scope_students[scope][0]
            pupil.write(
                {
                    "phone": f"091234567{i}",
                    "email": f"an{i}@example.com",
                    "street": "12 Lê Lợi",
                    "ward": "Phường 1",
                    "state_id": cls.env.ref("base.state_vn_VN-HN").id,
                    "moet_code": f"250000000{i}",
                    "identity_number": f"00120300456{i}",
                    "ethnic_group_id": cls.env["school.ethnic.group"].search([], limit=1).id,
                    "birth_place": "Hà Nội",
                    "home_town": "Nam Định",
                    "religion": "Không",
                    "policy_ids": [Command.set(policy.ids)],
                    "disability": "inclusive",
                    "guardian_ids": [
                        Command.create(
                            {
                                "name": "Nguyễn Văn Ba",
                                "relation": "father",
                                "phone": f"098765432{i}",
                                "email": f"ba{i}@example.com",
                                "occupation": "Nông dân",
                            }
                        )
                    ],
                }
            )
            cls.env["school.movement"].create(
                {"student_id": pupil.id, "kind": "drop_out", "date": "2027-03-01"}
            )
            pupil.guardian_ids.sudo().user_id = account
            cls.env["school.exemption"].create(
                {
                    "student_id": pupil.id,
                    "subject_id": cls.physical.id,
                    "date_start": "2026-09-05",
                    "decision_number": "1/QĐ",
                    "reason": "Bệnh tim",
                }
            )
        cls.env.flush_all()

    def _private_record(self, model, scope):
        pupil = self.scope_students[scope][0]
        records = {
            "school.student": pupil,
            "school.student.private": pupil.private_ids,
            "school.guardian": pupil.guardian_ids,
            "school.exemption": pupil.exemption_ids,
        }
        return records[model]

    @covers("ACC-01")
    def test_every_private_field_is_in_the_table(self):
        self._check_all_are_named()
        for name, field in self.env["school.student.private"]._fields.items():
            if name not in TECHNICAL:
                with self.subTest(field=name):
                    self.assertTrue(field.groups, "a private field without groups")

    @covers("ACC-01", "ORG-01")
    @mute_logger("odoo.sql_db")
    def test_private_fields_come_out_for_the_roles_of_the_table_only(self):
        self._check_private_fields()

    @covers("ACC-01", "PUP-01")
    def test_whoever_may_read_a_pupil_opens_the_form(self):
        self._check_form_opens(self.scope_students[OWN_CLASS][0])
