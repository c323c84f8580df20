"""Fed to `odoo shell`: medians in milliseconds, and what they are measured against, as JSON."""

import json
import os
import resource
import statistics
import time

from odoo.tools import SQL

env = globals()["env"]
facts = json.loads(env["ir.config_parameter"].get_param("school.bench"))
school = env["res.company"].browse(facts["company"])
found = {}


def median(work, times, before=lambda: None):
    """Milliseconds of `work` from a cold cache of records, with its commit."""
    taken = []
    for round_number in range(times + 2):
        before()
        env.cr.commit()
        env.invalidate_all()
        started = time.perf_counter()
        work()
        env.flush_all()
        env.cr.commit()
        if round_number > 1:
            taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def queries(work):
    """Number of queries of `work`, with its caches warm but no record read."""
    work()
    env.cr.commit()
    env.invalidate_all()
    before = env.cr.sql_log_count
    work()
    env.flush_all()
    counted = env.cr.sql_log_count - before
    env.cr.rollback()
    return counted


def sheet_as_teacher(sheet_id):
    user = env["res.users"].browse(facts["teacher"])
    sheet = env["school.mark.sheet"].with_user(user)
    return sheet.with_context(lang="vi_VN", allowed_company_ids=school.ids).browse(sheet_id)


# Open


def plain_rows():
    env.execute_query(
        SQL(
            """
            SELECT student.id, student.name, stay.date_start, stay.date_end, mark.*
              FROM school_mark_sheet sheet
              JOIN school_enrollment stay ON stay.class_id = sheet.class_id
              JOIN school_student student ON student.id = stay.student_id
         LEFT JOIN school_mark mark
                ON mark.student_id = stay.student_id AND mark.sheet_id = sheet.id
             WHERE sheet.id = %s
            """,
            facts["big"],
        )
    )


big, small = sheet_as_teacher(facts["big"]), sheet_as_teacher(facts["small"])
found["open"] = median(big.grid_open, 40)
found["open_sql"] = median(plain_rows, 40)
found["open_queries"] = [queries(small.grid_open), queries(big.grid_open)]
found["rows"] = len(big.grid_open()["rows"])

# Save

state = {"number": 0}


def cells_of(sheet):
    """A batch that changes the first regular mark of everybody, and with it his average."""
    state["number"] += 1
    cells = [
        {
            "student_id": row["student_id"],
            "column": "regular_1",
            "seen": row["values"]["regular_1"],
            "value": round((row["values"]["regular_1"] + 3) % 10, 1),
        }
        for row in sheet.grid_open()["rows"]
    ]
    state["batch"] = {"number": state["number"], "cells": cells}


def save():
    answer = big.grid_save(state["batch"])
    if {cell["status"] for cell in answer["cells"]} != {"saved"}:
        raise SystemExit(f"the bench could not save: {answer['cells'][0]}")


def scratch():
    """Tables like those of marks and trail, with their indexes and without their triggers."""
    env.cr.execute("CREATE SEQUENCE IF NOT EXISTS bench_seq")
    for name in ("school_mark", "school_trail"):
        env.cr.execute(SQL("DROP TABLE IF EXISTS %s", SQL.identifier(f"bench_{name}")))
        env.cr.execute(
            SQL(
                "CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS INCLUDING INDEXES)",
                SQL.identifier(f"bench_{name}"),
                SQL.identifier(name),
            )
        )
    env.cr.execute(
        SQL(
            "INSERT INTO bench_school_mark SELECT * FROM school_mark WHERE company_id = %s",
            school.id,
        )
    )
    env.cr.commit()


def plain_save():
    env.execute_query(
        SQL(
            """
            WITH saved AS (
                INSERT INTO bench_school_mark (company_id, sheet_id, class_id, student_id,
                                               subject_id, term_id, kind, regular_1)
                SELECT company_id, sheet_id, class_id, student_id, subject_id, term_id, kind,
                       regular_1
                  FROM bench_school_mark WHERE sheet_id = %(sheet)s
                    ON CONFLICT (student_id, subject_id, term_id)
                    DO UPDATE SET regular_1 = mod(EXCLUDED.regular_1 + 0.1, 10),
                                  average = round((bench_school_mark.average * 9 + 1) / 10, 1)
             RETURNING *
            ), traced AS (
                INSERT INTO bench_school_trail (company_id, chain, seq, model, res_id, operation,
                                                class_id, student_id, field, new, db_user, at, hash)
                SELECT company_id, 'class:' || class_id, nextval('bench_seq'), 'school.mark', id,
                       'write', class_id, student_id, 'regular_1', regular_1::text, current_user,
                       now() at time zone 'UTC', encode(sha256(regular_1::text::bytea), 'hex')
                  FROM saved
             RETURNING 1
            )
            SELECT count(*) FROM traced
            """,
            sheet=facts["big"],
        )
    )


found["save"] = median(save, 30, before=lambda: cells_of(big))
cells_of(small)
small_batch = dict(state["batch"])
cells_of(big)


def count_save(sheet, batch):
    """Queries of one save, undone afterwards."""
    env.cr.commit()
    env.invalidate_all()
    before = env.cr.sql_log_count
    sheet.grid_save(batch)
    env.flush_all()
    counted = env.cr.sql_log_count - before
    env.cr.rollback()
    return counted


found["save_queries"] = [count_save(small, small_batch), count_save(big, state["batch"])]
scratch()
found["save_sql"] = median(plain_save, 30)
for name in ("bench_school_mark", "bench_school_trail"):
    env.cr.execute(SQL("DROP TABLE %s", SQL.identifier(name)))
env.cr.commit()

# Results of the school

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

found["results"] = median(classes._recompute_results, 3, before=no_results)
found["results_sql"] = median(plain_results, 5)
found["results_memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
env.cr.execute(SQL("SELECT count(*) FROM school_result WHERE company_id = %s", school.id))
found["results_rows"] = env.cr.fetchone()[0]

# Prints of a class of 45

if os.environ.get("BENCH_PRINTS"):
    import io

    import xlsxwriter
    from openpyxl import load_workbook
    from weasyprint import HTML

    reports = env["ir.actions.report"].with_context(lang="vi_VN", allowed_company_ids=school.ids)
    book = classes[:1]

    def seconds(work):
        env.invalidate_all()
        started = time.perf_counter()
        result = work()
        return time.perf_counter() - started, result

    pdf, xlsx = "school_gradebook.class_book_a4", "school_gradebook.class_book_xlsx"
    found["pdf"] = seconds(lambda: reports._render_qweb_pdf(pdf, book.ids))[0]
    html = reports._render_qweb_html(pdf, book.ids)[0]
    found["pdf_alone"] = seconds(
        lambda: HTML(string=html.decode()).write_pdf(pdf_variant="pdf/a-3b")
    )[0]
    found["xlsx"], (content, _type) = seconds(lambda: reports._render_xlsx(xlsx, book.ids, {}))
    pages = [list(page.iter_rows(values_only=True)) for page in load_workbook(io.BytesIO(content))]

    def write_alone():
        workbook = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
        for page in pages:
            sheet = workbook.add_worksheet()
            for number, row in enumerate(page):
                sheet.write_row(number, 0, row)
        workbook.close()

    found["xlsx_alone"] = seconds(write_alone)[0]
    many = classes[:24]
    found["books_pdf"] = seconds(
        lambda: [reports._render_qweb_pdf(pdf, [one]) for one in many.ids]
    )[0]
    found["books_xlsx"] = seconds(
        lambda: [reports._render_xlsx(xlsx, [one], {}) for one in many.ids]
    )[0]
    found["prints_memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10

print("BENCH " + json.dumps(found))
