"""Fed to `odoo shell`: what the results of a school cost, and one SQL that finds the same."""

import json
import resource

from meter import Meter

from odoo.tools import SQL

env = globals()["env"]
facts = json.loads(env["ir.config_parameter"].get_param("school.bench"))
school = env["res.company"].browse(facts["company"])
meter = Meter(env)
classes = env["school.class"].browse(facts["classes"])


def no_results():
    env.cr.execute(SQL("DELETE FROM school_result WHERE company_id = %s", school.id))


def plain_results():
    """Averages of term and year, counts and levels of everybody, stored: the same figures."""
    env.cr.execute("CREATE TEMP TABLE plain_result ON COMMIT DROP AS " + LEVELS, [school.id])


LEVELS = """
    WITH subject AS (
        SELECT mark.student_id, mark.class_id, mark.subject_id, mark.kind, term.number,
               mark.average,
               avg(CASE term.number WHEN 2 THEN mark.average END)
                   OVER (PARTITION BY mark.student_id, mark.subject_id) AS second,
               avg(CASE term.number WHEN 1 THEN mark.average END)
                   OVER (PARTITION BY mark.student_id, mark.subject_id) AS first
          FROM school_mark mark JOIN school_term term ON term.id = mark.term_id
         WHERE mark.company_id = %s
    ), value AS (
        SELECT student_id, class_id, subject_id, kind, number::text AS period, average
          FROM subject
        UNION ALL
        SELECT student_id, class_id, subject_id, kind, 'year',
               CASE kind WHEN 'score' THEN round((first + 2 * second) / 3, 1) ELSE second END
          FROM subject WHERE number = 2
    ), counted AS (
        SELECT student_id, class_id, period,
               count(*) FILTER (WHERE kind = 'comment' AND average < 1) AS failed,
               count(*) FILTER (WHERE kind = 'score' AND average >= 8) AS good,
               count(*) FILTER (WHERE kind = 'score' AND average >= 6.5) AS fair,
               count(*) FILTER (WHERE kind = 'score' AND average >= 5) AS enough,
               min(average) FILTER (WHERE kind = 'score') AS lowest,
               count(*) FILTER (WHERE kind = 'score') AS scores,
               jsonb_agg(jsonb_build_object('subject', subject_id, 'average', average)) AS reasons
          FROM value GROUP BY student_id, class_id, period
    )
    SELECT counted.*,
           CASE WHEN failed = 0 AND lowest >= 6.5 AND good >= 6 THEN 'tot'
                WHEN failed = 0 AND lowest >= 5 AND fair >= 6 THEN 'kha'
                WHEN failed <= 1 AND lowest >= 3.5 AND enough >= 6 THEN 'dat'
                ELSE 'chua_dat' END AS learning,
           conduct.conduct
      FROM counted
 LEFT JOIN school_term term ON term.number::text = counted.period
       AND term.year_id = (SELECT year_id FROM school_class WHERE id = counted.class_id)
 LEFT JOIN school_conduct conduct
        ON conduct.student_id = counted.student_id AND conduct.term_id = term.id
"""

meter.compare("results", [classes._recompute_results, plain_results], 5, before=no_results)
classes._recompute_results()
env.cr.commit()
meter.found["results_memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
env.cr.execute(SQL("SELECT count(*) FROM school_result WHERE company_id = %s", school.id))
meter.found["results_rows"] = env.cr.fetchone()[0]

print("BENCH " + json.dumps(meter.found))
