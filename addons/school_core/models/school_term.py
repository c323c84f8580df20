# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import itertools

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..tools.school_calendar import TERM_WEEKS

TERM_NAMES = {1: "Học kì I", 2: "Học kì II"}


class SchoolTerm(models.Model):
    _name = "school.term"
    _description = "Term"
    _inherit = ["school.reference.mixin"]
    _check_company_auto = True
    _order = "year_id, number, id"
    _reference_fields = frozenset(("number", "name", "year_id", "date_start", "date_end"))

    name = fields.Char(
        compute="_compute_name", store=True, readonly=False, required=True, precompute=True
    )
    number = fields.Integer(required=True, default=1, help="1 or 2.")
    year_id = fields.Many2one(
        comodel_name="school.year", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="year_id.company_id", store=True, index=True)
    date_start = fields.Date(required=True)
    date_end = fields.Date(required=True)
    weeks = fields.Integer(
        string="Teaching Weeks",
        compute="_compute_weeks",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        help="Planned teaching weeks: 18 in term 1, 17 in term 2. Weeks beyond them are reserve.",
    )

    _uniq_number = models.UniqueIndex("(year_id, number)", "A year has each term only once.")
    _check_dates = models.Constraint(
        "CHECK(date_end > date_start)", "The term must end after it starts."
    )
    _check_number = models.Constraint("CHECK(number IN (1, 2))", "A year has term 1 and term 2.")
    _check_weeks = models.Constraint(
        "CHECK(weeks BETWEEN 1 AND 30)", "A term has between 1 and 30 teaching weeks."
    )

    @api.depends("number")
    def _compute_name(self):
        for term in self:
            term.name = TERM_NAMES.get(term.number) or term.name

    @api.depends("number")
    def _compute_weeks(self):
        for term in self:
            term.weeks = TERM_WEEKS[1 if term.number == 2 else 0]

    @api.depends("name", "year_id.name")
    def _compute_display_name(self):
        for term in self:
            term.display_name = f"{term.name} {term.year_id.name or ''}".strip()

    @api.constrains("date_start", "date_end", "number", "year_id")
    def _check_dates_in_year(self):
        def period(record):
            dates = (format_date(self.env, day) for day in (record.date_start, record.date_end))
            return " – ".join(dates)

        for term in self:
            year = term.year_id
            if term.date_start < year.date_start or term.date_end > year.date_end:
                raise ValidationError(
                    self.env._(
                        "%(term)s (%(period)s) must lie within the school year %(year)s"
                        " (%(year_period)s).",
                        term=term.name,
                        period=period(term),
                        year=year.name,
                        year_period=period(year),
                    )
                )
        for year in self.year_id:
            terms = year.term_ids.sorted("number")
            for former, latter in itertools.pairwise(terms):
                if latter.date_start <= former.date_end:
                    raise ValidationError(
                        self.env._(
                            "%(latter)s (%(latter_period)s) must start after %(former)s"
                            " (%(former_period)s) has ended.",
                            latter=latter.name,
                            latter_period=period(latter),
                            former=former.name,
                            former_period=period(former),
                        )
                    )
