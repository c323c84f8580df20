# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolTerm(models.Model):
    _name = "school.term"
    _description = "Term"
    _check_company_auto = True
    _order = "year_id, number, id"

    name = fields.Char(required=True)
    number = fields.Integer(required=True, help="1 or 2.")
    year_id = fields.Many2one(
        comodel_name="school.year", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="year_id.company_id", store=True, index=True)
    date_start = fields.Date(required=True)
    date_end = fields.Date(required=True)

    _uniq_number = models.UniqueIndex("(year_id, number)", "A year has each term only once.")
    _check_dates = models.Constraint(
        "CHECK(date_end > date_start)", "The term must end after it starts."
    )
    _check_number = models.Constraint("CHECK(number IN (1, 2))", "A year has term 1 and term 2.")
