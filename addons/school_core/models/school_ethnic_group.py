# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain

from ..tools import vietnamese


class SchoolEthnicGroup(models.Model):
    """An ethnic group of the state's list (Quyết định 121-TCTK/PPCĐ of 2 March 1979)."""

    _name = "school.ethnic.group"
    _description = "Ethnic Group"
    _order = "sequence, id"

    name = fields.Char(required=True)
    code = fields.Char(required=True)
    other_names = fields.Char(help="Other spellings and names, separated by commas.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _uniq_code = models.UniqueIndex("(code)", "The code of an ethnic group must be unique.")

    @api.model
    def _search_display_name(self, operator, value):
        """Override to find a group by its other names, too."""
        domain = super()._search_display_name(operator, value)
        if isinstance(value, str) and operator in ("like", "ilike", "=like", "=ilike"):
            domain |= Domain("other_names", operator, value)
        return domain

    @api.model
    def _find(self, names):
        """Return ``{name: ethnic group}`` for those of ``names`` that the list knows.

        Accents, case, hyphens and spaces do not count: "Ê đê", "Ê-đê" and "ede" are one.
        """

        def key(text):
            return "".join(char for char in vietnamese.plain(text) if char.isalnum())

        known = {}
        for group in self.search([("code", "!=", False)]):
            for name in (group.code, group.name, *(group.other_names or "").split(",")):
                known.setdefault(key(name), group)
        return {name: known[key(name)] for name in names if key(name) in known}
