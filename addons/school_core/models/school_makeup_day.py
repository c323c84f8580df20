# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date


class SchoolMakeupDay(models.Model):
    """A day that is taught although the calendar has it free (ngày học bù)."""

    _name = "school.makeup.day"
    _description = "Make-up Day"
    _order = "date, id"

    year_id = fields.Many2one(
        comodel_name="school.year", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="year_id.company_id", store=True, index=True)
    date = fields.Date(required=True)
    name = fields.Char(string="Reason")

    _uniq_date = models.UniqueIndex("(year_id, date)", "This day is a make-up day already.")

    @api.constrains("date", "year_id")
    def _check_date_in_year(self):
        for makeup_day in self:
            year = makeup_day.year_id
            if not year.date_start <= makeup_day.date <= year.date_end:
                raise ValidationError(
                    self.env._(
                        "The make-up day %(date)s lies outside the school year %(year)s.",
                        date=format_date(self.env, makeup_day.date),
                        year=year.name,
                    )
                )
