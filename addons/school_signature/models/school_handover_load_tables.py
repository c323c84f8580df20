# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from contextlib import contextmanager

from odoo import Command, api, models
from odoo.tools import SQL

from odoo.addons.school_core.tools.trail_verify import OWN_TRIGGERS


class SchoolHandoverLoadTables(models.AbstractModel):
    """What surrounds the loading of rows: foreign keys, triggers, numbering."""

    _inherit = "school.handover.plan"

    @api.model
    @contextmanager
    def _open_tables(self, names):
        """Take foreign keys and triggers (of the trail and of addons) away, and put them back.

        All in one transaction: who looks from elsewhere never sees the tables without them.
        Yields the foreign keys.
        """
        self.env.flush_all()
        keys = self._foreign_keys(names)
        triggers = self._triggers(names)
        for table, name, *_rest in keys:
            self._alter(table, SQL("DROP CONSTRAINT %s", SQL.identifier(name)))
        for table, name, _always in triggers:
            self._alter(table, SQL("DISABLE TRIGGER %s", SQL.identifier(name)))
        yield keys
        for table, name, always in triggers:
            enable = SQL("ENABLE ALWAYS TRIGGER") if always else SQL("ENABLE TRIGGER")
            self._alter(table, SQL("%s %s", enable, SQL.identifier(name)))
        for table, name, definition, *_rest in keys:
            # the definition is PostgreSQL's own text
            self._alter(table, SQL("ADD CONSTRAINT %s %s", SQL.identifier(name), SQL(definition)))

    @api.model
    def _alter(self, table, what):
        self.env.cr.execute(SQL("ALTER TABLE %s %s", SQL.identifier(table), what))

    @api.model
    def _foreign_keys(self, names):
        """Return (table, key, definition, column, table it leads to) from and to what is loaded."""
        tables = [self.env[name]._table for name in names]
        tables += [field.relation for name in names for field in self._links(name).values()]
        return self.env.execute_query(
            SQL(
                "SELECT r.relname, c.conname, pg_get_constraintdef(c.oid), a.attname, p.relname"
                " FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid"
                " JOIN pg_class p ON p.oid = c.confrelid"
                " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]"
                " WHERE c.contype = 'f' AND r.relnamespace = current_schema()::regnamespace"
                " AND (r.relname = ANY(%(tables)s) OR p.relname = ANY(%(tables)s))"
                " ORDER BY 1, 2",
                tables=tables,
            )
        )

    @api.model
    def _triggers(self, names):
        """Return (table, trigger, whether it always fires) of what would write beside the rows."""
        tables = {self.env[name]._table for name in names} | OWN_TRIGGERS.keys()
        return self.env.execute_query(
            SQL(
                "SELECT r.relname, t.tgname, t.tgenabled = 'A' FROM pg_trigger t"
                " JOIN pg_class r ON r.oid = t.tgrelid WHERE NOT t.tgisinternal"
                " AND t.tgenabled IN ('A', 'O') AND r.relname = ANY(%s)"
                " AND r.relnamespace = current_schema()::regnamespace ORDER BY 1, 2",
                sorted(tables),
            )
        )

    @api.model
    def _finish(self, names, numbers):
        """Bring what is derived up to date: numbering, trees, caches, the administrator's schools."""
        self.env.cr.execute(
            SQL(
                "SELECT setval('school_trail_id_seq',"
                " greatest((SELECT max(id) FROM school_trail), 1))"
            )
        )
        self.env.invalidate_all(flush=False)
        self.env.registry.clear_all_caches()
        for name in names:
            if self.env[name]._parent_store:
                self.env[name]._parent_store_compute()
        self.env.invalidate_all(flush=False)
        schools = self.env["res.company"].search([("school_level_ids", "!=", False)])
        schools.currency_id.active = True
        self.env.ref("base.user_admin").company_ids = [
            Command.link(school.id) for school in schools
        ]
        self.env.flush_all()
