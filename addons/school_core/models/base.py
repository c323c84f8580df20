# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

#: What says whose a record is.
SCHOOL_FIELDS = ("company_id", "school_id")


class Base(models.AbstractModel):
    """Nobody gives a record to a school in which he may not write.

    Before a record is written, Odoo judges it by the school that it has until then. What is written
    in the name of another school is judged once more.
    """

    _inherit = "base"

    def write(self, vals):
        result = super().write(vals)
        if not self.env.su and not self._school_sources().isdisjoint(vals):
            self.check_access("write")
        return result

    def _school_sources(self):
        """Return the fields by which a record of the model comes to its school."""
        return frozenset(
            (field.related or name).partition(".")[0]
            for name in SCHOOL_FIELDS
            if (field := self._fields.get(name)) and field.store
        )
