# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class SchoolStudentPrivate(models.Model):
    _inherit = "school.student.private"

    def write(self, vals):
        result = super().write(vals)
        if "disability" in vals:
            # The promotion of a pupil with a disability is the principal's decision (Điều 12.4).
            students_sudo = self.sudo().student_id
            # Only inclusive education leaves out whole subjects.
            self.env["school.exemption"].sudo().search(
                [("student_id", "in", students_sudo.ids), ("part", "=", "whole")]
            )._check_whole_allowed()
            students_sudo.enrollment_ids.class_id._recompute_results(students_sudo)
        return result
