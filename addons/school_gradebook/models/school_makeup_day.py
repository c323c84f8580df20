# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class SchoolMakeupDay(models.Model):
    _inherit = "school.makeup.day"

    @api.model_create_multi
    def create(self, vals_list):
        days = super().create(vals_list)
        self.env["school.entry.window"]._refresh_years(days.year_id)
        return days

    def write(self, vals):
        result = super().write(vals)
        self.env["school.entry.window"]._refresh_years(self.year_id)
        return result

    def unlink(self):
        years = self.year_id
        result = super().unlink()
        self.env["school.entry.window"]._refresh_years(years)
        return result
