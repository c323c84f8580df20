# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How marks are entered and changed: read from the trail."""

from odoo.tools import SQL

from odoo.addons.school_core.tools.local_time import TIMEZONE

from ..models.school_mark import ENTERED_COLUMNS, MARK_COLUMNS, NUMBER_COLUMNS, REGULAR_COLUMNS
from ..tools.entry_slots import last_slot
from .registry import AnomalyRule, chains, changes, entries, number, register


@register
class ChangedOutside(AnomalyRule):
    """Marks that came into the database past the program: the trail knows no user of them."""

    code = "outside"
    parameters = {"count": 1}

    def title(self, env):
        return env._("Marks changed in the database, past the program")

    def query(self, scope, parameters):
        return SQL(
            """
            SELECT coalesce(mark.sheet_id::text, trail.chain) AS key, count(*) AS measure,
                   NULL::int AS user_id, min(mark.term_id) AS term_id, mark.sheet_id,
                   NULL AS "column",
                   jsonb_build_object(
                       'changes', count(*), 'pupils', count(DISTINCT trail.student_id),
                       'accounts', string_agg(DISTINCT trail.db_user, ', '),
                       'last', to_char(max(trail.at AT TIME ZONE 'UTC' AT TIME ZONE %s),
                                       'HH24:MI DD/MM/YYYY')) AS figures
              FROM school_trail trail
         LEFT JOIN school_mark mark ON mark.id = trail.res_id
             WHERE trail.company_id = %s AND trail.chain = ANY(%s) AND trail.model = 'school.mark'
                   AND trail.field = ANY(%s) AND trail.user_id IS NULL
          GROUP BY mark.sheet_id, trail.chain
            HAVING count(*) >= %s
            """,
            TIMEZONE,
            scope.company_id,
            chains(scope),
            list(ENTERED_COLUMNS),
            int(parameters["count"]),
        )

    def sentence(self, env, figures):
        return env._(
            "%(changes)s marks of %(pupils)s pupils were changed in the database itself by the"
            " account %(accounts)s, last at %(last)s. No user of the program did it.",
            **figures,
        )


@register
class ManyChanges(AnomalyRule):
    """Marks changed many times by one teacher (TM 4.1d, TT 4.4)."""

    code = "changes"
    parameters = {"count": 15, "share": 5, "minutes": 10}

    def title(self, env):
        return env._("Many changes of entered marks")

    def query(self, scope, parameters):
        return SQL(
            """
            WITH changed AS (
                SELECT user_id, term_id, count(*) AS changes,
                       count(DISTINCT student_id) AS pupils, count(DISTINCT class_id) AS classes
                  FROM (%s) change GROUP BY user_id, term_id HAVING count(*) >= %s
            ), entered AS (
                SELECT user_id, term_id, count(*) AS entries
                  FROM (%s) entry GROUP BY user_id, term_id
            )
            SELECT concat_ws(':', user_id, term_id) AS key, changes AS measure, user_id, term_id,
                   NULL::int AS sheet_id, NULL AS "column",
                   jsonb_build_object('changes', changes, 'pupils', pupils, 'classes', classes,
                                      'entries', coalesce(entries, 0)) AS figures
              FROM changed LEFT JOIN entered USING (user_id, term_id)
             WHERE user_id IS NOT NULL AND 100.0 * changes >= %s * coalesce(entries, 0)
            """,
            changes(scope, NUMBER_COLUMNS, parameters["minutes"]),
            int(parameters["count"]),
            entries(scope, NUMBER_COLUMNS),
            parameters["share"],
        )

    def sentence(self, env, figures):
        return env._(
            "%(changes)s entered marks of %(pupils)s pupils in %(classes)s classes were changed,"
            " beside %(entries)s marks entered.",
            **figures,
        )


@register
class ChangesAtNight(AnomalyRule):
    code = "night"
    parameters = {"count": 3, "from": 23, "until": 5, "minutes": 10}

    def title(self, env):
        return env._("Marks changed at night")

    def query(self, scope, parameters):
        return SQL(
            """
            SELECT concat_ws(':', user_id, term_id) AS key, count(*) AS measure, user_id, term_id,
                   NULL::int AS sheet_id, NULL AS "column",
                   jsonb_build_object('changes', count(*), 'pupils', count(DISTINCT student_id),
                                      'nights', count(DISTINCT local_at::date), 'from', %s,
                                      'until', %s, 'last', to_char(max(local_at),
                                      'HH24:MI DD/MM/YYYY')) AS figures
              FROM (%s) change
             WHERE user_id IS NOT NULL
                   AND (extract(hour FROM local_at) >= %s OR extract(hour FROM local_at) < %s)
          GROUP BY user_id, term_id
            HAVING count(*) >= %s
            """,
            int(parameters["from"]),
            int(parameters["until"]),
            changes(scope, NUMBER_COLUMNS, parameters["minutes"]),
            parameters["from"],
            parameters["until"],
            int(parameters["count"]),
        )

    def sentence(self, env, figures):
        return env._(
            "%(changes)s marks of %(pupils)s pupils were changed between %(from)s:00 and"
            " %(until)s:00, last at %(last)s.",
            **figures,
        )


@register
class ChangesAfterTerm(AnomalyRule):
    """Changes after the time of entry of the column, or where it has none after the term.

    What an approved dossier changed is no anomaly: it was asked for and confirmed by several.
    """

    code = "after_term"
    parameters = {"count": 1, "days": 0, "minutes": 10}

    def title(self, env):
        return env._("Marks changed after their time of entry")

    def query(self, scope, parameters):
        # LIMIT 1 has PostgreSQL look up the mark of each change; it else may join the marks of all
        # schools to all columns first.
        return SQL(
            """
            SELECT concat_ws(':', mark.sheet_id, change.user_id) AS key, count(*) AS measure,
                   change.user_id, mark.term_id, mark.sheet_id, NULL AS "column",
                   jsonb_build_object('changes', count(*),
                                      'pupils', count(DISTINCT mark.student_id),
                                      'end', to_char(min(place.last_day), 'DD/MM/YYYY'),
                                      'last', to_char(max(local_at), 'HH24:MI DD/MM/YYYY')
                                      ) AS figures
              FROM (%s) change
        CROSS JOIN LATERAL (
                SELECT mark.sheet_id, mark.student_id, mark.term_id, mark.class_id,
                       mark.subject_id, sheet.year_id, class.grade_id, grade.level_id,
                       book.id AS column_id, term.date_end AS term_end
                  FROM school_mark mark
                  JOIN school_mark_sheet sheet ON sheet.id = mark.sheet_id
                  JOIN school_class class ON class.id = mark.class_id
                  JOIN school_grade grade ON grade.id = class.grade_id
                  JOIN school_term term ON term.id = mark.term_id
                  JOIN school_book_kind kind ON kind.code = 'mark'
                  JOIN school_book_column book ON book.kind_id = kind.id
                       AND book.code = change.field
                 WHERE mark.id = change.res_id
                 LIMIT 1) mark
        CROSS JOIN LATERAL (
                SELECT coalesce((SELECT slot.last_day FROM (%s) slot),
                                CASE WHEN change.field <> 'reassessed' THEN mark.term_end END
                                ) AS last_day) place
             WHERE change.user_id IS NOT NULL AND change.origin IS DISTINCT FROM 'correction'
                   AND change.local_at::date > place.last_day + %s
          GROUP BY mark.sheet_id, change.user_id, mark.term_id
            HAVING count(*) >= %s
            """,
            changes(scope, NUMBER_COLUMNS, parameters["minutes"]),
            last_slot(SQL("mark")),
            int(parameters["days"]),
            int(parameters["count"]),
        )

    def sentence(self, env, figures):
        return env._(
            "%(changes)s marks of %(pupils)s pupils were changed after their time of entry had"
            " ended on %(end)s, last at %(last)s.",
            **figures,
        )


@register
class RaisedOverThreshold(AnomalyRule):
    """Changes that lift a mark, or the average that it is part of, just over a threshold."""

    code = "threshold"
    parameters = {
        "count": 3,
        "below": 0.5,
        "above": 0.5,
        "threshold_1": 5,
        "threshold_2": 6.5,
        "threshold_3": 8,
        "minutes": 10,
    }

    def title(self, env):
        return env._("Marks raised just over a threshold")

    def query(self, scope, parameters):
        return SQL(
            """
            WITH change AS (%s),
            step AS (
                SELECT user_id, term_id, res_id, field, student_id, old::numeric AS old,
                       new::numeric AS new
                  FROM change WHERE field = ANY(%s) AND new IS NOT NULL
             UNION ALL
                SELECT average.user_id, average.term_id, average.res_id, average.field,
                       average.student_id, average.old::numeric, average.new::numeric
                  FROM change average
                 WHERE average.field IN ('average', 'year_average') AND average.new IS NOT NULL
                       AND EXISTS (SELECT FROM change mark
                                    WHERE mark.res_id = average.res_id
                                          AND mark.field = ANY(%s)
                                          AND mark.user_id = average.user_id
                                          AND average.at BETWEEN mark.at - interval '5 seconds'
                                                             AND mark.at + interval '5 seconds')
            )
            SELECT concat_ws(':', user_id, term_id) AS key, count(*) AS measure, user_id, term_id,
                   NULL::int AS sheet_id, NULL AS "column",
                   jsonb_build_object(
                       'raises', count(*), 'pupils', count(DISTINCT student_id),
                       'averages', count(*) FILTER (WHERE field IN ('average', 'year_average')),
                       'thresholds', jsonb_agg(DISTINCT threshold.mark)) AS figures
              FROM step
              JOIN unnest(%s::numeric[]) AS threshold(mark)
                ON step.old < threshold.mark AND step.new >= threshold.mark
                   AND step.old >= threshold.mark - %s AND step.new < threshold.mark + %s
             WHERE user_id IS NOT NULL
          GROUP BY user_id, term_id
            HAVING count(*) >= %s
            """,
            changes(scope, (*MARK_COLUMNS, "average", "year_average"), parameters["minutes"]),
            list(MARK_COLUMNS),
            list(MARK_COLUMNS),
            [parameters[f"threshold_{place}"] for place in (1, 2, 3)],
            parameters["below"],
            parameters["above"],
            int(parameters["count"]),
        )

    def sentence(self, env, figures):
        thresholds = ", ".join(number(env, mark) for mark in sorted(figures["thresholds"]))
        return env._(
            "%(raises)s changes lifted a mark or an average of %(pupils)s pupils just over"
            " %(thresholds)s (%(averages)s of them averages).",
            **{**figures, "thresholds": thresholds},
        )


@register
class LateEntry(AnomalyRule):
    """Most regular marks of a sheet entered in the last days of the term."""

    code = "late_entry"
    parameters = {"share": 60, "count": 40, "days": 7}

    def title(self, env):
        return env._("Many regular marks entered at the end of the term")

    def query(self, scope, parameters):
        return SQL(
            """
            SELECT mark.sheet_id::text AS key,
                   round(100.0 * count(*) FILTER (WHERE late.is_late) / count(*), 1) AS measure,
                   NULL::int AS user_id, mark.term_id, mark.sheet_id, NULL AS "column",
                   jsonb_build_object('late', count(*) FILTER (WHERE late.is_late),
                                      'all', count(*), 'days', %s,
                                      'end', to_char(min(term.date_end), 'DD/MM/YYYY')) AS figures
              FROM (%s) entry
              JOIN school_mark mark ON mark.id = entry.res_id
              JOIN school_term term ON term.id = mark.term_id
        CROSS JOIN LATERAL (SELECT entry.local_at::date > term.date_end - %s AS is_late) late
          GROUP BY mark.sheet_id, mark.term_id
            HAVING count(*) FILTER (WHERE late.is_late) >= %s
                   AND 100.0 * count(*) FILTER (WHERE late.is_late) >= %s * count(*)
            """,
            int(parameters["days"]),
            entries(scope, REGULAR_COLUMNS),
            int(parameters["days"]),
            int(parameters["count"]),
            parameters["share"],
        )

    def sentence(self, env, figures):
        return env._(
            "%(late)s of %(all)s regular marks were entered in the last %(days)s days before the"
            " term ended on %(end)s, or later.",
            **figures,
        )
