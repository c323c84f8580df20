# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.school_core.models.school_approval_mixin import EDITABLE

#: Lets the program write what users may not; no value sent by RPC can be this object.
BY_ROLLOVER = object()


class SchoolRollover(models.Model):
    """The rollover (kết chuyển) of a school from a year into the next one (DN 6a, PUP-03).

    Each pupil who is still in a class of the former year has a line: the outcome that the results
    propose, and the class of the next year. It is reviewed, handed in, and carried out as a whole
    when it is approved; it is undone as a whole while nothing was entered after it. Pupils who are
    undecided (who wait for the summer) stay in their class for a later rollover.
    """

    _name = "school.rollover"
    _description = "Year Rollover"
    _inherit = ["school.approval.mixin", "school.trail.mixin"]
    _check_company_auto = True
    _order = "id desc"

    _approval_applies = True
    _trail_fields = ("year_from_id", "year_to_id", "date", "approval_state")
    _trail_printed = False

    name = fields.Char(compute="_compute_name")
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    year_from_id = fields.Many2one(
        comodel_name="school.year",
        string="From School Year",
        required=True,
        check_company=True,
        default=lambda self: self._default_year_from_id(),
        ondelete="restrict",
        index=True,
    )
    year_to_id = fields.Many2one(
        comodel_name="school.year",
        string="To School Year",
        check_company=True,
        compute="_compute_year_to_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="restrict",
        index=True,
    )
    date = fields.Date(
        string="First Day in the New Class",
        compute="_compute_date",
        store=True,
        readonly=False,
        precompute=True,
        help="The former class ends the day before; who leaves does so at the end of the year.",
    )
    decision_number = fields.Char()
    decision_date = fields.Date()
    class_ids = fields.One2many(
        comodel_name="school.rollover.class", inverse_name="rollover_id", string="Classes"
    )
    line_ids = fields.One2many(
        comodel_name="school.rollover.line", inverse_name="rollover_id", string="Pupils"
    )
    line_count = fields.Integer(string="Pupils in It", compute="_compute_counts")
    undecided_count = fields.Integer(string="Undecided", compute="_compute_counts")
    repeat_count = fields.Integer(string="Repeat the Grade", compute="_compute_counts")
    changed_count = fields.Integer(string="Changed by Hand", compute="_compute_counts")
    check_html = fields.Html(string="Check List", compute="_compute_check_html", sanitize=False)
    sizes_html = fields.Html(
        string="Sizes of the New Classes", compute="_compute_sizes_html", sanitize=False
    )
    can_undo = fields.Boolean(compute="_compute_can_undo")
    # the last entry of the school's trail when it was carried out: what comes after was entered
    # later
    trail_end = fields.Integer(readonly=True, copy=False)

    _uniq_open = models.UniqueIndex(
        "(year_from_id, year_to_id) WHERE approval_state <> 'applied'",
        "A rollover between these years is being prepared already.",
    )

    @api.model
    def _default_year_from_id(self):
        """Return the last year that has ended, or the running one."""
        years = self.env["school.year"]
        return years._current() or years.search(
            [
                ("company_id", "=", self.env.company.id),
                ("date_end", "<", fields.Date.context_today(self)),
            ],
            limit=1,
        )

    @api.depends("year_from_id", "year_to_id")
    @api.depends_context("lang")
    def _compute_name(self):
        for rollover in self:
            rollover.name = self.env._(
                "Rollover %(former)s → %(latter)s",
                former=rollover.year_from_id.name or "",
                latter=rollover.year_to_id.name or "",
            )

    @api.depends("name")
    def _compute_display_name(self):
        for rollover in self:
            rollover.display_name = rollover.name

    @api.depends("year_from_id")
    def _compute_year_to_id(self):
        years = self.env["school.year"].search(
            [("company_id", "in", self.year_from_id.company_id.ids)], order="date_start"
        )
        for rollover in self:
            former = rollover.year_from_id
            rollover.year_to_id = years.filtered(
                lambda year, former=former: (
                    year.company_id == former.company_id and year.date_start > former.date_end
                )
            )[:1]

    @api.depends("year_from_id", "year_to_id")
    def _compute_date(self):
        today = fields.Date.context_today(self)
        for rollover in self:
            if rollover.year_from_id and rollover.year_to_id:
                earliest = rollover.year_from_id.date_end + timedelta(days=1)
                rollover.date = min(max(today, earliest), rollover.year_to_id.date_start)

    @api.depends("line_ids.outcome", "line_ids.proposed")
    def _compute_counts(self):
        groups = self.env["school.rollover.line"]._read_group(
            [("rollover_id", "in", self.ids)], ["rollover_id", "outcome", "is_changed"], ["__count"]
        )
        for rollover in self:
            own = [group[1:] for group in groups if group[0] == rollover._origin]
            rollover.line_count = sum(count for *_kind, count in own)
            rollover.undecided_count = sum(c for outcome, _by, c in own if outcome == "undecided")
            rollover.repeat_count = sum(c for outcome, _by, c in own if outcome == "repeats")
            rollover.changed_count = sum(c for _outcome, changed, c in own if changed)

    @api.depends("approval_state")
    def _compute_is_editable(self):
        for rollover in self:
            rollover.is_editable = rollover.approval_state in EDITABLE

    @api.depends("approval_state")
    @api.depends_context("uid")
    def _compute_can_undo(self):
        for rollover in self:
            rollover.can_undo = (
                rollover.approval_state == "applied" and self.env.user in rollover._deciders()
            )

    @api.constrains("year_from_id", "year_to_id")
    def _check_years(self):
        for rollover in self:
            if not rollover.year_to_id:
                raise ValidationError(
                    self.env._(
                        "There is no school year after %(year)s. Set up the next year first.",
                        year=rollover.year_from_id.name,
                    )
                )
            if rollover.year_to_id.date_start <= rollover.year_from_id.date_end:
                raise ValidationError(
                    self.env._(
                        "The school year %(latter)s does not follow %(former)s.",
                        latter=rollover.year_to_id.name,
                        former=rollover.year_from_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        former = [vals["year_from_id"] for vals in vals_list if vals.get("year_from_id")]
        if twin := self.search(
            [("year_from_id", "in", former), ("approval_state", "!=", "applied")], limit=1
        ):
            raise ValidationError(
                self.env._("%(rollover)s is being prepared already.", rollover=twin.name)
            )
        rollovers = super().create(vals_list)
        rollovers._fill()
        return rollovers

    def write(self, vals):
        if self.env.context.get("school_rollover") is not BY_ROLLOVER:
            if "trail_end" in vals:
                raise UserError(self.env._("What was carried out is noted by the program."))
            settled = {"company_id", "year_from_id", "year_to_id"} & vals.keys()
            if settled and any(
                rollover[name].id != vals[name] for rollover in self for name in settled
            ):
                raise UserError(
                    self.env._("A rollover keeps its years; delete it and begin another one.")
                )
            if {"date", "decision_number", "decision_date"} & vals.keys():
                self._ensure_editable()
        return super().write(vals)

    def _ensure_editable(self):
        for rollover in self:
            if rollover.approval_state not in EDITABLE:
                raise UserError(
                    self.env._(
                        "%(rollover)s was handed in; withdraw it to change it.",
                        rollover=rollover.name,
                    )
                )

    def _deciders(self):
        """Return the users who approve the rollover, and so may undo it."""
        step = self.env["school.approval.step"]._of(self._name, self.company_id)[-1:]
        return self._approval_candidates(step)
