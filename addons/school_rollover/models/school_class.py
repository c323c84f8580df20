# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class SchoolClass(models.Model):
    _inherit = "school.class"

    def _name_after(self, grade=None):
        """Return the name of the same class in another grade, by default the next: 8A2 → 9A2."""
        self.ensure_one()
        number = (grade or self.grade_id._next()).number or self.grade_id.number + 1
        return self.name.replace(str(self.grade_id.number), str(number), 1)
