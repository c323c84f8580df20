# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import contextlib
import csv

from odoo import Command, models
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import file_open, mute_logger

from .access_matrix import OTHER_CLASS, OTHER_SCHOOL, OWN_CLASS, SCOPES, AccessMatrixCase
from .common import covers

TABLE = "school_core/tests/private_fields.csv"
# of one class only, whatever the table allows
CLASS_ROLES = ("homeroom", "teacher", "head_department")
TECHNICAL = {"id", "display_name", "student_id", "school_id"}.union(models.MAGIC_COLUMNS)


@tagged("post_install", "-at_install", "school_security")
class TestPrivateFields(AccessMatrixCase):
    """The private data of minors come out for the roles of the table only, in no way at all."""

    module = "school_core"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with file_open(TABLE) as file:
            cls.lines = list(csv.DictReader(file))
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
        cls.env.flush_all()

    def _record(self, model, scope):
        pupil = self.scope_students[scope][0]
        if model == "school.student.private":
            return pupil.private_ids
        return pupil.guardian_ids if model == "school.guardian" else pupil

    def _ways(self, record, name):
        """Yield (way, what comes out) for each way to the value of a field."""
        field, model = record._fields[name], record.browse()
        here = [("id", "=", record.id)]
        yield "read", lambda: record.read([name], load=None)[0][name]
        yield "search_read", lambda: model.search_read(here, [name], load=None)[0][name]
        yield "export", lambda: record.export_data([name])["datas"][0][0]
        if field._description_searchable:
            yield "search", lambda: model.search_count([*here, (name, "!=", False)])
        if field.store and field.column_type:
            yield "order", lambda: model.search(here, order=name)
            yield "group", lambda: model.formatted_read_group(here, [name], ["__count"])[0][name]

    @covers("ACC-01")
    def test_every_private_field_is_in_the_table(self):
        told = {(line["model"], name) for line in self.lines for name in line["fields"].split()}
        for name, field in self.env["school.student.private"]._fields.items():
            if name in TECHNICAL or name == "permanent_address":
                continue
            with self.subTest(field=name):
                self.assertTrue(field.groups, "a private field without groups")
                self.assertIn(("school.student.private", name), told)

    @covers("ACC-01", "ORG-01")
    @mute_logger("odoo.sql_db")
    def test_private_fields_come_out_for_the_roles_of_the_table_only(self):
        for line in self.lines:
            for role in self._roles():
                for scope in SCOPES:
                    self._check_line(line, role, scope)

    def _check_line(self, line, role, scope):
        allowed = role in line["roles"].split() and scope != OTHER_SCHOOL
        allowed &= not (role in CLASS_ROLES and scope == OTHER_CLASS)
        record = self._record(line["model"], scope).with_user(self.users[role])
        for name in line["fields"].split():
            for way, look in self._ways(record, name):
                with self.subTest(model=line["model"], field=name, role=role, scope=scope, way=way):
                    self.env.invalidate_all()
                    found = None
                    with contextlib.suppress(AccessError, UserError, IndexError):
                        found = look()
                    # to export takes a right of its own, which Odoo gives
                    if allowed and scope == OWN_CLASS and way != "export":
                        self.assertTrue(found, "what the duty needs")
                    elif not allowed:
                        self.assertFalse(found, "what the duty does not need")
