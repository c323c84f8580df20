# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolGrade(models.Model):
    _name = "school.grade"
    _description = "Grade"
    _inherit = ["school.reference.mixin"]
    _order = "level_id, number, id"
    _reference_fields = frozenset(("number", "level_id"))

    name = fields.Char(required=True)
    number = fields.Integer(required=True, help="1 to 12.")
    level_id = fields.Many2one(comodel_name="school.level", required=True, index=True)

    _uniq_number = models.UniqueIndex("(level_id, number)", "A level has each grade only once.")

    def _next(self):
        """Return the grade of the same level that follows, or none after the last one."""
        self.ensure_one()
        # of one level and cached: a level has five grades at most
        return self.level_id.grade_ids.filtered(lambda grade: grade.number == self.number + 1)
