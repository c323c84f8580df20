# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Marks that differ much from what stands around them."""

from odoo.tools import SQL

from ..models.school_mark import REGULAR_COLUMNS
from .registry import AnomalyRule, number, register


def _regular_mean():
    columns = [SQL("mark.%s", SQL.identifier(name)) for name in REGULAR_COLUMNS]
    return SQL(
        "(%s) / nullif(num_nonnulls(%s), 0)",
        SQL(" + ").join(SQL("coalesce(%s, 0)", column) for column in columns),
        SQL(", ").join(columns),
    )


@register
class ClassMean(AnomalyRule):
    """A class far above or below the other classes of the grade (TM 4.1d, TT 4.4)."""

    code = "class_mean"
    parameters = {"difference": 1.5, "pupils": 15}

    def title(self, env):
        return env._("Mean of a class far from that of the grade")

    def query(self, scope, parameters):
        return SQL(
            """
            WITH of_sheet AS (
                SELECT mark.sheet_id, mark.term_id, mark.subject_id, class.grade_id, part.name,
                       count(*) AS pupils, sum(part.value) AS total
                  FROM school_mark mark
                  JOIN school_class class ON class.id = mark.class_id
            CROSS JOIN LATERAL (VALUES ('regular', %s), ('midterm', mark.midterm),
                                ('final', mark.final)) AS part(name, value)
                 WHERE mark.company_id = %s AND mark.class_id = ANY(%s) AND mark.kind = 'score'
                       AND part.value IS NOT NULL
              GROUP BY mark.sheet_id, mark.term_id, mark.subject_id, class.grade_id, part.name
            ), compared AS (
                SELECT *, total / pupils AS mean, sum(pupils) OVER grade - pupils AS other_pupils,
                       (sum(total) OVER grade - total)
                       / nullif(sum(pupils) OVER grade - pupils, 0) AS other_mean
                  FROM of_sheet
                WINDOW grade AS (PARTITION BY term_id, subject_id, grade_id, name)
            )
            SELECT concat_ws(':', sheet_id, name) AS key,
                   round(abs(mean - other_mean), 2) AS measure, NULL::int AS user_id, term_id,
                   sheet_id, name AS "column",
                   jsonb_build_object('mean', round(mean, 2), 'other_mean', round(other_mean, 2),
                                      'pupils', pupils, 'other_pupils', other_pupils) AS figures
              FROM compared
             WHERE pupils >= %s AND other_pupils >= %s AND abs(mean - other_mean) >= %s
            """,
            _regular_mean(),
            scope.company_id,
            list(scope.class_ids),
            int(parameters["pupils"]),
            int(parameters["pupils"]),
            parameters["difference"],
        )

    def sentence(self, env, figures):
        return env._(
            "The mean of %(pupils)s pupils is %(mean)s; that of the other classes of the grade is"
            " %(other_mean)s.",
            pupils=figures["pupils"],
            mean=number(env, figures["mean"], 2),
            other_mean=number(env, figures["other_mean"], 2),
        )


@register
class Jump(AnomalyRule):
    """Final marks far from the regular ones, for many pupils of a class."""

    code = "jump"
    parameters = {"difference": 3, "count": 5, "share": 20}

    def title(self, env):
        return env._("Final marks far from the regular ones")

    def query(self, scope, parameters):
        return SQL(
            """
            SELECT sheet_id::text AS key, count(*) FILTER (WHERE abs(jump) >= %s) AS measure,
                   NULL::int AS user_id, term_id, sheet_id, 'final' AS "column",
                   jsonb_build_object('up', count(*) FILTER (WHERE jump >= %s),
                                      'down', count(*) FILTER (WHERE jump <= -%s),
                                      'pupils', count(*), 'difference', %s,
                                      'largest', round(max(abs(jump)), 1)) AS figures
              FROM (SELECT mark.sheet_id, mark.term_id, mark.final - %s AS jump
                      FROM school_mark mark
                     WHERE mark.company_id = %s AND mark.class_id = ANY(%s)
                           AND mark.kind = 'score') AS pupil
             WHERE jump IS NOT NULL
          GROUP BY sheet_id, term_id
            HAVING count(*) FILTER (WHERE abs(jump) >= %s) >= %s
                   AND 100.0 * count(*) FILTER (WHERE abs(jump) >= %s) >= %s * count(*)
            """,
            *([parameters["difference"]] * 4),
            _regular_mean(),
            scope.company_id,
            list(scope.class_ids),
            parameters["difference"],
            int(parameters["count"]),
            parameters["difference"],
            parameters["share"],
        )

    def sentence(self, env, figures):
        return env._(
            "Of %(pupils)s pupils, the final mark of %(up)s lies at least %(difference)s above the"
            " mean of the regular ones, that of %(down)s as much below; the largest difference is"
            " %(largest)s.",
            **{
                **figures,
                "difference": number(env, figures["difference"]),
                "largest": number(env, figures["largest"]),
            },
        )
