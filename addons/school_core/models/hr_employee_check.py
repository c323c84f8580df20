# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

PHONES = ("mobile_phone", "private_phone")


class HrEmployee(models.Model):
    """What cannot be true of a member of the staff; each refusal names the person."""

    _inherit = "hr.employee"

    @api.constrains("name")
    def _check_name(self):
        for employee in self:
            if not (employee.name or "").strip():
                raise ValidationError(self.env._("A member of the staff has no name."))

    @api.constrains("birthday")
    def _check_birthday(self):
        today = fields.Date.context_today(self)
        # sudo: the day of birth is closed to who may write the name only.
        for employee_sudo in self.sudo():
            if employee_sudo.birthday and employee_sudo.birthday >= today:
                raise ValidationError(
                    self.env._(
                        "%(employee)s: the date of birth %(date)s is still to come.",
                        employee=employee_sudo.name,
                        date=format_date(self.env, employee_sudo.birthday),
                    )
                )

    @api.constrains(*PHONES)
    def _check_phones(self):
        # sudo: as above
        for employee_sudo in self.sudo():
            for name in PHONES:
                if employee_sudo[name]:
                    self.env["school.guardian"]._format_phone(
                        employee_sudo[name], employee_sudo.name
                    )
