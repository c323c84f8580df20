# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields


class Mark(fields.Float):
    """A number that may be missing: NULL is read as False and is never turned into 0.

    Marks are numeric(3, 1) in the database. In a sheet assessed by comments the same columns hold
    the level: 1 for Đạt, 0 for Chưa đạt; the sheet's kind says which reading applies.
    """

    falsy_value = None

    def __init__(self, string=fields.SENTINEL, **kwargs):
        kwargs.setdefault("digits", (3, 1))
        kwargs.setdefault("aggregator", "avg")
        super().__init__(string, **kwargs)

    def convert_to_column(self, value, record, values=None, validate=True):
        return None if _is_missing(value) else super().convert_to_column(value, record, values)

    def convert_to_cache(self, value, record, validate=True):
        return None if _is_missing(value) else super().convert_to_cache(value, record, validate)

    def convert_to_record(self, value, record):
        return False if value is None else value

    def convert_to_read(self, value, record, use_display_name=True):
        return value

    def convert_to_export(self, value, record):
        return "" if _is_missing(value) else value


def _is_missing(value):
    return value is None or value is False or value == ""
