# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class SchoolTerm(models.Model):
    _inherit = "school.term"

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(("date_start", "date_end", "weeks")):
            self.env["school.entry.window"]._refresh_years(self.year_id)
        return result
