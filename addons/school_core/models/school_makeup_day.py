# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


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
