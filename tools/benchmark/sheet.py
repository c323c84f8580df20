"""Fed to `odoo shell`: what it costs to open and to save a sheet, and one SQL that does it."""

import json
import statistics
import time
from datetime import timedelta

from meter import Meter

from odoo import fields
from odoo.tools import SQL

env = globals()["env"]
facts = json.loads(env["ir.config_parameter"].get_param("school.bench"))
school = env["res.company"].browse(facts["company"])
meter = Meter(env)


def sheet_as_teacher(sheet_id):
    user = env["res.users"].browse(facts["teacher"])
    sheet = env["school.mark.sheet"].with_user(user)
    return sheet.with_context(lang="vi_VN", allowed_company_ids=school.ids).browse(sheet_id)


# Open


def plain_rows():
    """What the sheet shows of its pupils, in the order of the class's list.

    The same columns of the same rows as the grid's: without the dates, the moments of entry, the
    exemption and the Vietnamese order it would be another, smaller sheet.
    """
    env.execute_query(
        SQL(
            """
            SELECT student.id, student.family_name, student.given_name,
                   stay.date_start, stay.date_end, exemption.part, exemption.decision_number,
                   mark.id, mark.regular_1, mark.regular_2, mark.regular_3, mark.regular_4,
                   mark.regular_5, mark.regular_6, mark.midterm, mark.final, mark.reassessed,
                   mark.remark, mark.average, mark.year_average, mark.entered_at::text
              FROM school_mark_sheet sheet
              JOIN school_term term ON term.id = sheet.term_id
              JOIN school_enrollment stay ON stay.class_id = sheet.class_id
               AND stay.date_start <= term.date_end
               AND (stay.date_end IS NULL OR stay.date_end >= term.date_start)
              JOIN school_student student ON student.id = stay.student_id
         LEFT JOIN school_mark mark
                ON mark.student_id = stay.student_id AND mark.sheet_id = sheet.id
         LEFT JOIN school_exemption exemption ON exemption.student_id = stay.student_id
               AND exemption.subject_id = sheet.subject_id
               AND exemption.date_start <= term.date_end
               AND (exemption.date_end IS NULL OR exemption.date_end >= term.date_start)
             WHERE sheet.id = %s
          ORDER BY student.given_name COLLATE "vi-x-icu", student.family_name COLLATE "vi-x-icu",
                   student.id
            """,
            facts["big"],
        )
    )


big, small = sheet_as_teacher(facts["big"]), sheet_as_teacher(facts["small"])
meter.compare("open", [big.grid_open, plain_rows], 300)
meter.found["open_queries"] = [meter.queries(small.grid_open), meter.queries(big.grid_open)]
meter.found["rows"] = len(big.grid_open()["rows"])


def count_open():
    env.flush_all()
    env.invalidate_all()
    # what closes is asked for once in a transaction
    env["school.lock"]._forget()
    before = env.cr.sql_log_count
    big.grid_open()
    return env.cr.sql_log_count - before


def lock_queries():
    """Queries to open a sheet without and with all that can close its cells, undone afterwards."""
    year = env["school.mark.sheet"].browse(facts["big"]).year_id
    env["school.entry.window"].search([("year_id", "=", year.id)]).unlink()
    school.school_edit_days = 0
    count_open()
    without = count_open()
    kind = env["school.book.kind"].search([("code", "=", "mark")])
    school.school_edit_days = 366
    env["school.entry.window"].create(
        {
            "name": "Bench",
            "year_id": year.id,
            "kind_id": kind.id,
            "column_ids": kind.column_ids.ids,
            "timing": "until_date",
            "date_until": "2099-12-31",
        }
    )
    place = {"kind_id": kind.id, "company_id": school.id, "reason": "Bench"}
    decision = {**place, "state": "open", "decided_by": env.uid}
    env["school.lock"].create([{**decision, "column_id": c.id} for c in kind.column_ids])
    row = big.grid_open()["rows"][0]
    env["school.lock.grant"]._grant(
        {
            **place,
            "student_id": row["student_id"],
            "user_id": facts["teacher"],
            "date_end": fields.Datetime.now() + timedelta(days=1),
        }
    )
    meter.found["lock_queries"] = [without, count_open()]
    env.cr.rollback()
    env.invalidate_all()


lock_queries()

# Save

state = {"number": 0}


def cells_of(sheet):
    """A batch that changes the first regular mark of everybody, and with it his average."""
    state["number"] += 1
    cells = [
        {
            "student_id": row["student_id"],
            "column": "regular_1",
            "seen": row["values"][0],
            "value": round((row["values"][0] + 3) % 10, 1),
        }
        for row in sheet.grid_open()["rows"]
    ]
    state["batch"] = {"number": state["number"], "cells": cells}


def save():
    answer = big.grid_save(state["batch"])
    if {cell["status"] for cell in answer["cells"]} != {"saved"}:
        raise SystemExit(f"the bench could not save: {answer['cells'][0]}")


def timed_results(recompute):
    """The share of the results in a save, which follow in its transaction."""

    def timed(*arguments):
        started = time.perf_counter()
        result = recompute(*arguments)
        state["results"].append((time.perf_counter() - started) * 1000)
        return result

    return timed


SCRATCH = """
    DROP TABLE IF EXISTS bench_mark, bench_trail, bench_head;
    CREATE SEQUENCE IF NOT EXISTS bench_seq;
    CREATE TABLE bench_mark (LIKE school_mark INCLUDING DEFAULTS INCLUDING INDEXES
                             INCLUDING CONSTRAINTS);
    CREATE TABLE bench_trail (LIKE school_trail INCLUDING DEFAULTS INCLUDING INDEXES);
    CREATE TABLE bench_head AS SELECT * FROM school_trail_head;
    INSERT INTO bench_mark SELECT * FROM school_mark WHERE company_id = %(company)s;
    ANALYZE bench_mark;
    CREATE OR REPLACE FUNCTION bench_link(previous text, content text) RETURNS text
        LANGUAGE sql IMMUTABLE
        RETURN encode(sha256(convert_to(coalesce(previous, '') || content, 'UTF8')), 'base64');
    CREATE OR REPLACE AGGREGATE bench_chain(text) (SFUNC = bench_link, STYPE = text)
"""
REMOVE = """
    DROP TABLE bench_mark, bench_trail, bench_head;
    DROP AGGREGATE bench_chain(text);
    DROP FUNCTION bench_link;
    DROP SEQUENCE bench_seq
"""


def plain_save():
    """One SQL that writes what a save writes, into tables without triggers.

    A mark and the term's average of 45 pupils, the year's average in their rows of the other term,
    and the trail of each value in a chain of hashes with its head: a statement that stored the mark
    alone, or hashed no chain, would not do what is measured against it.
    """
    env.execute_query(
        SQL(
            """
            WITH before AS (
                SELECT * FROM bench_mark WHERE sheet_id = ANY(%(sheets)s)
            ), saved AS (
                INSERT INTO bench_mark AS mark
                       (company_id, sheet_id, class_id, student_id, subject_id, term_id, kind,
                        regular_1, average, year_average)
                SELECT company_id, sheet_id, class_id, student_id, subject_id, term_id, kind,
                       CASE WHEN sheet_id = %(sheet)s THEN mod(regular_1 + 0.1, 10)
                            ELSE regular_1 END,
                       CASE WHEN sheet_id = %(sheet)s THEN mod(average + 0.1, 10)
                            ELSE average END,
                       CASE WHEN sheet_id <> %(sheet)s THEN mod(year_average + 0.1, 10)
                            ELSE year_average END
                  FROM before
                    ON CONFLICT (student_id, subject_id, term_id) DO UPDATE
                   SET regular_1 = EXCLUDED.regular_1, average = EXCLUDED.average,
                       year_average = EXCLUDED.year_average
             RETURNING mark.*
            ), change AS (
                SELECT saved.*, v.*, nextval('bench_seq') AS seq
                  FROM saved
                  JOIN before ON before.id = saved.id
            CROSS JOIN LATERAL (VALUES
                    ('regular_1', before.regular_1::text, saved.regular_1::text),
                    ('average', before.average::text, saved.average::text),
                    ('year_average', before.year_average::text, saved.year_average::text)
                       ) v (field, old, new)
                 WHERE v.old IS DISTINCT FROM v.new
            ), traced AS (
                INSERT INTO bench_trail (company_id, chain, seq, model, res_id, operation,
                                         class_id, student_id, scope, field, old, new, user_id,
                                         db_user, origin, at, hash)
                SELECT company_id, 'class:' || class_id, seq, 'school.mark', id, 'write', class_id,
                       student_id,
                       jsonb_build_object('subject_id', subject_id, 'term_id', term_id),
                       field, old, new, %(uid)s, session_user, 'grid', now() AT TIME ZONE 'UTC',
                       bench_chain(json_build_array(
                           company_id, class_id, seq, id, student_id, subject_id, term_id, field,
                           old, new, %(uid)s, session_user, now())::text) OVER (ORDER BY seq)
                  FROM change
             RETURNING company_id, chain, seq, hash
            )
            UPDATE bench_head head SET seq = last.seq, hash = last.hash
              FROM (SELECT * FROM traced ORDER BY seq DESC LIMIT 1) last
             WHERE head.company_id = last.company_id AND head.chain = last.chain
         RETURNING head.seq
            """,
            sheet=facts["big"],
            sheets=both_terms,
            uid=env.uid,
        )
    )


both_terms = big.sudo().class_subject_id.sheet_ids.ids
env.cr.execute(SQL(SCRATCH, company=school.id))
state["results"] = []
recompute = env.registry["school.class"]._recompute_results
env.registry["school.class"]._recompute_results = timed_results(recompute)
meter.compare("save", [save, plain_save], 40, before=lambda: cells_of(big))
env.registry["school.class"]._recompute_results = recompute
meter.found["save_results"] = statistics.median(state["results"][2:])
env.cr.execute(REMOVE)
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


meter.found["save_queries"] = [count_save(small, small_batch), count_save(big, state["batch"])]

print("BENCH " + json.dumps(meter.found))
