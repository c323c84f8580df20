# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL


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
        domain = [("kind", "in", [kind._kind for kind in kinds])]
        known = {(target.kind, target.name) for target in Target_sudo.search(domain)}
        missing = [
            SQL("(%s, %s, %s, %s)", kind._kind, column.name, column.header, sequence)
            for kind in kinds
            for sequence, column in enumerate(kind._kind_columns())
            if (kind._kind, column.name) not in known
        ]
        if missing:
            # Two users may check their first files at once: the second one is tried again.
            self.env.cr.execute(
                SQL(
                    "INSERT INTO school_import_target (kind, name, title, sequence) VALUES %s"
                    " ON CONFLICT (kind, name) DO NOTHING",
                    SQL(", ").join(missing),
                )
            )
        return {(target.kind, target.name): target for target in Target_sudo.search(domain)}
