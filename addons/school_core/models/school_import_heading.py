# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools.import_values import fold


class SchoolImportHeading(models.Model):
    """What a school has said of a heading in its files: which column it is, or none."""

    _name = "school.import.heading"
    _description = "Heading that a School Uses"
    _order = "kind, key, id"
    _rec_name = "key"

    company_id = fields.Many2one(
        comodel_name="res.company", string="School", required=True, readonly=True, index=True
    )
    kind = fields.Char(required=True, readonly=True)
    key = fields.Char(string="Heading", required=True, readonly=True)
    column = fields.Char(readonly=True, help="Empty: the heading is not read.")

    _uniq_key = models.UniqueIndex("(company_id, kind, key)", "The heading is known already.")

    @api.model
    def _chosen(self, company):
        """Return what the school has said, by kind and folded heading."""
        chosen = {}
        for heading in self.search([("company_id", "=", company.id)]):
            chosen.setdefault(heading.kind, {})[heading.key] = heading.column or ""
        return chosen

    @api.model
    def _remember(self, company, kind, heading, column):
        """Keep that ``heading`` stands for ``column`` in the files of the school."""
        if not self.env["school.import"]._kind(kind)._is_allowed():
            raise AccessError(self.env["school.import.reason"]._reason("not_allowed"))
        # Whoever imports the kind says it for the school; nobody writes the list itself.
        Heading_sudo = self.sudo()
        key = fold(heading)
        place = {"company_id": company.id, "kind": kind, "key": key}
        known = Heading_sudo.search([(name, "=", value) for name, value in place.items()])
        if known:
            known.column = column
        else:
            Heading_sudo.create({**place, "column": column})
