# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import ormcache

from ..tools.account_policy import Policy, strictest

#: Field of the school → name in the policy.
SETTINGS = {
    "school_password_length": "length",
    "school_password_kinds": "kinds",
    "school_password_days": "days",
    "school_password_days_parent": "days_parent",
    "school_password_history": "history",
    "school_password_after_entry": "after_entry",
    "school_second_factor": "second_factor",
    "school_idle_minutes": "idle_minutes",
    "school_session_hours": "session_hours",
    "school_concurrent": "concurrent",
    "school_login_tries": "tries",
    "school_login_lock_minutes": "lock_minutes",
    "school_login_months": "months",
}


class ResCompany(models.Model):
    """What a school asks of its accounts (TM Điều 2; HBT Điều 3.1; DN Điều 9.1)."""

    _inherit = "res.company"

    @property
    def _trail_fields(self):
        return (*super()._trail_fields, *SETTINGS)

    school_password_length = fields.Integer(string="Characters of a Password", default=8)
    school_password_kinds = fields.Integer(
        string="Kinds of Characters",
        default=3,
        help="How many of lower case, upper case, digits and other characters the password of a"
        " member of the staff holds. Parents are asked for the length only.",
    )
    school_password_days = fields.Integer(
        string="Days a Password Lasts",
        default=90,
        help="After how many days the staff must choose another password. 0: never.",
    )
    school_password_days_parent = fields.Integer(
        string="Days a Parent's Password Lasts",
        default=0,
        help="The same for parents and pupils. 0: never.",
    )
    school_password_history = fields.Integer(
        string="Passwords Remembered",
        default=3,
        help="How many earlier passwords may not be chosen again, besides the present one.",
    )
    school_password_after_entry = fields.Boolean(
        string="New Password after Each Time of Entry",
        default=True,
        help="The gradebook administrator and the system administrator must change the password"
        " after each time in which marks are entered, before they do anything else.",
    )
    school_second_factor = fields.Boolean(
        string="Two-Factor Authentication Required",
        help="Principal, vice-principals, administrators and accountant can do nothing before they"
        " have set up two-factor authentication.",
    )
    school_idle_minutes = fields.Integer(
        string="Minutes of Idleness",
        default=30,
        help="After how many idle minutes the staff must give the password again. 0: never.",
    )
    school_session_hours = fields.Integer(
        string="Hours of a Session",
        default=24,
        help="After how many hours the staff must log in again. 0: as long as it is used.",
    )
    school_concurrent = fields.Selection(
        [
            ("show", "It is shown"),
            ("newest", "It is shown, and the earlier session ends"),
            ("first", "The later log-in is refused"),
        ],
        string="One Account in Two Places",
        required=True,
        default="show",
        help="What happens when an account of the staff is in use from two places at once.",
    )
    school_login_tries = fields.Integer(
        string="Wrong Passwords",
        default=5,
        help="After how many wrong passwords in a row an account is locked for a while. 0: never.",
    )
    school_login_lock_minutes = fields.Integer(string="Minutes It Is Locked", default=15)
    school_login_months = fields.Integer(
        string="Months of the Log-in History", default=12, help="For how long log-ins are kept."
    )

    _check_school_password = models.Constraint(
        "CHECK(school_password_length BETWEEN 8 AND 64 AND school_password_kinds BETWEEN 1 AND 4"
        " AND school_password_history BETWEEN 0 AND 12)",
        "A password has 8 to 64 characters of 1 to 4 kinds; 0 to 12 earlier ones are remembered.",
    )
    _check_school_password_days = models.Constraint(
        "CHECK(school_password_days BETWEEN 0 AND 730"
        " AND school_password_days_parent BETWEEN 0 AND 730)",
        "A password lasts 0 to 730 days.",
    )
    _check_school_sessions = models.Constraint(
        "CHECK(school_idle_minutes BETWEEN 0 AND 480 AND school_session_hours BETWEEN 0 AND 168)",
        "Idle minutes lie between 0 and 480, the hours of a session between 0 and 168.",
    )
    _check_school_logins = models.Constraint(
        "CHECK(school_login_tries BETWEEN 0 AND 50 AND school_login_lock_minutes BETWEEN 1 AND 1440"
        " AND school_login_months BETWEEN 1 AND 60)",
        "0 to 50 wrong passwords lock an account for 1 to 1440 minutes; log-ins are kept for 1 to"
        " 60 months.",
    )

    def write(self, vals):
        result = super().write(vals)
        if not SETTINGS.keys().isdisjoint(vals):
            self.env.registry.clear_cache()
        return result

    @api.model
    @ormcache("company_ids", "day")
    def _account_policy(self, company_ids, day):
        """Return the policy of persons who belong to all of ``company_ids``."""
        policies = []
        # sudo: each account obeys the settings of its schools, readable or not.
        for school in self.sudo().browse(company_ids):
            values = {name: school[field] for field, name in SETTINGS.items()}
            end = school._last_entry_period_end(day)
            moment = school._school_midnight(fields.Date.add(end, days=1)) if end else None
            policies.append(Policy(**values, entry_end=moment))
        return strictest(policies)
