# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The SQL of the trail: the fixed part (trail.sql) and the triggers of one guarded table."""

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

FIXED = Path(__file__).with_name("trail.sql")
COLUMN = re.compile(r"[a-z_][a-z0-9_]*")


class Guard(NamedTuple):
    """What the trail needs to know of a guarded table; expressions speak of its row as ``r``."""

    table: str
    model: str
    fields: tuple[str, ...]
    company: str
    class_id: str
    student_id: str
    keys: tuple[tuple[str, str], ...] = ()

    def function(self):
        return f"school_trail_on_{self.table}"

    def values(self, old, new, fields=None):
        """The rows (position, field, old value, new value) of the LATERAL join."""
        return ", ".join(
            f"({position}, '{name}', {old.format(name=name)}, {new.format(name=name)})"
            for position, name in enumerate(fields or self.fields, 1)
        )

    def changes(self, operation, rows, values, condition):
        scope = ", ".join(f"'{name}', {expression}" for name, expression in self.keys)
        return f"""
    PERFORM school_trail_append(array_agg(
        ROW(c.company_id, c.chain, '{self.model}', c.id, '{operation}', c.class_id, c.student_id,
            c.scope, c.field, c.old, c.new)::school_trail_change
        ORDER BY c.company_id, c.chain, c.id, c.position
    ))
    FROM (
        SELECT coalesce(s.company_id, 0) AS company_id, s.class_id, s.student_id, s.scope, r.id,
               coalesce('class:' || s.class_id, 'school') AS chain, v.*
        FROM {rows}
        CROSS JOIN LATERAL (VALUES {values}) AS v (position, field, old, new)
        CROSS JOIN LATERAL (SELECT
            ({self.company})::integer AS company_id, ({self.class_id})::integer AS class_id,
            ({self.student_id})::integer AS student_id,
            {f"jsonb_build_object({scope})" if scope else "NULL::jsonb"} AS scope
        ) AS s
        WHERE {condition}
    ) AS c
    HAVING count(*) > 0;"""

    def create_sql(self):
        """The trigger function and its triggers, which record every change of ``fields``."""
        triggers = "".join(
            f"""
CREATE OR REPLACE TRIGGER school_trail_{event.lower()} AFTER {event} ON {self.table}
    REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION {self.function()}();
ALTER TABLE {self.table} ENABLE ALWAYS TRIGGER school_trail_{event.lower()};"""
            for event, rows in (
                ("INSERT", "NEW TABLE AS new_rows"),
                ("UPDATE", "OLD TABLE AS old_rows NEW TABLE AS new_rows"),
                ("DELETE", "OLD TABLE AS old_rows"),
            )
        )
        return f"""
{self._function_sql(self.function(), self.body())}
{triggers}
CREATE OR REPLACE TRIGGER school_trail_truncate BEFORE TRUNCATE ON {self.table}
    FOR EACH STATEMENT EXECUTE FUNCTION school_trail_refuse();
CREATE OR REPLACE TRIGGER school_trail_id BEFORE UPDATE OF id ON {self.table}
    FOR EACH ROW WHEN (OLD.id IS DISTINCT FROM NEW.id) EXECUTE FUNCTION school_trail_refuse();
ALTER TABLE {self.table} ENABLE ALWAYS TRIGGER school_trail_truncate;
ALTER TABLE {self.table} ENABLE ALWAYS TRIGGER school_trail_id;
"""

    def body(self):
        """The body of the trigger function."""
        created = self.changes(
            "create",
            "new_rows AS r",
            self.values("NULL::text", "r.{name}::text"),
            "v.new IS NOT NULL",
        )
        written = self.changes(
            "write",
            "new_rows AS r JOIN old_rows AS o ON o.id = r.id",
            self.values("o.{name}::text", "r.{name}::text"),
            "v.old IS DISTINCT FROM v.new",
        )
        removed = self.changes(
            "unlink",
            "old_rows AS r",
            self.values("r.{name}::text", "NULL::text"),
            "v.old IS NOT NULL",
        )
        return f"""
BEGIN
    IF TG_OP = 'INSERT' THEN{created}
    ELSIF TG_OP = 'UPDATE' THEN{written}
    ELSE{removed}
    END IF;
    RETURN NULL;
END """

    def baseline_sql(self, fields):
        """Record the values that stand already in ``fields`` as the start of their story."""
        body = self.changes(
            "baseline",
            f"{self.table} AS r",
            self.values("NULL::text", "r.{name}::text", fields),
            "v.new IS NOT NULL",
        )
        return f"""
CREATE TEMPORARY TABLE school_trail_baseline () ON COMMIT DROP;
{self._function_sql("pg_temp.school_trail_baseline", f" BEGIN{body} RETURN NULL; END ")}
CREATE TRIGGER school_trail_baseline AFTER INSERT ON school_trail_baseline
    FOR EACH STATEMENT EXECUTE FUNCTION pg_temp.school_trail_baseline();
INSERT INTO school_trail_baseline DEFAULT VALUES;
DROP TABLE school_trail_baseline;
DROP FUNCTION pg_temp.school_trail_baseline;
"""

    def _function_sql(self, name, body):
        # Dates and numbers are written one way, whatever the session's settings. A plan kept from a
        # save of one row must not join thousands by a nested loop.
        return f"""
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql
    SET search_path FROM CURRENT SET datestyle = 'ISO, YMD' SET extra_float_digits = 1 SET enable_nestloop = off SET jit = off
AS $trail${body}$trail$;"""


def expression(text):
    """``text`` as an expression over the row ``r``; a bare name is a column of it."""
    if not text:
        return "NULL"
    return f"r.{text}" if COLUMN.fullmatch(text) else text


def fixed_sql():
    return FIXED.read_text(encoding="utf-8")


def mark_of(text):
    """A short mark of ``text``, kept as a comment to see whether it was changed."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
