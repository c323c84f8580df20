# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Marks saved over real connections: two at once, and a server that dies in the middle."""

import subprocess
import threading

import pytest

from .covers import covers
from .school_server import TOOLS
from .school_server import ServerError as Refused

COLUMN = "final"


@pytest.fixture
def server(crash_server):
    return crash_server


def stored(server, sheet):
    return server.psql(
        f"SELECT student_id, {COLUMN}, average FROM school_mark WHERE sheet_id = {sheet} ORDER BY 1"
    )


def batch(grid, value, number=None):
    """A batch that gives the first ``number`` pupils of an opened sheet a mark."""
    place = [column["name"] for column in grid["columns"]].index(COLUMN)
    cells = [
        {
            "student_id": row["student_id"],
            "column": COLUMN,
            "value": value,
            "seen": row["values"][place],
        }
        for row in grid["rows"][:number]
    ]
    return {"number": 1, "cells": cells}


@covers("GB-02", "AUD-01")
def test_two_sessions_in_one_cell_never_overwrite_each_other(server):
    login, sheet = server.teacher_of_a_sheet()
    sessions = [server.session(login) for _ in range(2)]
    grid = sessions[0]("school.mark.sheet", "grid_open", [sheet])
    other = batch(grid, None, 1)["cells"][0]["seen"] or 0
    values = [value for value in (4.5, 5.5, 6.5) if value != other][:2]
    answers = [None, None]

    def save(index):
        answers[index] = sessions[index](
            "school.mark.sheet", "grid_save", [sheet, batch(grid, values[index], 1)]
        )["cells"][0]

    threads = [threading.Thread(target=save, args=(index,)) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer["status"] for answer in answers) == ["conflict", "saved"]
    winner = next(i for i, answer in enumerate(answers) if answer["status"] == "saved")
    assert [answer["value"] for answer in answers] == [values[winner]] * 2


@covers("GB-02")
def test_assignment_ended_by_another_connection_ends_the_right_to_save(server):
    login, sheet = server.teacher_of_a_sheet()
    session = server.session(login)
    for _time in range(8):  # as often as PostgreSQL needs to settle on its plans
        grid = session("school.mark.sheet", "grid_open", [sheet])
    assert grid["can_write"]

    def shift(days):
        server.psql(
            f"""
            UPDATE school_teaching_assignment line
               SET date_start = line.date_start + {days}, date_end = line.date_end + {days}
              FROM school_mark_sheet sheet
             WHERE sheet.id = {sheet} AND line.class_subject_id = sheet.class_subject_id
            """
        )

    shift(9999)
    try:
        with pytest.raises(Refused) as refusal:
            session("school.mark.sheet", "grid_save", [sheet, batch(grid, 4.5, 1)])
        assert refusal.value.name == "odoo.exceptions.AccessError"
    finally:
        shift(-9999)
    assert session("school.mark.sheet", "grid_open", [sheet])["can_write"]


@covers("GB-02", "AUD-01")
def test_server_killed_in_the_middle_of_a_save_leaves_nothing_half_written(server):
    login, sheet = server.teacher_of_a_sheet()
    session = server.session(login)
    grid = session("school.mark.sheet", "grid_open", [sheet])
    before = stored(server, sheet)
    trail = server.psql("SELECT count(*) FROM school_trail")
    failure = server.kill_in_the_middle(
        lambda: session("school.mark.sheet", "grid_save", [sheet, batch(grid, 3.5)])
    )
    assert failure, "the browser is told that nothing was saved"
    assert stored(server, sheet) == before
    assert server.psql("SELECT count(*) FROM school_trail") == trail

    server.start()
    again = server.session(login)
    answer = again("school.mark.sheet", "grid_save", [sheet, batch(grid, 3.5)])
    assert {cell["status"] for cell in answer["cells"]} <= {"saved", "locked", "refused"}
    assert "saved" in {cell["status"] for cell in answer["cells"]}
    subprocess.run([TOOLS / "verify", server.database], check=True, stdout=subprocess.DEVNULL)
