# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from .school_result import PERIODS


class SchoolResultMeeting(models.Model):
    """The meeting that reviews the results of classes, and its minutes (biên bản xét duyệt).

    The minutes take down the results as they stand when the chair closes the meeting; from then on
    nobody changes them.
    """

    _name = "school.result.meeting"
    _description = "Review Meeting"
    _inherit = ["mail.thread", "school.trail.mixin"]
    _check_company_auto = True
    _order = "date desc, id desc"

    _trail_fields = ("state", "conclusion", "date", "period", "year_id")
    _trail_printed = False

    name = fields.Char(compute="_compute_name")
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    year_id = fields.Many2one(
        comodel_name="school.year",
        string="School Year",
        required=True,
        check_company=True,
        default=lambda self: self.env["school.year"]._current(),
        ondelete="restrict",
    )
    period = fields.Selection(PERIODS, required=True, default="year")
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    place = fields.Char()
    chair_id = fields.Many2one(comodel_name="hr.employee.public", required=True, check_company=True)
    secretary_id = fields.Many2one(
        comodel_name="hr.employee.public", required=True, check_company=True
    )
    attendee_ids = fields.Many2many(
        comodel_name="hr.employee.public", string="Present", check_company=True
    )
    absent = fields.Char(help="Who was absent, and why.")
    book_ids = fields.Many2many(
        comodel_name="school.result.book",
        string="Classes",
        check_company=True,
        compute="_compute_book_ids",
        store=True,
        readonly=False,
        domain="[('year_id', '=', year_id), ('period', '=', period)]",
    )
    conclusion = fields.Text()
    state = fields.Selection(
        [("draft", "Being Held"), ("closed", "Closed")], default="draft", readonly=True, copy=False
    )
    minutes = fields.Json(readonly=True, copy=False)

    @api.depends("year_id", "period")
    @api.depends_context("lang")
    def _compute_name(self):
        periods = dict(self._fields["period"]._description_selection(self.env))
        for meeting in self:
            meeting.name = self.env._(
                "Review of results · %(period)s · %(year)s",
                period=periods.get(meeting.period, ""),
                year=meeting.year_id.name or "",
            )

    @api.depends("year_id", "period", "company_id")
    def _compute_book_ids(self):
        for meeting in self:
            meeting.book_ids = self.env["school.result.book"].search(
                [
                    ("company_id", "=", meeting.company_id.id),
                    ("year_id", "=", meeting.year_id.id),
                    ("period", "=", meeting.period),
                ]
            )

    @api.constrains("chair_id")
    def _check_chair(self):
        """Refuse who could not close the meeting: it would stay open."""
        for meeting in self:
            # whose account it is matters, not whether the reader knows it
            user = meeting.sudo().chair_id.user_id
            if not user or not meeting.with_user(user).sudo(False).has_access("write"):
                raise ValidationError(
                    self.env._(
                        "%(name)s cannot close the meeting: the principal or the vice-principal for"
                        " academic affairs chairs it.",
                        name=meeting.chair_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_state(vals_list)
        # a default from the context would otherwise give what vals may not
        return super().create([{**vals, "state": "draft", "minutes": False} for vals in vals_list])

    def write(self, vals):
        if self.env.context.get("school_meeting") is not CLOSING:
            self._check_state([vals])
            self._check_held()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self._check_held()

    def _check_state(self, vals_list):
        if any({"state", "minutes"} & vals.keys() for vals in vals_list):
            raise AccessError(self.env._("A meeting is closed by its button only."))

    def _check_held(self):
        for meeting in self:
            if meeting.state == "closed":
                raise UserError(
                    self.env._("%(meeting)s is closed; its minutes stay.", meeting=meeting.name)
                )

    def action_close(self):
        """Take down the results as they stand and close the meeting; its chair alone does that."""
        self.ensure_one()
        self.check_access("write")
        self._check_held()
        if self.env.user != self.chair_id.user_id:
            raise AccessError(
                self.env._("%(name)s chairs the meeting and closes it.", name=self.chair_id.name)
            )
        self.with_context(school_meeting=CLOSING).write(
            {"state": "closed", "minutes": self._take_minutes()}
        )

    def _take_minutes(self):
        """Return for each class its name and what ``school.result.book._review`` tells."""
        books = self.book_ids.sorted(
            lambda book: (book.class_id.grade_id.number, book.class_id.name)
        )
        return [
            {"class": book.class_id.name, **book.with_context(lang="vi_VN")._review()}
            for book in books
        ]

    def _minutes(self):
        """Return what the print shows: the minutes taken, or the results of today."""
        self.ensure_one()
        return self.minutes or self._take_minutes()


#: Marks the writes of ``action_close``; no value sent by RPC can be this object.
CLOSING = object()
