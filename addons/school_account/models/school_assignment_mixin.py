# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class SchoolAssignmentMixin(models.AbstractModel):
    """The duty of a teacher follows the assignment; what it opens follows the dates.

    The groups of subject and homeroom teachers open nothing without an assignment in force: the
    record rules ask for it at each query. So a group is given with the first assignment, and need
    not be taken with the last.
    """

    _inherit = "school.assignment.mixin"

    @api.model_create_multi
    def create(self, vals_list):
        assignments = super().create(vals_list)
        assignments._give_duty_of_assignment()
        return assignments

    def write(self, vals):
        result = super().write(vals)
        if "teacher_id" in vals:
            self._give_duty_of_assignment()
        return result

    def _give_duty_of_assignment(self):
        duty = {
            "school.teaching.assignment": "school_core.group_school_teacher",
            "school.homeroom.assignment": "school_core.group_school_homeroom",
        }.get(self._name)
        if not duty:
            return
        # sudo: whoever assigns classes gives no duties; this one opens the class assigned only.
        group_sudo = self.env.ref(duty).sudo()
        users_sudo = self.teacher_id.sudo().user_id
        lacking = users_sudo.filtered(lambda user: group_sudo not in user.all_group_ids)
        if lacking:
            lacking.group_ids |= group_sudo
