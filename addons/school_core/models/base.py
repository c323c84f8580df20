# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.models import READ_GROUP_DISPLAY_FORMAT

# Days are written like this everywhere (see static/src/dates); Odoo has no hook for it.
READ_GROUP_DISPLAY_FORMAT["day"] = "dd/MM/yyyy"

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
        if not self.env.su and any(self._moves_to_school(name) for name in vals):
            self.check_access("write")
        return result

    def _moves_to_school(self, name):
        """Return whether the field ``name`` says whose a record is, or is what that follows."""
        return name in SCHOOL_FIELDS or any(
            (school := self._fields.get(field))
            and school.related
            and school.related.partition(".")[0] == name
            for field in SCHOOL_FIELDS
        )
