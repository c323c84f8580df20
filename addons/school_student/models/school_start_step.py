# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain


class SchoolStartStep(models.AbstractModel):
    """New pupils get their numbers in the register."""

    _inherit = "school.start.step"

    @api.model
    def _steps(self, year):
        in_year = Domain("enrollment_ids", "any", [("year_id", "=", year.id)])
        pupils = self.env["school.student"]
        total = pupils.search_count(in_year)
        return [
            *super()._steps(year),
            *self._step(
                107,
                "register",
                self.env._("Numbers in the register"),
                left=pupils.search_count(in_year & Domain("register_number", "=", False)),
                total=total or None,
                who=("secretary", "clerk"),
                action="school_student.school_register_number_action",
                detail=self.env._("To do: pupils of the year without a number"),
            ),
        ]
