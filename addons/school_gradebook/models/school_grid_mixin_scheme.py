# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import ormcache


class SchoolGridMixin(models.AbstractModel):
    """How the columns that a circular's scheme chooses become those of the grid."""

    _inherit = "school.grid.mixin"

    def _grid_scheme_columns(self, columns):
        """Return the columns of the grid for those of a scheme (``rules.scheme.Column``).

        What the scheme leaves open, label and options, is that of the field.
        """
        return [dict(column) for column in self._grid_known_columns(tuple(columns))]

    @api.model
    @ormcache("self._name", "columns", "self.env.lang")
    def _grid_known_columns(self, columns):
        """Return the columns, which are shared: making them again takes longer than a query."""
        fields = self.env[self._grid_row_model]._fields
        words = {
            "absences": self.env._("Absences (sessions)"),
            "absences_excused": self.env._("Excused"),
            "absences_unexcused": self.env._("Unexcused"),
        }
        found = []
        for column in columns:
            field = fields[column.name]
            label = column.label or words.get(column.name) or field._description_string(self.env)
            values = column._asdict() | {
                "label": label,
                "group": words.get(column.group, column.group),
                "readonly": column.computed,
                "options": None,
            }
            if column.type in ("selection", "level"):
                values["options"] = self._grid_scheme_options(field, column)
            found.append(values)
        return found

    def _grid_scheme_options(self, field, column):
        if column.options and all(label for _key, label in column.options):
            return [list(option) for option in column.options]
        labels = dict(field._description_selection(self.env))
        keys = [key for key, _label in column.options] if column.options else labels
        return [[key, labels.get(key, key)] for key in keys]
