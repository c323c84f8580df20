# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class SchoolYear(models.Model):
    _inherit = "school.year"

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(("date_start", "date_end", "term_ids", "makeup_day_ids")):
            self.env["school.entry.window"]._refresh_years(self)
        return result
