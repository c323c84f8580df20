# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..tools.import_dates import FIRST_YEAR


class SchoolStudent(models.Model):
    """What cannot be true of a pupil; each refusal names the pupil."""

    _inherit = "school.student"

    @api.constrains("name")
    def _check_name(self):
        for student in self:
            if not student.name:
                raise ValidationError(
                    self.env._("The pupil with the code %(code)s has no name.", code=student.code)
                )

    @api.constrains("birth_date")
    def _check_birth_date(self):
        """A pupil is born before today, and before the first day in a class."""
        born = self.filtered("birth_date")
        today = fields.Date.context_today(self)
        # sudo: since when a pupil is in a class does not depend on who may see the class.
        first_days = dict(
            self.env["school.enrollment"]
            .sudo()
            ._read_group([("student_id", "in", born.ids)], ["student_id"], ["date_start:min"])
        )
        for student in born:
            day = student.birth_date
            first = first_days.get(student.sudo())
            if day.year < FIRST_YEAR:
                reason = self.env._("the year cannot be right")
            elif day > today:
                reason = self.env._("this day is still to come")
            elif first and day >= first:
                reason = self.env._(
                    "the pupil is in a class since %(date)s", date=format_date(self.env, first)
                )
            else:
                continue
            raise ValidationError(
                self.env._(
                    "%(pupil)s (%(code)s): the date of birth %(date)s cannot be right; %(reason)s.",
                    pupil=student.name,
                    code=student.code,
                    date=format_date(self.env, day),
                    reason=reason,
                )
            )
