# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL, Query

VIETNAMESE_COLLATION = "vi-x-icu"


def collated_order(model, alias, field_name, direction, nulls, query, collation):
    """Return the ORDER BY term of a text field in ``collation``."""
    sql_field = SQL(
        "%s COLLATE %s", model._field_to_sql(alias, field_name, query), SQL.identifier(collation)
    )
    query._order_groupby.append(sql_field)
    return SQL("%s %s %s", sql_field, direction, nulls)


class SchoolNameMixin(models.AbstractModel):
    """A person whose full name is split and sorted the Vietnamese way.

    A Vietnamese name is written family name, middle names, given name; lists are sorted by the
    given name, then by what stands before it, in the Vietnamese alphabet (a, ă, â, b ... and the
    order of the tones), which the C collation of an Odoo database does not know.
    """

    _name = "school.name.mixin"
    _description = "Vietnamese Name"

    given_name = fields.Char(compute="_compute_name_parts", store=True)
    family_name = fields.Char(
        string="Family and Middle Names", compute="_compute_name_parts", store=True
    )

    @api.depends("name")
    def _compute_name_parts(self):
        for person in self:
            *family, given = (person.name or "").split() or [""]
            person.given_name = given
            person.family_name = " ".join(family)

    def _order_field_to_sql(
        self, alias: str, field_name: str, direction: SQL, nulls: SQL, query: Query
    ) -> SQL:
        if field_name not in ("given_name", "family_name"):
            return super()._order_field_to_sql(alias, field_name, direction, nulls, query)
        return collated_order(
            self, alias, field_name, direction, nulls, query, VIETNAMESE_COLLATION
        )
