# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.tools.misc import SENTINEL


class KnownOrMissing:
    """A number that may be missing: NULL is read as False and never becomes 0.

    As ``0 == False`` in Python, a missing value is recognised by ``is False``.
    """

    falsy_value = None

    def convert_to_column(self, value, record, values=None, validate=True):
        if is_missing(value):
            return None
        return super().convert_to_column(value, record, values, validate)

    def convert_to_cache(self, value, record, validate=True):
        return None if is_missing(value) else super().convert_to_cache(value, record, validate)

    def convert_to_record(self, value, record):
        return False if value is None else value

    def convert_to_export(self, value, record):
        return "" if is_missing(value) else value

    def filter_function(self, records, field_expr, operator, value):
        if operator != "in":
            return super().filter_function(records, field_expr, operator, value)
        # The field would take 0 and a missing value for the same.
        wants_missing = any(is_missing(v) for v in value)
        wanted = {float(v) for v in value if not is_missing(v)}

        def is_in(record):
            number = record[self.name]
            return wants_missing if number is False else number in wanted

        return is_in


class Mark(KnownOrMissing, fields.Float):
    """A mark, or its average.

    In a sheet assessed by comments the same columns hold the level: 1 for Đạt, 0 for Chưa đạt;
    the sheet's kind says which reading applies.
    """

    aggregator = "avg"

    def __init__(self, string=SENTINEL, **kwargs):
        kwargs.setdefault("digits", (3, 1))
        super().__init__(string, **kwargs)


class Count(KnownOrMissing, fields.Integer):
    """A number of things, of which nobody may have said yet how many there are."""


def is_missing(value):
    """Return whether ``value`` is no number at all; 0 is one."""
    return value is None or value is False or value == ""
