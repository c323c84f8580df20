"""Fed to `odoo shell`: what statistics over the marks of a school cost. Nothing of it is kept.

Two earlier years are made from the year that is there, and a trail as it stands after a year of
entry: the same rows with their keys moved, written past the triggers.
"""

import json
import statistics
import time

from odoo.tools import SQL

env = globals()["env"]
facts = json.loads(env["ir.config_parameter"].get_param("school.bench"))
school = env["res.company"].browse(facts["company"])
env = env(context={**env.context, "allowed_company_ids": school.ids})
found = {}

# An earlier year: the tables in the order in which they refer to each other.
FAR = 700000000
TABLES = {
    "school_year": (),
    "school_term": ("year_id",),
    "school_class": ("year_id",),
    "school_class_subject": ("class_id", "year_id"),
    "school_mark_sheet": ("class_subject_id", "class_id", "year_id", "term_id"),
    "school_mark": ("sheet_id", "class_id", "term_id"),
}


def columns(table):
    return [
        name
        for (name,) in env.execute_query(
            SQL(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
                " AND NOT attisdropped AND attgenerated = ''",
                table,
            )
        )
    ]


def moved(table, name, years):
    column = SQL.identifier(name)
    if name == "id" or name in TABLES[table]:
        return SQL("%s + %s", column, FAR * years)
    if name in ("date_start", "date_end") and table in ("school_year", "school_term"):
        return SQL("%s - make_interval(years => %s)", column, years)
    if name == "name" and table == "school_year":
        return SQL("%s || %s", column, f" -{years}")
    return column


def past_triggers(table, *statements):
    env.cr.execute(SQL("ALTER TABLE %s DISABLE TRIGGER USER", SQL.identifier(table)))
    for statement in statements:
        env.cr.execute(statement)
    env.cr.execute(SQL("ALTER TABLE %s ENABLE TRIGGER USER", SQL.identifier(table)))


for table in TABLES:
    names = columns(table)
    past_triggers(
        table,
        *(
            SQL(
                "INSERT INTO %s (%s) SELECT %s FROM %s WHERE company_id = %s AND id < %s",
                SQL.identifier(table),
                SQL(", ").join(map(SQL.identifier, names)),
                SQL(", ").join(moved(table, name, years) for name in names),
                SQL.identifier(table),
                school.id,
                FAR,
            )
            for years in (1, 2)
        ),
    )

# The trail of the year: each mark entered once, one in fifty changed afterwards.
past_triggers(
    "school_trail",
    SQL(
        """
        INSERT INTO school_trail (company_id, chain, seq, model, res_id, operation, class_id,
                                  student_id, scope, field, old, new, user_id, db_user, at, hash)
        SELECT mark.company_id, 'class:' || mark.class_id,
               2000000 + row_number() OVER (PARTITION BY mark.class_id ORDER BY step.at),
               'school.mark', mark.id, step.operation, mark.class_id, mark.student_id,
               jsonb_build_object('subject_id', mark.subject_id, 'term_id', mark.term_id),
               cell.name, step.old, cell.value::text, %s, 'x', step.at, 'x'
          FROM school_mark mark
          JOIN school_term term ON term.id = mark.term_id
    CROSS JOIN LATERAL (VALUES ('regular_1', mark.regular_1), ('regular_2', mark.regular_2),
                               ('regular_3', mark.regular_3), ('regular_4', mark.regular_4),
                               ('midterm', mark.midterm), ('final', mark.final),
                               ('average', mark.average)) AS cell(name, value)
    CROSS JOIN LATERAL (VALUES
                   ('create', NULL, term.date_start + interval '10 days' * (1 + mark.id %% 10)),
                   ('write', '4.9', term.date_start + interval '10 days' * (2 + mark.id %% 10))
               ) AS step(operation, old, at)
         WHERE mark.company_id = %s AND mark.id < %s AND cell.value IS NOT NULL
               AND (step.operation = 'create' OR mark.id %% 50 = 0)
        """,
        facts["teacher"],
        school.id,
        FAR,
    ),
)
env.cr.execute("ANALYZE school_mark, school_mark_sheet, school_trail")
env.invalidate_all()
# What was written past the ORM is counted by a column of the sheets.
years = env["school.year"].search([("company_id", "=", school.id)], order="date_start")
term = years[-1].term_ids.sorted("number")[-1]
plan = env["school.mark.sheet"].browse(facts["big"])
query = {
    "year_id": years[-1].id,
    "term_id": term.id,
    "subject_id": plan.subject_id.id,
    "grade_id": plan.class_id.grade_id.id,
    "class_id": False,
    "test": "final",
    "step": 5,
}
service = env["school.mark.distribution"].with_user(facts["principal"])


def plain_counts():
    env.execute_query(
        SQL(
            """
            SELECT sheet.term_id, sheet.class_id, mark.final, count(*)
              FROM school_mark mark
              JOIN school_mark_sheet sheet ON sheet.id = mark.sheet_id
              JOIN school_class class ON class.id = sheet.class_id
             WHERE sheet.company_id = %s AND sheet.subject_id = %s AND class.grade_id = %s
                   AND mark.final IS NOT NULL
          GROUP BY sheet.term_id, sheet.class_id, mark.final
            """,
            school.id,
            query["subject_id"],
            query["grade_id"],
        )
    )


def milliseconds(work):
    env.invalidate_all()
    started = time.perf_counter()
    work()
    env.flush_all()
    return (time.perf_counter() - started) * 1000


ways = {"distribution": lambda: service.get_distribution(query), "distribution_sql": plain_counts}
taken = {name: [] for name in ways}
for _round in range(25):
    for name, work in ways.items():
        taken[name].append(milliseconds(work))
for name, durations in taken.items():
    found[name] = statistics.median(durations[5:])
found["best_distribution"] = min(taken["distribution"])
found["distribution_terms"] = sum(
    line["kind"] == "term" for line in service.get_distribution(query)["lines"]
)

# The first search makes the cases, the others meet them again.
cases = env["school.mark.anomaly"]
durations = [milliseconds(lambda: cases._find(years[-1])) for _round in range(4)]
found["anomalies"] = statistics.median(durations[1:]) / 1000
found["anomalies_first"] = durations[0] / 1000
found["best_anomalies"] = min(durations[1:]) / 1000
found["anomaly_cases"] = cases.search_count([("year_id", "=", years[-1].id)])
env.cr.rollback()
print("BENCH " + json.dumps(found))
