# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class SchoolExemption(models.Model):
    _inherit = "school.exemption"

    @api.model_create_multi
    def create(self, vals_list):
        exemptions = super().create(vals_list)
        exemptions._sync_sheets()
        return exemptions

    def write(self, vals):
        # Before the change the exemption may have been another pupil's.
        students, subjects = self.student_id, self.subject_id
        result = super().write(vals)
        self._sync_sheets(students | self.student_id, subjects | self.subject_id)
        return result

    def unlink(self):
        students, subjects = self.student_id, self.subject_id
        result = super().unlink()
        self._sync_sheets(students, subjects)
        return result

    def _sync_sheets(self, students=None, subjects=None):
        """Bring up to date the sheets and results of the pupils: fewer marks are required."""
        students = students or self.student_id
        # Who decides on an exemption need not be one who reads marks.
        sheets = (
            self.env["school.mark.sheet"]
            .sudo()
            .search(
                [
                    ("class_id.enrollment_ids.student_id", "in", students.ids),
                    ("subject_id", "in", (subjects or self.subject_id).ids),
                    ("year_id.state", "!=", "closed"),
                ]
            )
        )
        sheets._sync(students)
