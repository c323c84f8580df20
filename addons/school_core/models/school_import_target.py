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
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="School",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="Only of columns that one school has: those of its own subjects.",
    )

    _uniq_name = models.UniqueIndex("(kind, name)", "The kind has this column already.")

    @api.model
    def _of(self, kinds):
        """Return the targets by kind and column, made where ``kinds`` have new columns."""
        # The columns are the code's; no user makes or changes them.
        Target_sudo = self.sudo()
        domain = [("kind", "in", [kind._kind for kind in kinds])]
        known = {
            (target.kind, target.name): (target.title, target.sequence)
            for target in Target_sudo.search(domain)
        }
        wanted = {
            (kind._kind, column.name): (column.header, sequence, column.company_id or None)
            for kind in kinds
            for sequence, column in enumerate(kind._all_columns())
        }
        changed = [
            SQL("(%s, %s, %s, %s, %s::int)", *key, *values)
            for key, values in wanted.items()
            if known.get(key) != values[:2]
        ]
        if changed:
            # Two users may check their first files at once: the second one is tried again.
            self.env.cr.execute(
                SQL(
                    "INSERT INTO school_import_target (kind, name, title, sequence, company_id)"
                    " VALUES %s ON CONFLICT (kind, name)"
                    " DO UPDATE SET title = excluded.title, sequence = excluded.sequence",
                    SQL(", ").join(changed),
                )
            )
            Target_sudo.invalidate_model()
        return {
            (target.kind, target.name): target
            for target in Target_sudo.search(domain)
            if (target.kind, target.name) in wanted
        }
