# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Marks saved over real connections: two at once, and a server that dies in the middle."""

import subprocess
import threading
import time

import pytest

from .covers import covers
from .school_server import TOOLS, SchoolServer
from .school_server import ServerError as Refused

COLUMN = "final"


@pytest.fixture(scope="module")
def server():
    server = SchoolServer("mark_save")
    server.start()
    yield server
    server.drop()


def psql(server, sql):
    command = [TOOLS / "pg", "psql", "-d", server.database, "-qXAt", "-c", sql]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def teacher_of_a_sheet(server):
    """Return the login of a teacher and the id of a sheet of marks that this person enters."""
    row = psql(
        server,
        """
        SELECT users.login, sheet.id
          FROM school_mark_sheet sheet
          JOIN school_term term ON term.id = sheet.term_id AND term.number = 2
          JOIN school_teaching_assignment line ON line.class_subject_id = sheet.class_subject_id
               AND line.date_start <= current_date
               AND (line.date_end IS NULL OR line.date_end >= current_date)
          JOIN hr_employee employee ON employee.id = line.teacher_id
          JOIN res_users users ON users.id = employee.user_id
         WHERE sheet.kind = 'score'
      ORDER BY sheet.id LIMIT 1
        """,
    )
    login, sheet = row.split("|")
    return login, int(sheet)


def stored(server, sheet):
    return psql(
        server,
        f"SELECT student_id, {COLUMN}, average FROM school_mark WHERE sheet_id = {sheet} ORDER BY 1",
    )


def batch(rows, value):
    cells = [
        {
            "student_id": row["student_id"],
            "column": COLUMN,
            "value": value,
            "seen": row["values"][COLUMN],
        }
        for row in rows
    ]
    return {"number": 1, "cells": cells}


@covers("GB-02", "AUD-01")
def test_two_sessions_in_one_cell_never_overwrite_each_other(server):
    login, sheet = teacher_of_a_sheet(server)
    sessions = [server.session(login) for _ in range(2)]
    grid = sessions[0]("school.mark.sheet", "grid_open", [sheet])
    row = grid["rows"][:1]
    other = row[0]["values"][COLUMN] or 0
    values = [value for value in (4.5, 5.5, 6.5) if value != other][:2]
    answers = [None, None]

    def save(index):
        answers[index] = sessions[index](
            "school.mark.sheet", "grid_save", [sheet, batch(row, values[index])]
        )["cells"][0]

    threads = [threading.Thread(target=save, args=(index,)) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer["status"] for answer in answers) == ["conflict", "saved"]
    winner = next(i for i, answer in enumerate(answers) if answer["status"] == "saved")
    assert [answer["value"] for answer in answers] == [values[winner]] * 2


@covers("GB-02", "AUD-01")
def test_server_killed_in_the_middle_of_a_save_leaves_nothing_half_written(server):
    login, sheet = teacher_of_a_sheet(server)
    session = server.session(login)
    rows = session("school.mark.sheet", "grid_open", [sheet])["rows"]
    before = stored(server, sheet)
    trail = psql(server, "SELECT count(*) FROM school_trail")
    # The save stops where the trail is written, after the marks: half of it is done then.
    hold = "BEGIN; SELECT count(*) FROM (SELECT 1 FROM school_trail_head FOR UPDATE) heads;"
    holder = subprocess.Popen(
        [TOOLS / "pg", "psql", "-d", server.database, "-qX", "-c", f"{hold} SELECT pg_sleep(60)"],
        stdout=subprocess.DEVNULL,
    )
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    failures = []

    def save():
        try:
            session("school.mark.sheet", "grid_save", [sheet, batch(rows, 3.5)])
        except (OSError, Refused) as failure:
            failures.append(failure)

    thread = threading.Thread(target=save)
    time.sleep(1)
    thread.start()
    for _attempt in range(100):
        if psql(server, waiting) != "0":
            break
        time.sleep(0.1)
    else:
        raise AssertionError("the save did not come to the trail")
    server.kill()
    holder.terminate()
    holder.wait()
    thread.join()
    psql(
        server,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid != pg_backend_pid()",
    )
    assert failures, "the browser is told that nothing was saved"
    assert stored(server, sheet) == before
    assert psql(server, "SELECT count(*) FROM school_trail") == trail

    server.start()
    again = server.session(login)
    answer = again("school.mark.sheet", "grid_save", [sheet, batch(rows, 3.5)])
    assert {cell["status"] for cell in answer["cells"]} <= {"saved", "locked", "refused"}
    assert "saved" in {cell["status"] for cell in answer["cells"]}
    subprocess.run([TOOLS / "verify", server.database], check=True, stdout=subprocess.DEVNULL)
