# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class HrEmployee(models.Model):
    """Whoever leaves loses access the same day, and whoever returns has it back.

    On the day of a registered departure, or when the employee is archived, access ends at once;
    a contract that is not renewed ends it when its last day is over. A person with two schools
    loses the one that he or she left.
    """

    _inherit = "hr.employee"

    school_dated_duty_ids = fields.One2many(
        comodel_name="school.duty",
        inverse_name="teacher_id",
        string="Duties with Dates",
        groups="hr.group_hr_user",
    )

    @api.model_create_multi
    def create(self, vals_list):
        employees = super().create(vals_list)
        linked = employees.filtered("user_id")
        linked._check_account_link()
        self.env["school.duty"]._reconcile(linked.user_id)
        return employees

    def write(self, vals):
        if "user_id" in vals:
            changed = self.filtered(lambda e: e.user_id.id != vals["user_id"])
            changed._check_account_link()
            result = super().write(vals)
            changed._check_account_link()
            self.env["school.duty"]._reconcile(changed.user_id)
        else:
            result = super().write(vals)
        if "active" in vals:
            self._check_leaving()
            self._follow_employment()
        return result

    def _check_account_link(self):
        """Whose account an employee has decides who acts as a teacher: its keeper links it."""
        if self.user_id:
            self.user_id._check_keeper()

    def _get_departure_date(self):
        """Override: the keepers of staff files open the dialog of leaving, not only those of HR."""
        self.check_access("read")
        # sudo: Odoo reads the dates of the contract, which are closed to who keeps the files.
        return super(HrEmployee, self.sudo())._get_departure_date()

    def _check_leaving(self):
        """Refuse to end the access of oneself or of somebody with a reserved duty."""
        users = self.sudo().with_context(active_test=False).user_id
        if self.env.su or self.env.user.has_group("base.group_erp_manager") or not users:
            return
        if self.env.user in users:
            raise AccessError(self.env._("Nobody ends or restores his or her own access."))
        reserved = users.filtered(
            lambda user: any(user.all_group_ids.mapped("is_school_reserved_duty"))
        )
        if reserved and not self.env.user.has_group("school_core.group_school_principal"):
            raise AccessError(
                self.env._(
                    "Only the principal ends the employment of %(names)s.",
                    names=", ".join(reserved.mapped("name")),
                )
            )

    @api.model
    def _left_domain(self):
        """Return who does not work at the school today any more."""
        today = self.env["res.users"]._school_today()
        contract = Domain("contract_date_start", "!=", False)
        running = contract & (
            Domain("contract_date_end", "=", False) | Domain("contract_date_end", ">=", today)
        )
        return (
            Domain("active", "=", False)
            | Domain("current_version_id.departure_date", "<=", today)
            | (Domain("version_ids", "any", contract) & ~Domain("version_ids", "any", running))
        )

    @api.model
    def _follow_all_employment(self):
        # of all schools: the scheduled action belongs to none
        employees = self.sudo().with_context(active_test=False)
        left = self._left_domain()
        ended = Domain("user_id.school_left_on", "!=", False)
        working = Domain("user_id.active", "=", True)
        employees.search((left & working) | (~left & ended))._follow_employment()

    def _follow_employment(self):
        """Let access follow: end it, give it back, or take one of several schools."""
        # sudo: whoever keeps the staff files need not be a keeper of accounts, see _check_leaving;
        # of all employees of a person, those of other schools count too.
        employees_sudo = self.sudo().with_context(active_test=False)
        users_sudo = employees_sudo.user_id
        if not users_sudo:
            return
        everywhere = Domain("user_id", "in", users_sudo.ids)
        by_user = employees_sudo.search(everywhere).grouped("user_id")
        left = employees_sudo.search(everywhere & self._left_domain())
        gone = users_sudo.filtered(lambda user: not by_user[user] - left)
        gone._end_access()
        (users_sudo - gone)._give_access_back()
        for user in users_sudo - gone:
            schools = (by_user[user] - left).company_id
            former = (by_user[user] & left).company_id - schools
            if former & user.company_ids or schools - user.company_ids:
                user.write(
                    {
                        "company_id": (user.company_id - former or schools[0]).id,
                        "company_ids": [
                            *(Command.unlink(school.id) for school in former),
                            *(Command.link(school.id) for school in schools),
                        ],
                    }
                )
