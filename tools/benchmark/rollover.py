"""Fed to `odoo shell`: the rollover of 2,000 pupils, and their list; seconds, milliseconds, JSON.

The next year is set up from the present one, the results count as approved. Nothing is kept.
"""

import json
import resource
import statistics
import time

from odoo.tools import SQL

env = globals()["env"]
facts = json.loads(env["ir.config_parameter"].get_param("school.bench"))
school = env["res.company"].browse(facts["company"])
classes = env["school.class"].browse(facts["classes"])
year = classes.year_id
found = {}


def acting(name, records):
    records = records.with_user(facts[name])
    return records.with_context(lang="vi_VN", allowed_company_ids=school.ids)


def seconds(work):
    env.flush_all()
    env.invalidate_all()
    before = env.cr.sql_log_count
    started = time.perf_counter()
    result = work()
    env.flush_all()
    return time.perf_counter() - started, env.cr.sql_log_count - before, result


# The list of the pupils of the school, by class and by given name

SHOWN = {"name": {}, "code": {}, "birth_date": {}, "class_id": {"fields": {"display_name": {}}}}


def pupils():
    students = acting("principal", env["school.student"])
    answer = students.web_search_read(
        [("class_id.year_id", "=", year.id)], SHOWN, limit=2500, order="class_id, name_key"
    )
    return len(answer["records"])


def plain_pupils():
    return len(
        env.execute_query(
            SQL(
                """
                SELECT student.id, student.name, student.code, student.birth_date, c.id, c.name
                  FROM school_student student
                  JOIN school_enrollment stay ON stay.student_id = student.id
                   AND stay.date_start <= current_date
                   AND (stay.date_end IS NULL OR stay.date_end >= current_date)
                  JOIN school_class c ON c.id = stay.class_id
                  JOIN school_grade grade ON grade.id = c.grade_id
                 WHERE c.year_id = %s
              ORDER BY grade.number, c.name COLLATE school_vi_natural,
                       student.given_name COLLATE "vi-x-icu",
                       student.family_name COLLATE "vi-x-icu", student.id
                """,
                year.id,
            )
        )
    )


def compare(name, work, plain):
    """Medians of a work and of its like in one SQL, taken in turn."""
    taken = [[], []]
    for _round in range(7):
        for call, durations in zip((work, plain), taken, strict=True):
            duration, queries, number = seconds(call)
            durations.append(duration * 1000)
            if call is work:
                found[f"{name}_queries"] = queries
                found[f"{name}_pupils"] = number
    found[name], found[f"{name}_sql"] = (statistics.median(durations[2:]) for durations in taken)


compare("list", pupils, plain_pupils)

# Who of the school lacks what, by class


def incomplete():
    shown = acting("principal", classes).web_read(
        {name: {} for name in ("name", "missing_count", "missing_summary", "pupil_data_deadline")}
    )
    return sum(line["missing_count"] for line in shown)


def plain_incomplete():
    rows = env.execute_query(
        SQL(
            """
            SELECT c.id, c.name,
                   count(*) FILTER (WHERE lacking.birth OR lacking.gender OR lacking.private
                                       OR lacking.parent OR lacking.phone),
                   count(*) FILTER (WHERE lacking.birth), count(*) FILTER (WHERE lacking.gender),
                   count(*) FILTER (WHERE lacking.private), count(*) FILTER (WHERE lacking.parent),
                   count(*) FILTER (WHERE lacking.phone)
              FROM school_class c
              JOIN school_enrollment stay ON stay.class_id = c.id
               AND stay.date_start <= current_date
               AND (stay.date_end IS NULL OR stay.date_end >= current_date)
              JOIN school_student student ON student.id = stay.student_id
         LEFT JOIN school_student_private private ON private.student_id = student.id
         LEFT JOIN LATERAL (
                   SELECT count(*) AS parents, count(contact.phone) AS phones
                     FROM school_guardian guardian
                     JOIN res_partner contact ON contact.id = guardian.partner_id
                    WHERE guardian.student_id = student.id
                   ) family ON TRUE
        CROSS JOIN LATERAL (
                   SELECT student.birth_date IS NULL AS birth, student.gender IS NULL AS gender,
                          private.ethnic_group_id IS NULL OR private.policy_status IS NULL
                          OR (private.street IS NULL AND private.ward IS NULL) AS private,
                          family.parents = 0 AS parent,
                          private.phone IS NULL AND family.phones = 0 AS phone
                   ) lacking
             WHERE c.year_id = %s
          GROUP BY c.id
            """,
            year.id,
        )
    )
    return sum(row[2] for row in rows)


compare("incomplete", incomplete, plain_incomplete)

# The next year, as the vice-principal copies it

classes._recompute_results()
env.cr.execute(
    SQL("UPDATE school_result_book SET approval_state = 'approved' WHERE year_id = %s", year.id)
)
# The seed fills its classes to the limit; whoever repeats would not fit in.
classes.level_id.class_size_limit = 0
env.flush_all()
env.invalidate_all()


def set_up():
    setup = acting("principal", env["school.year.setup"]).create({"year_from_id": year.id})
    setup.action_propose()
    return setup.action_apply()["res_id"]


found["setup"], found["setup_queries"], year_to = seconds(set_up)

# The rollover: the pupils who wait for the summer are decided about by hand

rollovers = acting("principal", env["school.rollover"])
values = {"year_from_id": year.id, "year_to_id": year_to}
found["prepare"], found["prepare_queries"], rollover = seconds(lambda: rollovers.create(values))
last = year.class_ids.grade_id.sorted("number")[-1]
for mapped in rollover.class_ids.filtered(lambda one: not one.class_promoted_id):
    mapped.class_promoted_id = rollover.year_to_id.class_ids.filtered(
        lambda one, mapped=mapped: one.grade_id.number == mapped.grade_to_number
    )[:1]
waiting = rollover.line_ids.filtered(lambda line: line.outcome == "undecided")
finished = waiting.filtered(lambda line: line.grade_from_id == last)
for lines, outcome in ((finished, "completed"), (waiting - finished, "promoted")):
    lines.write({"outcome": outcome, "change_reason": "Đo tốc độ"})
found["hand_in"], found["hand_in_queries"], _done = seconds(rollover.action_submit)
deputy = env["res.users"].create(
    {
        "name": "bench.deputy",
        "login": "bench.deputy",
        "company_id": school.id,
        "company_ids": [(6, 0, school.ids)],
        "group_ids": [(4, env.ref("school_core.group_school_vice_academic").id)],
    }
)
facts["deputy"] = deputy.id
approving = acting("deputy", rollover)
found["apply"], found["apply_queries"], _done = seconds(approving.action_approve)
found["moved"] = len(rollover.line_ids.movement_id)
found["undo"], found["undo_queries"], _done = seconds(lambda: approving._undo("Đo tốc độ"))
if rollover.approval_state != "draft" or found["moved"] != len(rollover.line_ids):
    raise SystemExit(f"the bench could not roll over: {found}")
env.cr.rollback()
found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
print("BENCH " + json.dumps(found))
