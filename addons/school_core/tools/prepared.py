# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Queries that PostgreSQL plans once for a connection instead of at each request."""

import re
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha1
from typing import NamedTuple

from psycopg2.errors import FeatureNotSupported, InvalidSqlStatementName

from odoo.exceptions import ConcurrencyError
from odoo.sql_db import PsycoConnection

#: A connection keeps so many plans; a query that is written anew each time must not pile them up.
MOST = 100
TYPES = {
    **{bool: "bool", int: "int", float: "float8", str: "text"},
    **{date: "date", datetime: "timestamp"},
}
PLACE = re.compile(r"(\bNOT )?\bIN %s|%s|%%")
#: What DISCARD ALL does, but for its DEALLOCATE ALL and DISCARD PLANS, and as psycopg2 needs it.
RESET = """
    CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *;
    SELECT pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES; SET datestyle TO 'ISO'
"""


class PreparedConnection(PsycoConnection):
    """A connection that keeps its plans when Odoo's pool lends it to the next request."""

    def reset(self):
        self.rollback()
        # first these: leaving autocommit would set them by a statement each
        self.set_session("DEFAULT", "DEFAULT", "DEFAULT")
        self.autocommit = True
        with self.cursor() as cursor:
            cursor.execute(RESET)
        self.autocommit = False


class Statement(NamedTuple):
    name: str
    prepare: str
    execute: str


def execute_prepared(env, query):
    """Execute ``query`` as ``env.execute_query`` does, with the plan of the last time.

    For short queries of many tables, which take longer to plan than to run: opening a sheet took
    PostgreSQL 0.5 ms to run its queries and 1.5 ms to plan them, at each request, because Odoo's
    pool has a connection forget its plans before it lends it again (psycopg2's ``reset`` is
    DISCARD ALL). A connection that has executed a query here forgets all else but these.

    Only the plan is kept, nothing of the answer: each call reads the tables, and PostgreSQL plans
    again by itself after a change of a table or of its statistics. After five calls it takes one
    plan for all values, if that is no dearer.

    The query must be the same text each time, its values (numbers, texts, days, lists of these)
    parameters. ``IN`` a tuple becomes ``= ANY`` of a list, so that the text does not depend on how
    many there are: record rules as Odoo writes them may stand in it.

    Should the connection have lost the query (a pooler between Odoo and PostgreSQL) or a column its
    type (an upgrade), the request is repeated.
    """
    env.flush_query(query)
    values = [list(value) if isinstance(value, tuple) else value for value in query.params]
    statement = _statement(query.code, tuple(map(_type, values)))
    connection = env.cr.connection
    if connection.__class__ is PsycoConnection:
        connection.__class__ = PreparedConnection
        connection.prepared = set()
    known = connection.prepared
    text = statement.execute
    if statement.name not in known:
        if len(known) >= MOST:
            known.clear()
        text = f"{'' if known else 'DEALLOCATE ALL; '}{statement.prepare}; {text}"
        known.add(statement.name)
    try:
        env.cr.execute(text, values or None)
    except Exception as error:
        known.clear()
        if isinstance(error, (InvalidSqlStatementName, FeatureNotSupported)):
            raise ConcurrencyError(str(error)) from error
        raise
    return env.cr.fetchall()


def _type(value):
    if isinstance(value, list):
        return f"{_type(value[0])}[]" if value else "unknown"
    return TYPES.get(type(value), "unknown")


@lru_cache(maxsize=1000)
def _statement(code, types):
    places = iter(types)
    number = 0

    def numbered(match):
        nonlocal number
        found = match[0]
        if found == "%%":
            return found if types else "%"
        number += 1
        is_list = next(places).endswith("[]")
        if found == "%s":
            return f"${number}"
        if not is_list:
            return found.replace("%s", f"${number}")
        return f"<> ALL(${number})" if match[1] else f"= ANY(${number})"

    text = PLACE.sub(numbered, code)
    name = "school_" + sha1(repr((text, types)).encode(), usedforsecurity=False).hexdigest()
    if not types:
        return Statement(name, f"PREPARE {name} AS {text}", f"EXECUTE {name}")
    declared, given = ", ".join(types), ", ".join(["%s"] * len(types))
    return Statement(name, f"PREPARE {name} ({declared}) AS {text}", f"EXECUTE {name} ({given})")
