# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .access_matrix import OTHER_SCHOOL, OWN_CLASS, SCOPES, AccessMatrixCase
from .common import covers

OF_SCHOOLS = ("res.company", "hr.department", "resource.calendar.leaves")


@tagged("post_install", "-at_install", "school_security")
class TestAccessMatrixOdoo(AccessMatrixCase):
    """The models of Odoo that hold data of a school: its people, their files and messages."""

    module = "school_core"
    table = "access_matrix_odoo.csv"
    without_records = ("res.device", "res.device.log")
    written_fields = {
        "hr.employee": "barcode",
        "hr.employee.public": "name",
        "hr.version": "date_version",
        "res.users": "login",
        "res.partner": "phone",
        "res.company": "phone",
        "mail.activity": "summary",
        "mail.message": "subject",
        "ir.attachment": "description",
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.todo = cls.env.ref("mail.mail_activity_data_todo")
        cls.employee_model = cls.env["ir.model"]._get("hr.employee")

    @covers("ACC-01")
    def test_table_names_every_role(self):
        matrix = self._matrix()
        for model, roles in matrix.items():
            self.assertEqual(set(roles), set(self._roles()), f"Roles of {model}")

    @covers("ACC-01", "ORG-01")
    def test_each_role_does_what_the_table_says(self):
        for model in sorted(self._matrix()):
            self._check_matrix(model)

    def _matrix_scopes(self, model):
        return (OWN_CLASS, OTHER_SCHOOL) if model in OF_SCHOOLS else SCOPES

    def _matrix_values(self, model, scope, user=None):
        return getattr(self, "_values_" + model.replace(".", "_"))(scope)

    def _matrix_record(self, model, scope, user):
        teacher = self.scope_teacher[scope]
        if model == "res.company":
            return self._of_school(scope)
        if model == "res.users":
            return teacher.user_id
        if model == "res.partner":
            return self._contact(scope)
        if model == "hr.employee":
            return teacher
        if model == "hr.employee.public":
            return self.env[model].browse(teacher.id)
        if model == "hr.version":
            return teacher.version_id
        return super()._matrix_record(model, scope, user)

    def _of_school(self, scope):
        return self.other_school if scope == OTHER_SCHOOL else self.school

    def _contact(self, scope):
        return self.scope_students[scope][0].partner_id

    def _values_res_company(self, scope):
        return {"name": "Trường khác"}

    def _values_res_users(self, scope):
        school = self._of_school(scope)
        return {
            "name": "Người khác",
            "login": f"another {scope}",
            "company_id": school.id,
            "company_ids": school.ids,
        }

    def _values_res_partner(self, scope):
        return {"name": "Người khác", "company_id": self._of_school(scope).id}

    def _values_hr_employee(self, scope):
        return {"name": "Người khác", "company_id": self._of_school(scope).id}

    _values_hr_employee_public = _values_hr_employee

    def _values_hr_version(self, scope):
        return {"employee_id": self.scope_teacher[scope].id, "date_version": "2026-10-01"}

    def _values_hr_department(self, scope):
        return {"name": "Tổ khác", "company_id": self._of_school(scope).id}

    def _values_resource_calendar_leaves(self, scope):
        school = self._of_school(scope)
        return {
            "name": "Nghỉ lễ",
            "company_id": school.id,
            "calendar_id": school.resource_calendar_id.id,
            "date_from": "2026-11-19 17:00:00",
            "date_to": "2026-11-20 16:59:59",
        }

    def _values_ir_attachment(self, scope):
        pupil = self.scope_students[scope][0]
        owner = {"res_model": pupil._name, "res_id": pupil.id}
        return {"name": "giay-khai-sinh.txt", "raw": b"x", **owner}

    def _values_mail_message(self, scope):
        contact = self._contact(scope)
        return {"model": contact._name, "res_id": contact.id, "body": "Đã gọi cho gia đình"}

    def _values_mail_activity(self, scope):
        return {
            "res_model_id": self.employee_model.id,
            "res_id": self.scope_teacher[scope].id,
            "activity_type_id": self.todo.id,
            "user_id": self.env.uid,
        }
