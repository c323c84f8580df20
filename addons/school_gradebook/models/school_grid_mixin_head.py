# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, ormcache

from odoo.addons.school_core.tools.prepared import execute_prepared


class SchoolGridMixin(models.AbstractModel):
    """Who may read a sheet, and who enters it today."""

    _inherit = "school.grid.mixin"

    def _grid_head(self, *names):
        """Return the columns ``names`` of the sheet and its ``teachers`` today, or refuse a user who
        may not read it.

        One query applies the rules, where ``check_access`` would load the whole paths they walk.

        :return: a dict; ``teachers`` is for :meth:`_grid_people`
        """
        self.ensure_one()
        self.env.flush_all()
        self.browse().check_access("read")
        found = execute_prepared(
            self.env,
            SQL(
                "%s AND %s = %s",
                self._grid_readable(
                    names,
                    self.env.su,
                    self.env.uid,
                    tuple(self.env.companies.ids),
                    fields.Date.context_today(self),
                ),
                SQL.identifier(self._table, "id"),
                self.id,
            ),
        )
        if not found:
            self.check_access("read")
        return dict(zip(("teachers", "id", *names), found[0], strict=True))

    @api.model
    @ormcache("names", "su", "uid", "company_ids", "today")
    def _grid_readable(self, names, su, uid, company_ids, today):
        """Return the query of the heads of sheets that the user may read; making it costs more than
        running it.

        The rules of a model, the groups of a user and the day are all that it depends on: a change
        of the first two empties the cache.
        """
        readable = self._search(Domain.TRUE)
        assignments, key = self._grid_assignments
        return SQL(
            """
            SELECT (SELECT json_agg(json_build_array(employee.name, employee.user_id)
                                    ORDER BY line.date_start, line.id)
                      FROM %(assignments)s line
                      JOIN hr_employee employee ON employee.id = line.teacher_id
                     WHERE line.%(key)s = %(own_key)s AND line.date_start <= %(today)s
                           AND (line.date_end IS NULL OR line.date_end >= %(today)s)),
                   %(columns)s
              FROM %(tables)s
             WHERE (%(condition)s)
            """,
            columns=SQL(", ").join(SQL.identifier(self._table, name) for name in ("id", *names)),
            assignments=SQL.identifier(self.env[assignments]._table),
            key=SQL.identifier(key),
            own_key=SQL.identifier(self._table, key),
            today=today,
            tables=readable.from_clause,
            condition=readable.where_clause or SQL("TRUE"),
        )

    def _grid_people(self, teachers):
        """Return the names of ``teachers`` and whether the user is one of them."""
        teachers = teachers or ()
        names = ", ".join(name for name, _user_id in teachers) or "–"
        return names, any(user_id == self.env.uid for _name, user_id in teachers)
