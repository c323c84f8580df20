# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Marks that repeat where they are unlikely to."""

from itertools import combinations

from odoo.tools import SQL

from ..models.school_mark import MARK_COLUMNS
from .registry import AnomalyRule, number, register


def _column_name(env, column):
    return env["school.mark"]._fields[column]._description_string(env)


@register
class IdenticalColumns(AnomalyRule):
    code = "identical_columns"
    parameters = {"share": 95, "pupils": 15}

    def title(self, env):
        return env._("Two columns with the same marks")

    def query(self, scope, parameters):
        pairs = list(combinations(MARK_COLUMNS, 2))

        def name(kind, a, b):
            return SQL.identifier(f"{kind}_{a}_{b}")

        # Counted as columns: a row for each pair would be several times slower.
        counts = SQL(", ").join(
            SQL(
                "count(*) FILTER (WHERE %(x)s = %(y)s) AS %(same)s,"
                " count(*) FILTER (WHERE num_nonnulls(%(x)s, %(y)s) = 2) AS %(both)s",
                x=SQL.identifier("mark", a),
                y=SQL.identifier("mark", b),
                same=name("same", a, b),
                both=name("both", a, b),
            )
            for a, b in pairs
        )
        varied = SQL(", ").join(
            SQL("min(%s) < max(%s) AS %s", column, column, SQL.identifier(f"varies_{code}"))
            for code in MARK_COLUMNS
            for column in [SQL.identifier("mark", code)]
        )
        rows = SQL(", ").join(
            SQL(
                "(%s, %s, %s, %s, %s)",
                a,
                b,
                name("same", a, b),
                name("both", a, b),
                SQL.identifier(f"varies_{a}"),
            )
            for a, b in pairs
        )
        return SQL(
            """
            SELECT concat_ws(':', sheet_id, pair.a, pair.b) AS key, pair.same AS measure,
                   NULL::int AS user_id, term_id, sheet_id, pair.b AS "column",
                   jsonb_build_object('a', pair.a, 'b', pair.b, 'pupils', pair.pupils,
                                      'same', pair.same) AS figures
              FROM (SELECT mark.sheet_id, mark.term_id, %s, %s
                      FROM school_mark mark
                     WHERE mark.company_id = %s AND mark.class_id = ANY(%s)
                           AND mark.kind = 'score'
                  GROUP BY mark.sheet_id, mark.term_id) AS of_sheet
        CROSS JOIN LATERAL (VALUES %s) AS pair(a, b, same, pupils, varies)
             WHERE pair.pupils >= %s AND pair.varies AND 100.0 * pair.same >= %s * pair.pupils
            """,
            counts,
            varied,
            scope.company_id,
            list(scope.class_ids),
            rows,
            int(parameters["pupils"]),
            parameters["share"],
        )

    def sentence(self, env, figures):
        return env._(
            "%(a)s and %(b)s are the same for %(same)s of %(pupils)s pupils.",
            a=_column_name(env, figures["a"]),
            b=_column_name(env, figures["b"]),
            same=figures["same"],
            pupils=figures["pupils"],
        )


@register
class UniformColumn(AnomalyRule):
    code = "uniform_column"
    parameters = {"share": 90, "pupils": 15}

    def title(self, env):
        return env._("One mark for nearly the whole class")

    def query(self, scope, parameters):
        cells = SQL(", ").join(
            SQL("(%s, mark.%s)", name, SQL.identifier(name)) for name in MARK_COLUMNS
        )
        return SQL(
            """
            SELECT concat_ws(':', sheet_id, name) AS key, max(often) AS measure,
                   NULL::int AS user_id, term_id, sheet_id, name AS "column",
                   jsonb_build_object('name', name, 'pupils', sum(often), 'same', max(often),
                                      'mark', (array_agg(value ORDER BY often DESC))[1]) AS figures
              FROM (SELECT mark.sheet_id, mark.term_id, cell.name, cell.value, count(*) AS often
                      FROM school_mark mark
                CROSS JOIN LATERAL (VALUES %s) AS cell(name, value)
                     WHERE mark.company_id = %s AND mark.class_id = ANY(%s)
                           AND mark.kind = 'score' AND cell.value IS NOT NULL
                  GROUP BY mark.sheet_id, mark.term_id, cell.name, cell.value) AS counted
          GROUP BY sheet_id, term_id, name
            HAVING sum(often) >= %s AND 100.0 * max(often) >= %s * sum(often)
            """,
            cells,
            scope.company_id,
            list(scope.class_ids),
            int(parameters["pupils"]),
            parameters["share"],
        )

    def sentence(self, env, figures):
        return env._(
            "%(column)s: %(same)s of %(pupils)s pupils have %(mark)s.",
            column=_column_name(env, figures["name"]),
            same=figures["same"],
            pupils=figures["pupils"],
            mark=number(env, figures["mark"]),
        )


@register
class IdenticalRows(AnomalyRule):
    code = "identical_rows"
    parameters = {"marks": 5, "pupils": 3}

    def title(self, env):
        return env._("Several pupils with all marks the same")

    def query(self, scope, parameters):
        columns = SQL(", ").join(SQL("mark.%s", SQL.identifier(name)) for name in MARK_COLUMNS)
        return SQL(
            """
            SELECT sheet_id::text AS key, sum(pupils) AS measure, NULL::int AS user_id, term_id,
                   sheet_id, NULL AS "column",
                   jsonb_build_object('pupils', sum(pupils), 'groups', count(*),
                                      'marks', min(marks)) AS figures
              FROM (SELECT mark.sheet_id, mark.term_id, count(*) AS pupils,
                           num_nonnulls(%s) AS marks
                      FROM school_mark mark
                     WHERE mark.company_id = %s AND mark.class_id = ANY(%s)
                           AND mark.kind = 'score' AND num_nonnulls(%s) >= %s
                  GROUP BY mark.sheet_id, mark.term_id, %s
                    HAVING count(*) >= %s) AS alike
          GROUP BY sheet_id, term_id
            """,
            columns,
            scope.company_id,
            list(scope.class_ids),
            columns,
            int(parameters["marks"]),
            columns,
            int(parameters["pupils"]),
        )

    def sentence(self, env, figures):
        return env._(
            "%(pupils)s pupils in %(groups)s groups have the same in each of at least %(marks)s"
            " marks.",
            **figures,
        )
