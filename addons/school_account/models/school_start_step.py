# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain

from .res_users_keeping import KEEPERS


class SchoolStartStep(models.AbstractModel):
    """Accounts of the staff, then those of the parents, before a year begins."""

    _inherit = "school.start.step"

    @api.model
    def _steps(self, year):
        keeper = any(self.env.user.has_group(xmlid) for xmlid in KEEPERS)
        steps = [*super()._steps(year), *self._steps_staff_accounts(keeper)]
        # who has an account among the parents is told to the keepers of accounts only
        return steps + (self._steps_parent_accounts(year) if keeper else [])

    @api.model
    def _steps_staff_accounts(self, keeper):
        school = Domain("company_id", "=", self.env.company.id)
        without = school & Domain("user_id", "=", False)
        staff = self.env["hr.employee.public"]
        total = staff.search_count(school)
        opens = {"action": "school_account.school_account_batch_action_staff"}
        if not keeper:
            opens = {
                "action": "school_core.hr_employee_public_action_school",
                "domain": list(without),
            }
        return self._step(
            50,
            "accounts",
            self.env._("Accounts of the staff"),
            left=staff.search_count(without) if total else 1,
            total=total,
            who=("principal", "system"),
            detail=self.env._("To do: staff without an account"),
            **opens,
        )

    @api.model
    def _steps_parent_accounts(self, year):
        of_year = Domain("student_id.enrollment_ids", "any", [("year_id", "=", year.id)])
        guardians = self.env["school.guardian"]
        total = guardians.search_count(of_year)
        without = of_year & Domain("user_id", "=", False)
        return self._step(
            109,
            "parents",
            self.env._("Accounts of the parents"),
            left=guardians.search_count(without) if total else 1,
            total=total,
            who=("principal", "system"),
            detail=self.env._("To do: parents and guardians without an account"),
            action="school_account.school_account_batch_action_parents",
        )
