# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..tools import school_calendar


class SchoolYear(models.Model):
    """A school's academic year: two terms, 35 teaching weeks.

    The weeks are those of ``tools/school_calendar.py``: a week without a taught day has no
    number. The days off are the global leaves of the school's working hours.
    """

    _name = "school.year"
    _description = "School Year"
    _inherit = ["school.reference.mixin", "school.trail.mixin"]
    _check_company_auto = True
    _order = "date_start desc, id"

    # a closed year closes all its books
    _trail_fields = ("state", "date_start", "date_end")
    _reference_fields = frozenset(("date_start", "company_id"))

    name = fields.Char(
        compute="_compute_name",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        help="For example 2026-2027.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    date_start = fields.Date(required=True, default=lambda self: self._default_date_start())
    date_end = fields.Date(
        compute="_compute_date_end", store=True, readonly=False, required=True, precompute=True
    )
    state = fields.Selection(
        [("draft", "Being Prepared"), ("open", "Running"), ("closed", "Closed")],
        default="draft",
        required=True,
        copy=False,
    )
    pupil_data_deadline = fields.Date(
        string="Deadline of Pupils' Data",
        help="By this day the minimum of data of every pupil is to be complete.",
    )
    term_ids = fields.One2many(
        comodel_name="school.term",
        inverse_name="year_id",
        compute="_compute_term_ids",
        store=True,
        readonly=False,
    )
    makeup_day_ids = fields.One2many(comodel_name="school.makeup.day", inverse_name="year_id")
    class_ids = fields.One2many(comodel_name="school.class", inverse_name="year_id")
    class_count = fields.Integer(compute="_compute_class_count")
    weeks_html = fields.Html(string="Weeks", compute="_compute_weeks_html", sanitize=False)

    _uniq_name = models.UniqueIndex("(company_id, name)", "This school year exists already.")
    _check_dates = models.Constraint(
        "CHECK(date_end > date_start)", "The school year must end after it starts."
    )
    _exclude_overlap = models.Constraint(
        "EXCLUDE USING gist (company_id WITH =, daterange(date_start, date_end, '[]') WITH &&)",
        "Two school years of a school cannot overlap.",
    )

    @api.model
    def _default_date_start(self):
        """Return the opening day, 5 September, of the year to prepare next."""
        latest = self.search([("company_id", "=", self.env.company.id)], limit=1)
        today = fields.Date.context_today(self)
        start = latest.date_start.year + 1 if latest else today.year - (today.month < 6)
        return date(start, 9, 5)

    @api.depends("date_start")
    def _compute_name(self):
        for year in self:
            if year.date_start:
                year.name = f"{year.date_start.year}-{year.date_start.year + 1}"

    @api.depends("date_start")
    def _compute_date_end(self):
        for year in self:
            if year.date_start:
                year.date_end = date(year.date_start.year + 1, 5, 31)

    @api.depends("date_start", "date_end")
    def _compute_term_ids(self):
        """Propose the two terms of a new year; terms that are saved are never touched."""
        for year in self:
            if not (year.date_start and year.date_end):
                continue
            if not year._origin:
                year.term_ids = [Command.clear(), *year._prepare_terms()]
            elif not year.term_ids:
                year.term_ids = year._prepare_terms()

    @api.depends("class_ids")
    def _compute_class_count(self):
        counts = dict(
            self.env["school.class"]._read_group(
                [("year_id", "in", self.ids)], ["year_id"], ["__count"]
            )
        )
        for year in self:
            year.class_count = counts.get(year._origin, 0)

    @api.depends(
        "company_id.resource_calendar_id",
        "date_start",
        "date_end",
        "makeup_day_ids.date",
        "term_ids.date_start",
        "term_ids.date_end",
        "term_ids.weeks",
    )
    def _compute_weeks_html(self):
        for year in self:
            weeks = year._teaching_weeks() if year.term_ids else []
            year.weeks_html = self.env["ir.qweb"]._render(
                "school_core.school_year_weeks",
                {
                    "weeks": weeks,
                    "names": {term.number: term.name for term in year.term_ids},
                    "format_day": lambda day: format_date(self.env, day, date_format="dd/MM/y"),
                },
            )

    @api.constrains("date_start", "date_end", "term_ids")
    def _check_terms(self):
        self.term_ids._check_dates_in_year()

    def write(self, vals):
        if "state" in vals:
            # a closed year closes its books
            self.env["school.lock"]._forget()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_classes(self):
        for year in self:
            if year.class_count:
                raise UserError(
                    self.env._(
                        "The school year %(year)s has %(count)s classes and cannot be deleted.",
                        year=year.name,
                        count=year.class_count,
                    )
                )

    def action_open(self):
        for year in self:
            if len(year.term_ids) != 2:
                raise ValidationError(
                    self.env._("The school year %(year)s needs its two terms.", year=year.name)
                )
        self.state = "open"

    def action_close(self):
        self.state = "closed"

    def action_view_classes(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("school_core.school_class_action")
        return {
            **action,
            "domain": [("year_id", "=", self.id)],
            "context": {"default_year_id": self.id},
        }

    def action_fill_holidays(self):
        """Write the national holidays into the school's calendar and show them for editing."""
        self.ensure_one()
        calendar = self.company_id.resource_calendar_id
        proposed = school_calendar.national_holidays(self.date_start, self.date_end)
        known = self.company_id._school_calendar(self.date_start, self.date_end).holidays
        self.env["resource.calendar.leaves"].create(
            [
                {
                    "name": name,
                    "calendar_id": calendar.id,
                    "company_id": self.company_id.id,
                    "school_first_day": day,
                    "school_last_day": day,
                }
                for day, name in proposed.items()
                if day not in known
            ]
        )
        return self.action_view_holidays()

    def action_view_holidays(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("school_core.school_holiday_action")
        calendar = self.company_id.resource_calendar_id
        return {
            **action,
            "domain": [
                ("resource_id", "=", False),
                ("calendar_id", "in", [calendar.id, False]),
                ("company_id", "in", [self.company_id.id, False]),
                ("date_to", ">=", self.date_start),
                ("date_from", "<=", self.date_end),
            ],
            "context": {
                "default_calendar_id": calendar.id,
                "default_company_id": self.company_id.id,
            },
        }

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

    def _day_within(self, day=None):
        """Return ``day`` (today) held within the year: its last day once the year is over.

        What stands on a class "now" is what stood on that day.
        """
        self.ensure_one()
        day = day or fields.Date.context_today(self)
        return min(max(day, self.date_start), self.date_end)

    def _school_calendar(self):
        """Return the year's calendar, with some months on either side for deadlines."""
        self.ensure_one()
        margin = timedelta(days=120)
        return self.company_id._school_calendar(
            self.date_start - margin, self.date_end + margin, self.makeup_day_ids.mapped("date")
        )

    def _teaching_weeks(self):
        self.ensure_one()
        terms = [
            school_calendar.Term(term.number, term.date_start, term.date_end, term.weeks)
            for term in self.term_ids
            if term.date_start and term.date_end
        ]
        return school_calendar.teaching_weeks(terms, self._school_calendar())

    def _copy_settings_to(self, year):
        """Give ``year`` what addons set up for each year; to be extended."""
        self.ensure_one()

    def _prepare_terms(self):
        self.ensure_one()
        calendar = self._school_calendar()
        first_end = school_calendar.end_of_weeks(
            self.date_start, school_calendar.TERM_WEEKS[0], calendar
        )
        second_start = first_end + timedelta(days=1)
        return [
            Command.create({"number": 1, "date_start": self.date_start, "date_end": first_end}),
            Command.create({"number": 2, "date_start": second_start, "date_end": self.date_end}),
        ]

    def _week_of(self, day):
        """Return the number (1 to 35) of the teaching week that holds ``day``, or None."""
        return school_calendar.week_of(fields.Date.to_date(day), self._teaching_weeks())

    def _is_working_day(self, day):
        return self._school_calendar().is_working_day(day)

    def _add_working_days(self, day, count):
        return self._school_calendar().add_working_days(day, count)

    def _deadline(self, start, days, unit="working"):
        return self._school_calendar().deadline(start, days, unit)
