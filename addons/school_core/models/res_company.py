# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime, time, timedelta

import pytz

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..tools.local_time import TIMEZONE
from ..tools.school_calendar import Calendar

SCHOOL_ADMINISTRATORS = (
    "school_core.group_school_principal",
    "school_core.group_school_system",
)
#: Who decides about the books (TM Điều 3.2, LOCK-01).
BOOK_KEEPERS = (
    "school_core.group_school_principal",
    "school_core.group_school_gradebook_admin",
)
SETTINGS = frozenset(
    {
        "name",
        "logo",
        "street",
        "street2",
        "city",
        "zip",
        "state_id",
        "country_id",
        "phone",
        "email",
        "website",
        "vat",
        "resource_calendar_id",
    }
)


class ResCompany(models.Model):
    """A school is a company; a company without school levels is no school."""

    _name = "res.company"
    _inherit = ["res.company", "school.trail.mixin"]

    _trail_fields = ("school_lock_default",)
    _trail_company = "id"

    school_code = fields.Char(string="MOET Code")
    school_abbreviation = fields.Char(help="Unaccented, lower case; ends the login of the staff.")
    school_district_abbreviation = fields.Char(
        help="Unaccented, lower case; starts the login of the school administrator."
    )
    school_level_ids = fields.Many2many(comodel_name="school.level", string="School Levels")
    school_authority_id = fields.Many2one(
        comodel_name="school.authority", string="Authority", index="btree_not_null"
    )
    school_principal_id = fields.Many2one(
        comodel_name="hr.employee",
        string="Principal",
        domain="[('company_id', '=', id)]",
    )
    school_year_ids = fields.One2many(comodel_name="school.year", inverse_name="company_id")

    school_is_editable = fields.Boolean(
        compute="_compute_school_is_editable",
        help="Whether the user keeps the school's address and settings.",
    )
    school_logo = fields.Image(
        string="Logo",
        compute="_compute_school_logo",
        inverse="_inverse_school_logo",
        help="Empty where the school has none: Odoo's own picture is not shown.",
    )
    school_lock_default = fields.Selection(
        [("open", "Open"), ("closed", "Closed")],
        string="Books without a Lock",
        default="open",
        help="What holds for a book about which nobody decided: open, or closed until a time of "
        "entry is opened.",
    )

    school_unlock_approver = fields.Selection(
        [("principal", "Principal only"), ("leader", "Principal or vice-principal")],
        string="Unlock Requests Are Approved by",
        required=True,
        default="principal",
        help="Who decides that a closed book is opened for somebody.",
    )
    school_unlock_hours = fields.Integer(
        string="Hours a Book Is Opened For",
        default=48,
        help="How long a closed book is opened for somebody at most.",
    )

    _check_unlock_hours = models.Constraint(
        "CHECK(school_unlock_hours BETWEEN 1 AND 168)", "A book is opened for 1 to 168 hours."
    )
    _uniq_school_code = models.UniqueIndex(
        "(school_code) WHERE school_code IS NOT NULL", "Another school has this MOET code."
    )
    _uniq_school_abbreviation = models.UniqueIndex(
        "(school_district_abbreviation, school_abbreviation) NULLS NOT DISTINCT"
        " WHERE school_abbreviation IS NOT NULL",
        "Another school of the area has this abbreviation.",
    )

    @api.depends_context("uid")
    def _compute_school_is_editable(self):
        is_editable = self.env.user.has_group("base.group_erp_manager") or self._is_one_of(
            SCHOOL_ADMINISTRATORS
        )
        for school in self:
            school.school_is_editable = is_editable

    @api.depends("logo", "uses_default_logo")
    def _compute_school_logo(self):
        for school in self:
            school.school_logo = not school.uses_default_logo and school.logo

    def _inverse_school_logo(self):
        for school in self:
            school.logo = school.school_logo

    @api.constrains("school_abbreviation", "school_district_abbreviation")
    def _check_school_abbreviations(self):
        for school in self:
            for name in ("school_abbreviation", "school_district_abbreviation"):
                value = school[name]
                if value and not (value.isascii() and value.isalnum() and value.islower()):
                    raise ValidationError(
                        self.env._(
                            "%(field)s of %(school)s: “%(value)s” may only hold lower case"
                            " letters without accents, and digits.",
                            field=self._fields[name]._description_string(self.env),
                            school=school.name,
                            value=value,
                        )
                    )

    @api.constrains("school_principal_id")
    def _check_school_principal(self):
        for school in self:
            # sudo: the principal's company is compared, nothing of the employee is shown.
            principal_sudo = school.school_principal_id.sudo()
            if principal_sudo and principal_sudo.company_id != school:
                raise ValidationError(
                    self.env._(
                        "%(employee)s does not belong to the staff of %(school)s.",
                        employee=principal_sudo.name,
                        school=school.name,
                    )
                )

    def write(self, vals):
        if "school_lock_default" in vals:
            self.env["school.lock"]._forget()
        if self.env.su or self.env.user.has_group("base.group_erp_manager"):
            return super().write(vals)
        self._check_school_settings(vals)
        # sudo: the school's own administrators keep its settings, also those that Odoo stores on
        # the school's contact; which school and which settings has just been checked.
        return super(ResCompany, self.sudo()).write(vals)

    def _check_school_settings(self, vals):
        """Refuse what is no setting of the own school to the school's administrators."""
        self.check_access("write")
        of_books = self._book_settings()
        allowed = set()
        if self._is_one_of(SCHOOL_ADMINISTRATORS):
            allowed = SETTINGS | self._school_settings() - of_books
        if self._is_one_of(BOOK_KEEPERS):
            allowed |= of_books
        refused = [
            name
            for name, value in vals.items()
            if name not in allowed or not self._only_links(name, value)
        ]
        if of_books.intersection(refused):
            raise AccessError(
                self.env._(
                    "Only the principal and the gradebook administrator open and close the books."
                )
            )
        if refused:
            raise AccessError(
                self.env._(
                    "Only the administrator of the system may change: %(fields)s.",
                    fields=", ".join(refused),
                )
            )

    @api.model
    def _only_links(self, name, value):
        """Return whether ``value`` of a Many2many says which records there are, and changes none.

        What the school's administrators write is written in sudo mode, other records with it.
        """
        if self._fields[name].type != "many2many":
            return True
        changing = (Command.CREATE, Command.UPDATE, Command.DELETE)
        return not any(
            isinstance(command, (list, tuple)) and command[0] in changing for command in value or ()
        )

    @api.model
    def _is_one_of(self, groups):
        return any(self.env.user.has_group(xmlid) for xmlid in groups)

    @api.model
    def _book_settings(self):
        """Return the fields that say when the books are open; their keepers alone change them."""
        return {"school_lock_default"}

    @api.model
    def _school_settings(self):
        """Return the fields that the school's administrators may change, besides its address.

        The levels and the authority of a school are decided above it.
        """
        decided_above = {"school_code", "school_level_ids", "school_authority_id"}
        return {
            name
            for name, field in self._fields.items()
            if name.startswith("school_") and field.type != "one2many"
        } - decided_above

    def _prepare_resource_calendar_values(self):
        values = super()._prepare_resource_calendar_values()
        return {**values, "tz": TIMEZONE} if self.country_id.code == "VN" else values

    def _last_entry_period_end(self, day):
        """Return the last day of the last time of entry that was over before ``day``, or None.

        A hook for the addon that keeps times of entry.
        """
        return None

    def _school_midnight(self, day):
        """Return the moment (UTC, naive) at which ``day`` begins in the school's time zone."""
        # sudo: see _school_calendar
        zone = pytz.timezone(self.sudo().resource_calendar_id.tz or TIMEZONE)
        local = zone.localize(datetime.combine(day, time.min))
        return local.astimezone(pytz.utc).replace(tzinfo=None)

    def _school_calendar(self, date_start, date_end, makeup_days=()):
        """Return the school's working days from ``date_start`` to ``date_end``."""
        self.ensure_one()
        # sudo: an officer may read the school, and when it is closed is no secret.
        working_hours = self.sudo().resource_calendar_id
        leaves = working_hours.env["resource.calendar.leaves"].search(
            [
                ("resource_id", "=", False),
                ("time_type", "=", "leave"),
                ("calendar_id", "in", [working_hours.id, False]),
                ("company_id", "in", [self.id, False]),
                ("date_to", ">=", self._school_midnight(date_start)),
                ("date_from", "<", self._school_midnight(date_end + timedelta(days=1))),
            ]
        )
        holidays = {
            leave.school_first_day + timedelta(days=i)
            for leave in leaves
            for i in range((leave.school_last_day - leave.school_first_day).days + 1)
        }
        weekdays = {int(line.dayofweek) for line in working_hours.attendance_ids}
        return Calendar(
            weekdays=frozenset(weekdays or range(5)),
            holidays=frozenset(holidays),
            makeup_days=frozenset(makeup_days),
        )

    @api.model
    def _login_brand(self):
        """Return what stands above the log-in, or "" where there is a picture to show."""
        # sudo: nobody is logged in; the name of the only school is no secret
        companies_sudo = self.sudo()
        if not companies_sudo.env.company.uses_default_logo:
            return ""
        schools_sudo = companies_sudo.search([("school_level_ids", "!=", False)], limit=2)
        return schools_sudo.name if len(schools_sudo) == 1 else self.env._("School Management")
