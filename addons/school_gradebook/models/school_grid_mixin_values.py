# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from ..rules import COMMENT, SCORE, parse_mark

LONGEST_TEXT = 1000


class SchoolGridMixin(models.AbstractModel):
    """What a value means that was typed into a cell."""

    _inherit = "school.grid.mixin"

    @api.model
    def _grid_read(self, column, raw):
        """Return what ``raw`` means in ``column`` as (value, why it is refused)."""
        if raw is None or raw is False or (isinstance(raw, str) and not raw.strip()):
            return None, None
        kind = column["type"]
        if kind == "text":
            return self._grid_read_text(raw)
        if kind == "selection":
            keys = {key for key, _label in column["options"]}
            return (raw, None) if raw in keys else (None, self.env._("This is none of the levels."))
        if kind == "integer":
            return self._grid_read_integer(column, raw)
        if kind == "level" and not isinstance(raw, (bool, str)) and raw in (0, 1):
            return int(raw), None
        typed = parse_mark(raw, COMMENT if kind == "level" else SCORE)
        if typed.reason or typed.choices:
            reason = self.env["school.mark"]._refusal_text(typed.reason or "range")
            return None, self.env._("Not saved: %(reason)s.", reason=reason)
        return (int(typed.value == "D") if kind == "level" else typed.value), None

    @api.model
    def _grid_read_text(self, raw):
        text = " ".join(str(raw).split())
        if len(text) <= LONGEST_TEXT:
            return text, None
        return None, self.env._(
            "The text is longer than %(number)s characters.", number=LONGEST_TEXT
        )

    @api.model
    def _grid_read_integer(self, column, raw):
        text = str(raw).strip()
        if not text.isdecimal():
            return None, self.env._("This is no whole number.")
        if not column["min"] <= int(text) <= column["max"]:
            return None, self.env._(
                "The number lies between %(min)s and %(max)s.",
                min=column["min"],
                max=column["max"],
            )
        return int(text), None
