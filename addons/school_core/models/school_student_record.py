# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class SchoolStudent(models.Model):
    _inherit = "school.student"

    def _record_header(self):
        """Return {pupil: what stands on his school report beside his personal data}.

        ``register_number`` is his place in the register for life (số đăng bộ). What a form asks for
        and nobody knows is "": it is filled in by hand. The addon that knows it extends this.
        """
        return {student: {"register_number": ""} for student in self}

    def _record_measures(self, years):
        """Return {(pupil, school year): {"height", "weight"}} as texts with their units.

        A pair that is missing is filled in by hand. The addon of health extends this.
        """
        return {}
