# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolWordsMixin(models.AbstractModel):
    """What belongs to a class, and is called on the screens as the class's circular calls it.

    A view loads ``rules_code``; names of columns and fields, and values under the widget
    ``circular_value``, then come from the words of that circular (``ir.http.session_info``), and
    from the program's own, neutral words where the records shown are of several.
    """

    _name = "school.words.mixin"
    _description = "Words of a Circular"

    class_id = fields.Many2one(comodel_name="school.class")
    rules_code = fields.Char(
        related="class_id.rules_code", string="Circular", export_string_translation=False
    )

    def _word(self, name, value):
        """Return what the circular of the record's class, or else the program, calls a value."""
        # by which circular a class is assessed is no secret
        scheme = self.sudo().class_id._scheme()
        labels = dict(self._fields[name]._description_selection(self.env))
        own = labels.get(value, value or "")
        return scheme.label(name, value, own) if scheme else own

    def _word_name(self, name):
        """Return what the circular of the record's class, or else the program, calls a field."""
        scheme = self.sudo().class_id._scheme()
        own = self._fields[name]._description_string(self.env)
        return (scheme and scheme.names.get(name)) or own
