# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class SchoolEnrollment(models.Model):
    _inherit = "school.enrollment"

    @api.model_create_multi
    def create(self, vals_list):
        """Override: the parents of a pupil who returns have their account back."""
        enrollments = super().create(vals_list)
        # sudo: whoever places a pupil has no rights on accounts.
        parents_sudo = (
            enrollments.sudo().with_context(active_test=False).student_id.guardian_ids.user_id
        )
        left = parents_sudo.filtered(lambda user: user.school_left_on and not user.active)
        if left:
            self.env["school.guardian"]._follow_children(left)
        return enrollments
