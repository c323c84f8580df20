# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.doubled import doubled_value

DUTY_GIVERS = (
    "school_core.group_school_principal",
    "school_core.group_school_system",
    "base.group_erp_manager",
)
RESERVED_DUTY_GIVERS = ("school_core.group_school_principal", "base.group_erp_manager")


class HrEmployee(models.Model):
    _name = "hr.employee"
    _inherit = ["hr.employee", "school.name.mixin"]
    _order = "name_key, id"

    school_staff_code = fields.Char(string="Staff Code", copy=False)
    school_duty_ids = fields.Many2many(
        comodel_name="res.groups",
        string="School Duties",
        compute="_compute_school_duty_ids",
        inverse="_inverse_school_duty_ids",
        domain=[("is_school_duty", "=", True)],
        groups="hr.group_hr_user",
        help="What the person may see and do; given by the principal.",
    )
    can_assign_duties = fields.Boolean(
        compute="_compute_can_assign_duties", groups="hr.group_hr_user"
    )
    school_homeroom_ids = fields.One2many(
        comodel_name="school.homeroom.assignment",
        inverse_name="teacher_id",
        string="Homeroom Assignments",
        groups="hr.group_hr_user",
    )
    school_teaching_ids = fields.One2many(
        comodel_name="school.teaching.assignment",
        inverse_name="teacher_id",
        string="Teaching Assignments",
        groups="hr.group_hr_user",
    )

    _uniq_school_staff_code = models.UniqueIndex(
        "(company_id, school_staff_code) WHERE school_staff_code IS NOT NULL",
        lambda env, diagnostics: env._(
            "Another member of the staff has the code %(code)s.", code=doubled_value(diagnostics)
        ),
    )

    @api.depends("user_id.group_ids")
    def _compute_school_duty_ids(self):
        for employee in self:
            # sudo: which duties a colleague holds is no secret among those who keep staff files.
            employee.school_duty_ids = employee.user_id.sudo().group_ids.filtered("is_school_duty")

    @api.depends_context("uid")
    @api.depends("user_id")
    def _compute_can_assign_duties(self):
        is_giver = self._is_in_any_group(DUTY_GIVERS)
        for employee in self:
            employee.can_assign_duties = (
                is_giver and bool(employee.user_id) and employee.user_id != self.env.user
            )

    def _inverse_school_duty_ids(self):
        staff = self.env.ref("school_core.group_school_staff")
        for employee in self:
            # sudo: the principal is no administrator of Odoo; _check_duties has let pass only
            # duties of the school, given to the school's own staff.
            user_sudo = employee.user_id.sudo()
            before = user_sudo.group_ids.filtered("is_school_duty")
            duties = employee.school_duty_ids.sudo()
            if duties == before:
                continue
            employee._check_duties(before, duties)
            user_sudo.group_ids = user_sudo.group_ids - before + duties + staff

    def _is_in_any_group(self, xmlids):
        return self.env.su or any(self.env.user.has_group(xmlid) for xmlid in xmlids)

    def _check_duties(self, before, after):
        """Refuse a change of duties that the current user may not make."""
        self.ensure_one()
        user = self.user_id
        if not user:
            raise UserError(
                self.env._(
                    "%(employee)s has no account yet, and so no duties can be given.",
                    employee=self.name,
                )
            )
        if not all(after.mapped("is_school_duty")):
            raise AccessError(self.env._("Only duties of the school can be given here."))
        if self.env.su:
            return
        if not self._is_in_any_group(DUTY_GIVERS):
            raise AccessError(
                self.env._("Only the principal or the school's system administrator gives duties.")
            )
        if user == self.env.user:
            raise AccessError(self.env._("Nobody changes his or her own duties."))
        changed = (before - after) | (after - before)
        reserved = changed.filtered("is_school_reserved_duty")
        if reserved and not self._is_in_any_group(RESERVED_DUTY_GIVERS):
            raise AccessError(
                self.env._(
                    "Only the principal gives or takes the duty %(duty)s.",
                    duty=", ".join(reserved.mapped("name")),
                )
            )
        # for which other schools somebody works decides, whoever may see them
        foreign = user.sudo().company_ids - self.env.user.company_ids
        if foreign:
            raise AccessError(
                self.env._(
                    "%(employee)s also works for %(schools)s; duties count in all schools of a"
                    " person, so the administrator of the system must give them.",
                    employee=self.name,
                    schools=", ".join(foreign.mapped("name")),
                )
            )
