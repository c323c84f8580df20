"""Lines that hold from a day to a day, both counted, or without an end."""

from datetime import date

from odoo.fields import Domain


def in_force(day: date) -> Domain:
    """Return the domain of the lines (``date_start``, ``date_end``) that hold on ``day``."""
    return Domain("date_start", "<=", day) & (
        Domain("date_end", "=", False) | Domain("date_end", ">=", day)
    )
