# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A row of each school for each model that the sample leaves empty, written by SQL.

Such a row need not make sense: nobody reads it who may not, and that is all that is asked.
"""

from collections import defaultdict

from psycopg2 import Error

from odoo.tools import SQL, mute_logger

from .scope import Scope

COLUMNS = """
    SELECT attname, atttypid::regtype::text, attnotnull, atthasdef OR attidentity != ''
      FROM pg_attribute
     WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""
VALUES = {
    "integer": 1,
    "bigint": 1,
    "numeric": 1,
    "double precision": 1,
    "boolean": True,
    "date": "2026-10-01",
    "timestamp without time zone": "2026-10-01 08:00:00",
    "jsonb": '{"en_US": "x"}',
    "bytea": "x",
}
#: What ends does so later than it begins.
LAST = {"date": "2026-10-02", "timestamp without time zone": "2026-10-02 08:00:00"}


def add_missing_rows(env, *companies):
    """Fill the models of ours; return "model: reason" for those that took no row."""
    scope = Scope(lambda sql: _rows(env, sql))
    names = sorted(
        name
        for name, model in env.registry.items()
        if name.startswith("school.") and model._auto and not model._abstract
    )
    refused = {}
    with mute_logger("odoo.sql_db"):
        # twice: what a row points to may be filled later in the order of names
        for _round in range(2):
            for name in names:
                for company in companies:
                    failure = _add(env, scope, env[name], company)
                    refused.pop(name, None)
                    if failure:
                        refused[name] = failure
    return refused


def _rows(env, sql):
    env.cr.execute(sql)
    return env.cr.fetchall()


def _of_school(env, scope, table, company):
    """Return rows of ``table`` that belong to the school, or else one of no school at all."""
    ids = [i for (i,) in _rows(env, f"SELECT id FROM {table} ORDER BY id DESC LIMIT 3000")]
    facts = scope.facts(table, ids)
    bare = [i for i in ids if not facts[i]["school"]]
    return [i for i in ids if company.id in facts[i]["school"]] or bare[:1]


def _add(env, scope, model, company):
    table = model._table
    if scope.path(table, "res_company") is None:
        return None
    ids = [i for (i,) in _rows(env, f"SELECT id FROM {table} ORDER BY id DESC LIMIT 3000")]
    if any(company.id in facts["school"] for facts in scope.facts(table, ids).values()):
        return None
    parents = {column: parent for column, parent, _required in scope.links[table]}
    values, taken = {}, defaultdict(set)
    env.cr.execute(COLUMNS, [table])
    for column, kind, required, has_default in env.cr.fetchall():
        field = model._fields.get(column)
        if column in ("id", "create_date", "write_date") or has_default or field is None:
            continue
        if column in parents:
            # of two persons each is another one, as a check of somebody's sheet needs
            found = _of_school(env, scope, parents[column], company)
            fresh = [i for i in found if i not in taken[parents[column]]]
            value = next(iter(fresh or found), None)
            taken[parents[column]].add(value)
        elif column in ("create_uid", "write_uid"):
            value = env.uid
        elif not required and not field.required and field.type != "selection":
            continue
        elif field.type == "selection":
            value = next(iter(dict(field._description_selection(env))), None)
        else:
            value = LAST.get(kind) if column.endswith("_end") else None
            value = value or VALUES.get(kind, f"x{company.id}")
        if value is not None:
            values[column] = value
    names = SQL(", ").join(map(SQL.identifier, values))
    row = SQL(", ").join(SQL("%s", value) for value in values.values())
    insert = SQL("INSERT INTO %s (%s) VALUES (%s)", SQL.identifier(table), names, row)
    try:
        with env.cr.savepoint():
            env.cr.execute(SQL("ALTER TABLE %s DISABLE TRIGGER USER", SQL.identifier(table)))
            env.cr.execute(insert)
            env.cr.execute(SQL("ALTER TABLE %s ENABLE TRIGGER USER", SQL.identifier(table)))
    except Error as error:
        return str(error).splitlines()[0]
    return None
