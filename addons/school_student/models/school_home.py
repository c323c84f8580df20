# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class SchoolHome(models.AbstractModel):
    """Deadlines of classes, and what parents propose."""

    _inherit = "school.home"

    @api.model
    def _lines(self):
        return [*super()._lines(), *self._lines_change()]

    @api.model
    def _pupil_data_deadline(self, year):
        """Override: a homeroom teacher has the earliest deadline of the own classes."""
        if not self._is_one_of(("homeroom",)):
            return super()._pupil_data_deadline(year)
        own = self.env["school.class"].search(
            [("year_id", "=", year.id), ("homeroom_id.user_id", "=", self.env.uid)]
        )
        deadlines = [day for day in own.mapped("pupil_data_deadline") if day]
        return min(deadlines, default=super()._pupil_data_deadline(year))

    @api.model
    def _lines_change(self):
        """Proposals of parents that the user may decide about."""
        changes = self.env["school.student.change"]
        if not changes.has_access("write"):
            return []
        return self._line_found(
            "student_change",
            self.env._("Parents propose to correct their children's data"),
            changes._name,
            changes._waiting_domain(),
            "school_student.school_student_change_action",
        )
