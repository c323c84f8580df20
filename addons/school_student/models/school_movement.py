# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class SchoolMovement(models.Model):
    """Whoever is admitted stands in the register at once, as soon as the register has begun."""

    _inherit = "school.movement"

    @api.model_create_multi
    def create(self, vals_list):
        movements = super().create(vals_list)
        entered = movements.filtered("opened_id").student_id.filtered(
            lambda student: not student.register_number
        )
        # sudo: whether the register has begun is no secret, the school's row is not for all.
        begun = entered.school_id.sudo().filtered("school_register_last")
        entered.filtered(lambda student: student.school_id.sudo() in begun)._give_register_numbers()
        return movements

    def _last_exit(self, students):
        """Return ``{student_id: the movement by which the pupil left}`` of those who have left."""
        exits = ("transfer_out", "drop_out", "completion")
        return {
            student_id: movement
            for student_id, movement in self._last_effective(students).items()
            if movement.kind in exits
        }
