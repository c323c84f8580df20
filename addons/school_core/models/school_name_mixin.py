# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, Query

from ..tools import vietnamese

VIETNAMESE_COLLATION = "vi-x-icu"


def collated_order(model, alias, field_name, direction, nulls, query, collation):
    """Return the ORDER BY term of a text field in ``collation``."""
    sql_field = SQL(
        "%s COLLATE %s", model._field_to_sql(alias, field_name, query), SQL.identifier(collation)
    )
    query._order_groupby.append(sql_field)
    return SQL("%s %s %s", sql_field, direction, nulls)


class SchoolNameMixin(models.AbstractModel):
    """A person whose full name is split, sorted and searched the Vietnamese way.

    A Vietnamese name is written family name, middle names, given name; lists are sorted by the
    given name, then by what stands before it, in the Vietnamese alphabet (a, ă, â, b ... and the
    order of the tones), which the C collation of an Odoo database does not know. A model that
    takes the mixin sets ``_order = "name_key, id"``.
    """

    _name = "school.name.mixin"
    _description = "Vietnamese Name"

    given_name = fields.Char(compute="_compute_name_parts", store=True)
    family_name = fields.Char(
        string="Family and Middle Names", compute="_compute_name_parts", store=True
    )
    name_key = fields.Char(
        string="Alphabetical Order",
        compute="_compute_name_parts",
        store=True,
        index=True,
        help="Sorts persons the Vietnamese way in SQL and in Python.",
    )
    name_plain = fields.Char(
        string="Name without Accents", compute="_compute_name_parts", store=True
    )

    @api.depends("name")
    def _compute_name_parts(self):
        for person in self:
            person.family_name, person.given_name = vietnamese.split_name(person.name)
            person.name_key = vietnamese.name_key(person.name)
            person.name_plain = vietnamese.plain(person.name)

    def _order_field_to_sql(
        self, alias: str, field_name: str, direction: SQL, nulls: SQL, query: Query
    ) -> SQL:
        if field_name == "family_name":
            return collated_order(
                self, alias, field_name, direction, nulls, query, VIETNAMESE_COLLATION
            )
        if field_name in ("name", "given_name"):
            field_name = "name_key"
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)

    @api.model
    def _search_display_name(self, operator, value):
        """Override to find a name that is typed without its accents."""
        domain = super()._search_display_name(operator, value)
        if isinstance(value, str) and operator in ("like", "ilike", "=like", "=ilike"):
            domain |= Domain("name_plain", operator, vietnamese.plain(vietnamese.clean_name(value)))
        return domain
