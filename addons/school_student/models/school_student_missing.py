# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain

from .school_student_item import LINES


class SchoolStudent(models.Model):
    """What a school requires of the data of its pupils besides the minimum of the law."""

    _inherit = "school.student"

    @api.model
    def _minimum_data(self, schools=None):
        items = super()._minimum_data(schools)
        own = self._own_schools_domain(schools)
        # sudo: what a school requires of all is no secret of its settings.
        required = (
            self.env["res.company"]
            .sudo()
            ._read_group(
                [("school_student_item_ids", "!=", False)],
                ["school_student_item_ids"],
                ["id:array_agg"],
            )
        )
        for item, school_ids in sorted(required, key=lambda line: (line[0].sequence, line[0].id)):
            first, _dot, second = item.field_name.partition(".")
            if first in LINES:
                lacking = ~Domain(first, "any!", own & Domain(second, "!=", False))
            else:
                lacking = Domain(first, "=", False)
            items.append((item.name, Domain("school_id", "in", school_ids) & lacking))
        return items
