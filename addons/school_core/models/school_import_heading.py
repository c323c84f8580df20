# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..tools.import_values import fold


class SchoolImportHeading(models.Model):
    """What a school has said of a heading in its files: which column it is, or none."""

    _name = "school.import.heading"
    _description = "Heading that a School Uses"
    _inherit = ["school.import.choice.mixin"]
    _order = "kind, key, id"
    _rec_name = "key"

    kind = fields.Char(required=True, readonly=True)
    key = fields.Char(string="Heading", required=True, readonly=True)
    column = fields.Char(readonly=True, help="Empty: the heading is not read.")

    _uniq_key = models.UniqueIndex(
        "(company_id, kind, key, user_id) NULLS NOT DISTINCT", "The heading is known already."
    )

    @api.model
    def _chosen(self, company):
        """Return what the school and the user have said, by kind and folded heading."""
        chosen = {}
        for heading in self._known(company):
            chosen.setdefault(heading.kind, {})[heading.key] = heading.column or ""
        return chosen

    @api.model
    def _remember(self, company, kind, heading, column):
        """Keep that ``heading`` stands for ``column`` in the files of the school, or of the user."""
        self._check_may(kind)
        # Nobody writes the list itself.
        Heading_sudo = self.sudo()
        place = {"company_id": company.id, "kind": kind, "key": fold(heading), **self._owner()}
        known = Heading_sudo.search([(name, "=", value) for name, value in place.items()])
        if known:
            known.column = column
        else:
            Heading_sudo.create({**place, "column": column})
