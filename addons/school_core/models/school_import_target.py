# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class SchoolImportTarget(models.Model):
    """A column of a kind of import, to choose for a heading that is not known."""

    _name = "school.import.target"
    _description = "Column of a Kind of Import"
    _order = "kind, sequence, id"
    _rec_name = "title"

    kind = fields.Char(required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    title = fields.Char(required=True, readonly=True)
    sequence = fields.Integer(readonly=True)

    _uniq_name = models.UniqueIndex("(kind, name)", "The kind has this column already.")

    @api.model
    def _of(self, kinds):
        """Return the targets by kind and column, made where ``kinds`` have new columns."""
        # The columns are the code's; no user makes or changes them.
        Target_sudo = self.sudo()
        known = {
            (target.kind, target.name): target
            for target in Target_sudo.search([("kind", "in", [kind._kind for kind in kinds])])
        }
        missing = [
            {
                "kind": kind._kind,
                "name": column.name,
                "title": column.header,
                "sequence": sequence,
            }
            for kind in kinds
            for sequence, column in enumerate(kind._kind_columns())
            if (kind._kind, column.name) not in known
        ]
        for target in Target_sudo.create(missing):
            known[target.kind, target.name] = target
        return known
