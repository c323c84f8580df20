# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class SchoolYear(models.Model):
    """A school's academic year: two terms, 35 teaching weeks."""

    _name = "school.year"
    _description = "School Year"
    _check_company_auto = True
    _order = "date_start desc, id"

    name = fields.Char(required=True, help="For example 2026-2027.")
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    date_start = fields.Date(required=True)
    date_end = fields.Date(required=True)
    state = fields.Selection(
        [("draft", "Being Prepared"), ("open", "Running"), ("closed", "Closed")],
        default="draft",
        required=True,
    )
    term_ids = fields.One2many(comodel_name="school.term", inverse_name="year_id")
    makeup_day_ids = fields.One2many(comodel_name="school.makeup.day", inverse_name="year_id")
    class_ids = fields.One2many(comodel_name="school.class", inverse_name="year_id")

    _uniq_name = models.UniqueIndex("(company_id, name)", "This school year exists already.")
    _check_dates = models.Constraint(
        "CHECK(date_end > date_start)", "The school year must end after it starts."
    )

    @api.model
    def _current(self, company=None, day=None):
        """Return the school year of ``company`` that holds ``day``, or an empty recordset."""
        day = day or fields.Date.context_today(self)
        return self.search(
            [
                ("company_id", "=", (company or self.env.company).id),
                ("date_start", "<=", day),
                ("date_end", ">=", day),
            ],
            limit=1,
        )
