# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import SQL

from .school_handover_plan import HANGING

NAMED_ELSEWHERE = ("__import__", "__export__")
#: A message tells who wrote it, not all that is known of that person.
TALK = ("mail.",)
#: What a record of another school is called by.
CALLED = {"name", "complete_name", "login", "code", "active"}


class SchoolHandoverScope(models.AbstractModel):
    """Which records are handed over: found by SQL, kept in a temporary table, never in memory.

    A record is handed over whole if it belongs to the school, or if it belongs to no school, has no
    external id that every installation knows, and the school's records refer to it. Of a record of
    another school that is referred to (who decided, where a pupil went) only its name goes along.
    """

    _inherit = "school.handover.plan"

    @api.model
    def _find(self, school):
        """Fill the table school_handover_scope; return the names of what is known by one.

        :return: ({(model, id): external id}, {model: ids that are not handed over at all})
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "DROP TABLE IF EXISTS school_handover_scope;"
                " CREATE TEMPORARY TABLE school_handover_scope (model varchar, id integer,"
                " is_stub boolean, wave integer, PRIMARY KEY (model, id)) ON COMMIT DROP"
            )
        )
        ways = self._ways()
        for name, (key, comodel) in ways.items():
            self._add_own(school, name, key, comodel)
        self._add(0, "res.partner", school.partner_id.ids)
        known, blank = {}, {}
        talking = [name for name in self._models() if name.startswith(TALK)]
        quiet = [name for name in self._models() if name not in talking]
        wave = self._close(school, quiet, 0, known, blank)
        for name in HANGING:
            self._add_hanging(name, wave)
        self._close(school, [*quiet, *talking], wave, known, blank)
        known.update(self._known_in_scope())
        return known, blank

    @api.model
    def _add_own(self, school, name, key, comodel):
        table = SQL.identifier(self.env[name]._table)
        if name == "res.company":
            condition = SQL("t.id = %s", school.id)
        elif name == "res.users":
            # the users of the installation itself are nobody's staff
            condition = SQL(
                "EXISTS (SELECT FROM res_company_users_rel r WHERE r.user_id = t.id AND r.cid = %s)"
                " AND NOT EXISTS (SELECT FROM ir_model_data d WHERE d.model = 'res.users'"
                " AND d.res_id = t.id AND d.module NOT IN %s)",
                school.id,
                NAMED_ELSEWHERE,
            )
        elif name == "res.partner":
            condition = SQL("t.company_id = %s AND %s", school.id, self._of_no_stranger())
        elif comodel == "res.company":
            condition = SQL("t.%s = %s", SQL.identifier(key), school.id)
        else:
            condition = SQL(
                "t.%s IN (SELECT id FROM school_handover_scope WHERE model = %s)",
                SQL.identifier(key),
                comodel,
            )
        self.env.cr.execute(
            SQL(
                "INSERT INTO school_handover_scope SELECT %s, t.id, FALSE, 0 FROM %s t WHERE %s"
                " ON CONFLICT DO NOTHING",
                name,
                table,
                condition,
            )
        )

    @api.model
    def _of_no_stranger(self):
        """Return the condition that a partner ``t`` is no user, or one of the school."""
        return SQL(
            "NOT EXISTS (SELECT FROM res_users u LEFT JOIN school_handover_scope s"
            " ON s.model = 'res.users' AND s.id = u.id AND NOT s.is_stub"
            " WHERE u.partner_id = t.id AND s.id IS NULL)"
        )

    @api.model
    def _add(self, wave, name, ids, is_stub=False):
        self.env.cr.execute(
            SQL(
                "INSERT INTO school_handover_scope SELECT %s, unnest(%s::int[]), %s, %s"
                " ON CONFLICT DO NOTHING",
                name,
                list(ids),
                is_stub,
                wave,
            )
        )

    @api.model
    def _add_hanging(self, name, wave):
        model_key, id_key = HANGING[name]
        self.env.cr.execute(
            SQL(
                "INSERT INTO school_handover_scope SELECT %(name)s, t.id, FALSE, %(wave)s"
                " FROM %(table)s t JOIN school_handover_scope s ON s.model = t.%(model)s"
                " AND s.id = t.%(id)s AND NOT s.is_stub"
                " WHERE t.%(model)s != 'school.handover'"
                " ON CONFLICT (model, id) DO UPDATE SET is_stub = FALSE, wave = excluded.wave",
                name=name,
                wave=wave,
                table=SQL.identifier(self.env[name]._table),
                model=SQL.identifier(model_key),
                id=SQL.identifier(id_key),
            )
        )

    @api.model
    def _close(self, school, names, wave, known, blank):
        """Follow the references of the rows of ``wave`` and later until none leads outside."""
        first = wave
        while True:
            found = {}
            for name in names:
                for comodel, ids in self._lead_outside(name, wave if wave > first else 0):
                    ids = [
                        id_
                        for id_ in ids
                        if (comodel, id_) not in known and id_ not in blank.get(comodel, ())
                    ]
                    if ids:
                        found.setdefault((comodel, name.startswith(TALK)), set()).update(ids)
            wave += 1
            if not found:
                return wave
            for (comodel, is_talk), ids in sorted(found.items()):
                self._take(school, comodel, ids, is_talk, wave, known, blank)

    @api.model
    def _lead_outside(self, name, wave):
        """Yield (model, ids) of what rows of a model refer to outside the scope."""
        table = SQL.identifier(self.env[name]._table)
        required = self._required_columns(name)
        for key, comodel in self._references(name).items():
            column = SQL("t.%s", SQL.identifier(key))
            stubs = SQL("TRUE") if key in required else SQL("NOT s.is_stub")
            if (name, key) == ("res.users", "company_id"):
                # whoever works in two schools is handed over as one of this school
                stubs = SQL("s.is_stub")
            yield (
                comodel,
                self._outside(SQL("%s t", table), column, name, comodel, wave, stubs),
            )
        for field in self._links(name).values():
            if field.relation == "res_company_users_rel":
                continue
            pairs = SQL(
                "%s r JOIN %s t ON t.id = r.%s",
                SQL.identifier(field.relation),
                table,
                SQL.identifier(field.column1),
            )
            column = SQL("r.%s", SQL.identifier(field.column2))
            comodel = self._comodel(field)
            yield comodel, self._outside(pairs, column, name, comodel, wave, SQL("NOT s.is_stub"))

    @api.model
    def _outside(self, source, column, name, comodel, wave, stubs):
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT %(column)s FROM %(source)s"
                " JOIN school_handover_scope s ON s.model = %(name)s AND s.id = t.id"
                " AND s.wave >= %(wave)s AND %(stubs)s"
                " LEFT JOIN school_handover_scope o ON o.model = %(comodel)s AND o.id = %(column)s"
                " WHERE %(column)s IS NOT NULL AND o.id IS NULL",
                column=column,
                source=source,
                name=name,
                comodel=comodel,
                wave=wave,
                stubs=stubs,
            )
        )
        return [id_ for (id_,) in rows]

    @api.model
    def _required_columns(self, name):
        rows = self.env.execute_query(
            SQL(
                "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnotnull"
                " AND attnum > 0 AND NOT attisdropped",
                self.env[name]._table,
            )
        )
        return {name for (name,) in rows}

    @api.model
    def _take(self, school, name, ids, is_talk, wave, known, blank):
        """Decide about records that are referred to: known by name, along whole, or by name only."""
        names = self._external_ids(name, ids)
        known.update({(name, id_): external for id_, external in names.items()})
        ids = sorted(ids - names.keys())
        if not ids:
            return
        if name not in self._models():
            blank.setdefault(name, set()).update(ids)
            return
        whole = set() if is_talk else self._of_nobody(school, name, ids)
        self._add(wave, name, whole)
        self._add(wave, name, set(ids) - whole, is_stub=True)

    @api.model
    def _of_nobody(self, school, name, ids):
        way = self._ways().get(name)
        if name in HANGING:
            return set()
        if way is None:
            return set(ids)
        key, comodel = way
        if comodel != "res.company":
            return set()
        condition = SQL("%s IS NULL", SQL.identifier(key))
        if name == "res.partner":
            condition = SQL(
                "(company_id IS NULL OR company_id = %s) AND %s", school.id, self._of_no_stranger()
            )
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM %s t WHERE id = ANY(%s) AND %s",
                SQL.identifier(self.env[name]._table),
                ids,
                condition,
            )
        )
        return {id_ for (id_,) in rows}

    @api.model
    def _external_ids(self, name, ids):
        rows = self.env.execute_query(
            SQL(
                "SELECT res_id, min(module || '.' || name) FROM ir_model_data"
                " WHERE model = %s AND res_id = ANY(%s) AND module NOT IN %s GROUP BY res_id",
                name,
                list(ids),
                NAMED_ELSEWHERE,
            )
        )
        return dict(rows)

    @api.model
    def _known_in_scope(self):
        rows = self.env.execute_query(
            SQL(
                "SELECT d.model, d.res_id, min(d.module || '.' || d.name)"
                " FROM ir_model_data d JOIN school_handover_scope s"
                " ON s.model = d.model AND s.id = d.res_id WHERE d.module NOT IN %s GROUP BY 1, 2",
                NAMED_ELSEWHERE,
            )
        )
        return {(model, id_): external for model, id_, external in rows}
