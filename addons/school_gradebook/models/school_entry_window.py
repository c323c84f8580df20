# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..tools import entry_times

#: What of a window says when it is open: a change makes its slots anew.
TIMING_FIELDS = frozenset(
    (
        *("year_id", "term_id", "level_id", "grade_id", "kind_id", "column_ids", "active", "name"),
        *("timing", "week", "working_days", "day_from", "day_to", "date_until"),
    )
)


class SchoolEntryWindow(models.Model):
    """When some columns of a book are entered in a school year (GB-04).

    TT Điều 11.1: regular marks by weeks 8, 17, 26, 34; midterm and final within 10 working days of
    the test; what is assessed again in summer before 31 August. MU: days 29 to 31 of each month.
    DN Điều 15.3: the leaders announce when entry begins and ends.

    A column that has windows is open within their times and closed outside them; a column without
    any is as it was. Of the windows of a column those of a grade come before those of a level, and
    these before those of the school. Decisions (``school.lock``) come before windows. The times are
    kept as ``school.entry.slot``, which the closings read.
    """

    _name = "school.entry.window"
    _description = "Time of Entry"
    _inherit = ["school.entry.rule", "school.trail.mixin"]
    _check_company_auto = True
    _order = "year_id desc, term_id, kind_id, sequence, id"

    _trail_fields = (
        *("year_id", "term_id", "level_id", "grade_id", "kind_id", "columns", "active"),
        *("timing", "week", "working_days", "day_from", "day_to", "date_until"),
    )

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        related="year_id.company_id", string="School", store=True, index=True, precompute=True
    )
    year_id = fields.Many2one(
        comodel_name="school.year",
        string="School Year",
        required=True,
        index=True,
        default=lambda self: self.env["school.year"]._current(),
        ondelete="cascade",
    )
    term_id = fields.Many2one(
        comodel_name="school.term",
        check_company=True,
        domain="[('year_id', '=', year_id)]",
        ondelete="cascade",
        help="Empty: both terms.",
    )
    level_id = fields.Many2one(comodel_name="school.level", ondelete="restrict")
    grade_id = fields.Many2one(comodel_name="school.grade", ondelete="restrict")
    columns = fields.Char(
        compute="_compute_columns",
        store=True,
        precompute=True,
        string="Fields of the Columns",
        help="As the trail keeps them.",
    )
    date_until = fields.Date(string="Until")
    set_id = fields.Many2one(comodel_name="school.entry.set", readonly=True, ondelete="set null")
    slot_ids = fields.One2many(comodel_name="school.entry.slot", inverse_name="window_id")
    times = fields.Char(compute="_compute_times")

    @api.depends("column_ids.code")
    def _compute_columns(self):
        for window in self:
            window.columns = ", ".join(window.column_ids.sorted("id").mapped("code"))

    @api.depends("slot_ids.first_day", "slot_ids.last_day", "timing")
    def _compute_times(self):
        """Tell the running or next time, else the last one."""
        today = fields.Date.context_today(self)
        for window in self:
            periods = sorted(set(window.slot_ids.mapped(lambda s: (s.first_day, s.last_day))))
            coming = [period for period in periods if period[1] >= today]
            if coming or periods:
                first, last = coming[0] if coming else periods[-1]
                window.times = " – ".join(
                    format_date(self.env, day, date_format="dd/MM/yyyy") for day in (first, last)
                )
            elif window.timing == "test_date":
                window.times = self.env._("No date of a test yet")
            else:
                window.times = self.env._("Not in this school year")

    @api.constrains("timing", "date_until", "year_id", "term_id")
    def _check_place(self):
        for window in self:
            if window.term_id and window.term_id.year_id != window.year_id:
                raise ValidationError(self.env._("The term is not one of the school year."))
            if window.timing == "until_date" and not window.date_until:
                raise ValidationError(self.env._("Give the date until which it is open."))

    @api.model_create_multi
    def create(self, vals_list):
        windows = super().create(vals_list)
        windows._refresh_slots()
        return windows

    def write(self, vals):
        result = super().write(vals)
        if not TIMING_FIELDS.isdisjoint(vals):
            self._refresh_slots()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["school.lock"]._forget()
        return result

    def _refresh_slots(self):
        """Bring the slots of the windows in line with rules, calendar and dates of tests."""
        wanted = []
        for year, windows in self.filtered("active").grouped("year_id").items():
            # The times are the same for everybody, also for whom the calendar is not to read.
            wanted += windows.sudo()._prepare_slots(year.sudo())
        Slot = self.env["school.entry.slot"].sudo()
        there = {slot._key(): slot for slot in Slot.search([("window_id", "in", self.ids)])}
        wanted = {tuple(values[name] for name in Slot._KEY): values for values in wanted}
        Slot.union(*(slot for key, slot in there.items() if key not in wanted)).unlink()
        Slot.create([values for key, values in wanted.items() if key not in there])
        self.env["school.lock"]._forget()
        if wanted.keys() != there.keys():
            # what accounts must do after a time of entry is kept in memory
            self.env.registry.clear_cache()

    def _prepare_slots(self, year):
        """Return the values of the slots of windows of one year."""
        calendar, weeks = year._school_calendar(), year._teaching_weeks()
        tests = self.env["school.test.date"].search([("year_id", "=", year.id)])
        values = []
        for window in self:
            if window.timing == "test_date":
                values += window._prepare_test_slots(tests, calendar)
                continue
            common = {
                "term_id": window.term_id.id,
                "grade_id": window.grade_id.id,
                "class_id": False,
                "subject_id": False,
            }
            values += [
                window._prepare_slot(period, column, **common)
                for period in window._periods(weeks)
                for column in window.column_ids
            ]
        return values

    def _prepare_copies(self, year):
        """Return the values of the same windows in ``year``; a last day is that of its year."""
        terms = {term.number: term.id for term in year.term_ids}
        values = []
        for window, copied in zip(self, self.copy_data(), strict=True):
            later = year.date_start.year - window.year_id.date_start.year
            values.append(
                {
                    **copied,
                    "year_id": year.id,
                    "term_id": terms.get(window.term_id.number, False),
                    "date_until": window.date_until
                    and window.date_until + relativedelta(years=later),
                }
            )
        return values

    def _periods(self, weeks):
        """Return the times of a window that are the same for all classes."""
        start = self.year_id.date_start
        if self.timing == "month_days":
            part = self.term_id or self.year_id
            return entry_times.days_of_months(
                self.day_from, self.day_to, part.date_start, part.date_end
            )
        if self.timing == "weeks":
            period = entry_times.until_week(self.week, start, weeks)
            return [period] if period else []
        return [entry_times.Period(start, max(self.date_until, start))]

    def _prepare_test_slots(self, tests, calendar):
        """Return the slots of a window after the tests that it is about."""
        return [
            self._prepare_slot(
                entry_times.from_test(test.date, self.working_days, calendar),
                test.column_id,
                term_id=test.term_id.id,
                grade_id=test.grade_id.id or self.grade_id.id,
                class_id=test.class_id.id,
                subject_id=test.subject_id.id,
            )
            for test in tests
            if test.column_id in self.column_ids
            and self.term_id in (test.term_id, self.env["school.term"])
            and (not (self.grade_id and test._grade()) or self.grade_id == test._grade())
            and (not (self.level_id and test._grade()) or self.level_id == test._grade().level_id)
        ]

    def _prepare_slot(self, period, column, **place):
        return {
            "window_id": self.id,
            "column_id": column.id,
            "first_day": period.first,
            "last_day": period.last,
            **place,
        }

    @api.model
    def _refresh_years(self, years):
        """Bring the slots of ``years`` in line after a change of their weeks or days off."""
        self.sudo().search([("year_id", "in", years.ids)])._refresh_slots()

    def action_view_slots(self):
        """Open the times of the window, one by one."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "school_gradebook.school_entry_slot_action"
        )
        return {**action, "domain": [("window_id", "=", self.id)], "name": self.name}
