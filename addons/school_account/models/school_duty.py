# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class SchoolDuty(models.Model):
    """A duty that a member of the staff holds from a date to a date, and who gave it.

    What the staff form gives and takes is noted here too, so that the lines tell who held which
    duty on any day. The person has the duty's group from the first day to the last one: from the
    moment the line is written, or at the turn of the day (``_apply_day``). What has begun is
    history; only its end may still be set.
    """

    _name = "school.duty"
    _description = "Duty of a Member of the Staff"
    _inherit = ["school.assignment.mixin", "school.trail.mixin"]
    _check_company_auto = True
    _order = "teacher_id, date_start desc, id"

    _frozen_fields = frozenset({"teacher_id", "group_id", "date_start"})
    _trail_printed = False
    _trail_fields = ("teacher_id", "duty_code", "date_start", "date_end", "decision_number")

    teacher_id = fields.Many2one(string="Member of the Staff")
    company_id = fields.Many2one(
        related="teacher_id.company_id", store=True, index=True, precompute=True
    )
    user_id = fields.Many2one(related="teacher_id.user_id", store=True, index="btree_not_null")
    group_id = fields.Many2one(
        comodel_name="res.groups",
        string="Duty",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_school_duty", "=", True)],
    )
    # names the duty on the trail: the number of a group is another one in each database
    duty_code = fields.Char(
        string="Code of the Duty",
        compute="_compute_duty_code",
        store=True,
        precompute=True,
        compute_sudo=True,
    )
    date_end = fields.Date(help="The last day; empty: until it is taken.")
    decision_number = fields.Char(help="Number of the principal's decision, where there is one.")
    phase = fields.Selection(
        [("coming", "Coming"), ("given", "Given"), ("taken", "Taken")],
        required=True,
        default="coming",
        readonly=True,
        copy=False,
        help="What has been done about it: a duty is given once and taken once.",
    )

    _check_dates = models.Constraint(
        "CHECK(date_end IS NULL OR date_end >= date_start)",
        "A duty cannot end before it begins.",
    )

    @api.depends("group_id")
    def _compute_duty_code(self):
        codes = self.group_id.get_external_id()
        for duty in self:
            duty.duty_code = codes.get(duty.group_id.id)

    @api.depends("teacher_id", "group_id")
    def _compute_display_name(self):
        for duty in self:
            # names of duties are no secret; groups are read by administrators only
            parts = (duty.teacher_id.name, duty.group_id.sudo().name)
            duty.display_name = ": ".join(part for part in parts if part)

    @api.constrains("teacher_id", "group_id", "date_start", "date_end")
    def _check_dates_in_year(self):
        """Override: a duty belongs to no school year; it is not held twice at once."""
        others = self.search([("teacher_id", "in", self.teacher_id.ids), ("phase", "!=", "taken")])
        for duty in self:
            if duty.phase != "taken" and any(duty._overlaps(o) for o in others - duty):
                raise ValidationError(
                    self.env._(
                        "%(duty)s: the person holds this duty in that time already.",
                        duty=duty.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any("phase" in vals for vals in vals_list):
            raise UserError(self.env._("A duty begins and ends by its dates."))
        duties = super().create(vals_list)
        duties._check_giver()
        duties._follow()
        return duties

    def write(self, vals):
        if not self.env.su and "phase" in vals:
            raise UserError(self.env._("A duty begins and ends by its dates."))
        if not vals.keys() <= {"phase", "decision_number"}:
            self._check_giver()
        result = super().write(vals)
        if vals.keys() & {"teacher_id", "group_id", "date_start", "date_end"}:
            self._check_giver()
            self._follow()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_given(self):
        self._check_giver()
        given = self.filtered(lambda duty: duty.phase != "coming")
        if given:
            raise UserError(given[0]._started_message())

    def _overlaps(self, other):
        far = fields.Date.to_date("9999-12-31")
        return (
            self.group_id == other.group_id
            and self.teacher_id == other.teacher_id
            and self.date_start <= (other.date_end or far)
            and other.date_start <= (self.date_end or far)
        )

    def _check_giver(self):
        """Whoever may not give a duty on the staff form may not give or end it here."""
        for duty in self:
            held = duty.teacher_id.user_id.sudo().group_ids.filtered("is_school_duty")
            group = duty.group_id.sudo()
            duty.teacher_id._check_duties(held - group, held | group)

    def _follow(self):
        """Give what is in force today and was not given yet; take what is over."""
        today = self.env["res.users"]._school_today()
        over = self.filtered(
            lambda duty: duty.phase != "taken" and duty.date_end and duty.date_end < today
        )
        due = (self - over).filtered(lambda d: d.phase == "coming" and d.date_start <= today)
        taken = over.filtered(lambda duty: duty.phase == "given")
        # sudo: what has been done is noted by the program alone; who may give a duty was checked
        # when the line was written. The phase comes first: see _reconcile.
        over.sudo().phase = "taken"
        due.sudo().phase = "given"
        staff = self.env.ref("school_core.group_school_staff")
        for user_sudo, duties in (taken | due).sudo().grouped("user_id").items():
            given = (duties & due.sudo()).group_id
            user_sudo.group_ids = user_sudo.group_ids - duties.group_id + given + staff

    @api.model
    def _apply_day(self):
        today = self.env["res.users"]._school_today()
        begun = Domain("phase", "=", "coming") & Domain("date_start", "<=", today)
        over = Domain("phase", "=", "given") & Domain("date_end", "<", today)
        self.search((begun | over) & Domain("user_id.active", "=", True))._follow()

    @api.model
    def _reconcile(self, users):
        """Note the duties that ``users`` were given or lost by other ways than a line."""
        today = self.env["res.users"]._school_today()
        # sudo: whoever gives a duty, or makes an employee an account, has no rights on the lines.
        users_sudo = users.sudo().with_context(active_test=False)
        lines_sudo = self.sudo().search([("user_id", "in", users.ids), ("phase", "!=", "taken")])
        employees_sudo = users_sudo.env["hr.employee"].search([("user_id", "in", users.ids)])
        by_user = employees_sudo.grouped("user_id")
        stale, replaced, new = self.sudo(), self.sudo(), []
        for user, employees in by_user.items():
            held = user.group_ids.filtered("is_school_duty")
            lines = lines_sudo.filtered(lambda line, user=user: line.user_id == user)
            given = lines.filtered(lambda line: line.phase == "given")
            missing = held - given.group_id
            stale |= given.filtered(lambda line, held=held: line.group_id not in held)
            replaced |= (lines - given).filtered(lambda line, m=missing: line.group_id in m)
            own = employees.filtered(lambda e, user=user: e.company_id == user.company_id)
            new += [
                {
                    "teacher_id": (own or employees)[0].id,
                    "group_id": group.id,
                    "date_start": today,
                    "phase": "given",
                }
                for group in missing
            ]
        replaced.unlink()
        stale._close(today)
        # lines are written by the program only
        self.sudo().create(new)

    def _close(self, day):
        """End the lines on ``day``: the person has lost the duty by another way."""
        self.filtered(lambda duty: not duty.date_end or duty.date_end > day).date_end = day
        self.phase = "taken"
