# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..tools.local_time import TIMEZONE


class ResourceCalendarLeaves(models.Model):
    """A day off of the school is a global leave of its working hours; schools think in days."""

    _inherit = "resource.calendar.leaves"

    school_first_day = fields.Date(
        string="First Day", compute="_compute_school_days", inverse="_inverse_school_days"
    )
    school_last_day = fields.Date(
        string="Last Day", compute="_compute_school_days", inverse="_inverse_school_days"
    )

    @api.depends("date_from", "date_to", "calendar_id.tz")
    def _compute_school_days(self):
        for leave in self:
            zone = leave._school_zone()
            for day, moment in (("school_first_day", "date_from"), ("school_last_day", "date_to")):
                time = leave[moment]
                leave[day] = time and pytz.utc.localize(time).astimezone(zone).date()

    def _inverse_school_days(self):
        for leave in self:
            first, last = leave.school_first_day, leave.school_last_day
            if not first:
                continue
            last = last or first
            if last < first:
                raise ValidationError(
                    self.env._(
                        "%(name)s: the last day, %(last)s, is before the first day, %(first)s.",
                        name=leave.name,
                        last=format_date(self.env, last),
                        first=format_date(self.env, first),
                    )
                )
            school = leave.company_id
            leave.write(
                {
                    "date_from": school._school_midnight(first),
                    "date_to": school._school_midnight(last + timedelta(days=1))
                    - timedelta(seconds=1),
                }
            )

    def _school_zone(self):
        hours = self.calendar_id or self.company_id.resource_calendar_id
        return pytz.timezone(hours.tz or TIMEZONE)
