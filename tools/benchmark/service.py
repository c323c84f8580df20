"""Fed to `odoo shell`: what a school does with its gradebook beyond opening and saving.

Medians in milliseconds, each with what it is compared with, as JSON. Nothing is kept.
"""

import json
import statistics
import time

from odoo.tools import SQL

env = globals()["env"]
facts = json.loads(env["ir.config_parameter"].get_param("school.bench"))
school = env["res.company"].browse(facts["company"])
classes = env["school.class"].browse(facts["classes"])
sheet = env["school.mark.sheet"].browse(facts["big"])
found = {}
PHOTO = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PASSWORD = "Bench-pass-1"


def acting(user_id, records):
    return records.with_user(user_id).with_context(lang="vi_VN", allowed_company_ids=school.ids)


def milliseconds(work):
    env.flush_all()
    env.invalidate_all()
    started = time.perf_counter()
    work()
    env.flush_all()
    return (time.perf_counter() - started) * 1000


def compare(name, work, base, times):
    """Medians of two works made in turn; the first round warms the caches."""
    taken = [(milliseconds(work), milliseconds(base)) for _round in range(times + 1)][1:]
    found[name], found[f"{name}_base"] = map(statistics.median, zip(*taken, strict=True))


# A rule changes: the results of 2,000 pupils again, against their first computation


def change_rule():
    # what the school's results stand on: writing it computes them again
    school.school_adjust_reading = "B" if school.school_adjust_reading == "A" else "A"


def first_results():
    env.cr.execute(SQL("DELETE FROM school_result WHERE class_id = ANY(%s)", classes.ids))
    classes._recompute_results()


compare("rule", change_rule, first_results, 3)

# The check of locks: queries of a save of 45 cells with and without locks, and of one cell

as_teacher = acting(facts["teacher"], sheet)
kind = env.ref("school_gradebook.school_book_kind_mark")
columns = {column.code: column.id for column in kind.column_ids}


def save_queries(number):
    """Queries of a save of so many cells by a transaction that has asked for no lock yet."""
    for _round in range(2):
        cells = [
            {
                "student_id": row["student_id"],
                "column": "regular_1",
                "seen": row["values"][0],
                "value": round((row["values"][0] + 3) % 10, 1),
            }
            for row in as_teacher.grid_open()["rows"][:number]
        ]
        env["school.lock"]._forget()
        env.flush_all()
        env.invalidate_all()
        before = env.cr.sql_log_count
        answer = as_teacher.grid_save({"number": 1, "cells": cells})
        env.flush_all()
        counted = env.cr.sql_log_count - before
        if {cell["status"] for cell in answer["cells"]} != {"saved"}:
            raise SystemExit(f"the bench could not save: {answer['cells'][0]}")
    return counted


def lock(some_classes, codes, state="closed"):
    return env["school.lock"].create(
        [
            {
                "kind_id": kind.id,
                "company_id": school.id,
                "class_id": school_class.id,
                "column_id": columns[code],
                "date_start": "2026-09-05 00:00:00",
                "reason": "Đo tốc độ",
                "state": state,
            }
            for school_class in some_classes
            for code in codes
        ]
    )


bare = save_queries(45)
# What is locked elsewhere, and opened where the bench saves
locks = lock(classes - sheet.class_id, ("regular_1", "regular_2", "regular_3"))
locks += lock(sheet.class_id, ("regular_1", "regular_2", "regular_3"), "open")
found["locks"] = len(locks)
with_locks = save_queries(45)
found["lock_queries"] = with_locks - bare
found["lock_cells"] = with_locks - save_queries(1)
# Where a column beside is closed, the sentence on its cells names people
lock(sheet.class_id, ("regular_2", "regular_3"))
found["lock_names"] = save_queries(45) - with_locks

# One mark corrected, from the dossier until the book is closed again, against the passwords alone


def person(login, role):
    user = env["res.users"].create(
        {
            "name": login,
            "login": login,
            "password": PASSWORD,
            "lang": "vi_VN",
            "tz": "Asia/Ho_Chi_Minh",
            "company_id": school.id,
            "company_ids": [(6, 0, school.ids)],
            "group_ids": [(4, env.ref(f"school_core.group_school_{role}").id)],
        }
    )
    env["hr.employee"].create({"name": login, "user_id": user.id, "company_id": school.id})
    return user


head = person("bench.head", "head_department")
keeper = person("bench.keeper", "gradebook_admin")
teacher = env["res.users"].browse(facts["teacher"])
principal = env["res.users"].browse(facts["principal"])
teacher.employee_ids.department_id = env["hr.department"].create(
    {"name": "Tổ Toán", "company_id": school.id, "manager_id": head.employee_ids.id}
)
STEPS = (
    *((teacher, "submit"), (head, "confirm"), (principal, "approve")),
    *((teacher, "execute"), (keeper, "execute"), (principal, "execute")),
)


def correct():
    row = as_teacher.grid_open()["rows"][0]
    photo = acting(teacher.id, env["ir.attachment"]).create({"name": "bai.png", "datas": PHOTO})
    line = {
        "student_id": row["student_id"],
        "column_id": columns["regular_2"],
        "new_text": "8" if row["values"][1] == 9 else "9",
    }
    correction = acting(teacher.id, env["school.mark.correction"]).create(
        {
            "sheet_id": sheet.id,
            "reason": "Cộng nhầm điểm bài kiểm tra",
            "line_ids": [(0, 0, line)],
            "evidence_ids": [(4, photo.id)],
        }
    )
    for user, action in STEPS:
        password = {} if action == "confirm" else {"password": PASSWORD}
        getattr(acting(user.id, correction), f"action_{action}")(**password)
        env.flush_all()
    if correction.sudo().approval_state != "applied":
        raise SystemExit("the bench could not correct a mark")


def ask_passwords():
    for user, action in STEPS:
        if action != "confirm":
            acting(user.id, env["school.mark.correction"])._approval_check_password(PASSWORD)


compare("correction", correct, ask_passwords, 3)
env.cr.rollback()
print("BENCH " + json.dumps(found))
