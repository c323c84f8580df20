# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The SQL that proves the trail: its chains, its triggers, and the values that stand today."""

from odoo.tools import SQL

from .trail import fixed_sql

OWN_TRIGGERS = {
    "school_trail": {"school_trail_append_only", "school_trail_by_trigger"},
    "school_trail_head": {"school_trail_head_stays", "school_trail_head_by_trigger"},
}
GUARD_TRIGGERS = {
    f"school_trail_{name}" for name in ("insert", "update", "delete", "truncate", "id")
}


def chains_sql(company_id, chains=None):
    """One row per chain: rows, first broken link, first gap, last link, head.

    The rows are read once, in the order of an index; nothing but the broken ones is kept.
    """
    only = SQL("AND chain = ANY(%s)", list(chains)) if chains is not None else SQL()
    return SQL(
        """
        WITH link AS (
            SELECT t.chain, t.seq, t.hash, row_number() OVER chain AS place,
                   school_trail_digest(
                       left(t.hash, 3), t.company_id, t.chain, t.seq, t.model, t.res_id,
                       t.operation, t.class_id, t.student_id, t.scope, t.field, t.old, t.new,
                       t.user_id, t.db_user, t.client, t.origin, t.reason, t.at,
                       coalesce(lag(t.hash) OVER chain, '')
                   ) AS digest
            FROM school_trail AS t
            WHERE t.company_id = %(company)s %(only)s
            WINDOW chain AS (PARTITION BY t.chain ORDER BY t.seq)
        ), found AS (
            SELECT chain, count(*) AS number, max(seq) AS last_seq,
                   min(seq) FILTER (WHERE hash IS DISTINCT FROM digest) AS broken,
                   min(seq) FILTER (WHERE seq != place) AS gap
            FROM link GROUP BY chain
        ), head AS (
            SELECT chain, seq, hash FROM school_trail_head
            WHERE company_id = %(company)s AND seq > 0 %(only)s
        )
        SELECT coalesce(found.chain, head.chain), coalesce(found.number, 0), found.broken,
               found.gap, broken.id,
               head.seq IS NOT DISTINCT FROM found.last_seq
                   AND head.hash IS NOT DISTINCT FROM last.hash
        FROM found FULL JOIN head ON head.chain = found.chain
        LEFT JOIN school_trail AS broken ON broken.company_id = %(company)s
            AND broken.chain = found.chain AND broken.seq = found.broken
        LEFT JOIN school_trail AS last ON last.company_id = %(company)s
            AND last.chain = found.chain AND last.seq = found.last_seq
        ORDER BY 1
        """,
        company=company_id,
        only=only,
    )


def values_sql(guard, company_id, class_ids=None):
    """The values of a guarded table that are not what the trail last said of them, by class.

    That is how a change made while the triggers were off, or a trail cut at its end, comes out.
    """
    values = guard.values("NULL::text", "r.{name}::text")
    # The text comes from the models' code; it holds no value of a user.
    class_id = SQL(f"({guard.class_id})::integer".replace("%", "%%"))
    only_trail = only_present = SQL()
    if class_ids is not None:
        # a record belongs to the classes that it is in and was in
        records = SQL(
            """
            (SELECT r.id FROM %(table)s AS r WHERE %(room)s = ANY(%(classes)s)
              UNION SELECT t.res_id FROM school_trail AS t
              WHERE t.company_id = %(company)s AND t.chain = ANY(%(chains)s)
                AND t.model = %(model)s)
            """,
            table=SQL.identifier(guard.table),
            company=company_id,
            model=guard.model,
            classes=list(class_ids),
            chains=[f"class:{class_id}" for class_id in class_ids],
            room=class_id,
        )
        only_trail = SQL("AND t.res_id IN %s", records)
        only_present = SQL("AND r.id IN %s", records)
    return SQL(
        """
        WITH last AS (
            SELECT DISTINCT ON (t.res_id, t.field) t.res_id, t.field, t.class_id, t.new, t.id
            FROM school_trail AS t
            WHERE t.model = %(model)s AND t.company_id = %(company)s AND t.field = ANY(%(fields)s)
                  %(only_trail)s
            ORDER BY t.res_id, t.field, t.id DESC
        ), present AS (
            SELECT r.id AS res_id, v.field, %(room)s AS class_id, v.new
            FROM %(table)s AS r CROSS JOIN LATERAL (VALUES %(values)s) AS v (n, field, old, new)
            WHERE v.new IS NOT NULL AND coalesce((%(scope)s)::integer, 0) = %(company)s
                  %(only_present)s
        )
        SELECT coalesce(present.class_id, last.class_id),
               count(*),
               count(*) FILTER (WHERE last.new IS DISTINCT FROM present.new),
               min(last.id) FILTER (WHERE last.new IS DISTINCT FROM present.new),
               (array_agg(res_id || '.' || field ORDER BY res_id, field)
                   FILTER (WHERE last.new IS DISTINCT FROM present.new))[1:5],
               (array_agg(last.id ORDER BY res_id, field)
                   FILTER (WHERE last.new IS DISTINCT FROM present.new))[1:5]
        FROM last FULL JOIN present USING (res_id, field)
        GROUP BY 1 HAVING count(*) FILTER (WHERE last.new IS DISTINCT FROM present.new) > 0
        ORDER BY 1
        """,
        model=guard.model,
        company=company_id,
        fields=list(guard.fields),
        table=SQL.identifier(guard.table),
        values=SQL(values.replace("%", "%%")),
        scope=SQL(guard.company.replace("%", "%%")),
        only_trail=only_trail,
        only_present=only_present,
        room=class_id,
    )


def trigger_faults(cr, guards):
    """Return what is wrong with the triggers, by table: {table: {trigger, ...}}."""
    wanted = dict(OWN_TRIGGERS) | {guard.table: set(GUARD_TRIGGERS) for guard in guards}
    bodies = {guard.function(): guard.body() for guard in guards}
    fixed = fixed_sql()
    cr.execute(
        SQL(
            """
            SELECT c.relname, t.tgname, p.proname, p.prosrc
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE c.relname = ANY(%s) AND c.relnamespace = current_schema()::regnamespace
              AND t.tgenabled = 'A' AND NOT t.tgisinternal
            """,
            list(wanted),
        )
    )
    for table, trigger, function, body in cr.fetchall():
        if body == bodies.get(function) or (function not in bodies and body in fixed):
            wanted[table] = wanted[table] - {trigger}
    cr.execute(
        SQL(
            """
            SELECT proname, prosrc FROM pg_proc
            WHERE proname IN ('school_trail_append', 'school_trail_digest')
              AND pronamespace = current_schema()::regnamespace
            """
        )
    )
    for function, body in cr.fetchall():
        if body not in fixed:
            wanted["school_trail"] = wanted["school_trail"] | {function}
    return {table: missing for table, missing in wanted.items() if missing}
