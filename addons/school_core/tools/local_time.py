# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime
from zoneinfo import ZoneInfo

from odoo.tools import format_datetime

# Viet Nam has one time zone; a school's records speak its time, whatever the reader's settings.
TIMEZONE = "Asia/Ho_Chi_Minh"


def local_today():
    """Return the day that it is in Viet Nam, where the server's clock is UTC."""
    return datetime.now(ZoneInfo(TIMEZONE)).date()


def local_time(env, moment, with_seconds=False):
    """Return ``moment`` (UTC) as a school writes it: 14:05 22/11/2026."""
    clock = "HH:mm:ss" if with_seconds else "HH:mm"
    return format_datetime(env, moment, tz=TIMEZONE, dt_format=f"{clock} dd/MM/yyyy")
