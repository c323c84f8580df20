# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Corrections over real connections: two confirm at once, and a server that dies in the middle."""

import subprocess
import threading
import time

import pytest

from .covers import covers
from .school_server import TOOLS, SchoolServer
from .school_server import ServerError as Refused
from .test_mark_save import psql, teacher_of_a_sheet

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
DOSSIER = "school.mark.correction"


@pytest.fixture
def server():
    server = SchoolServer("correction")
    server.start()
    yield server
    server.drop()


class Dossier:
    """A dossier about the first mark of a sheet, on its way through the hands of the school."""

    def __init__(self, server):
        self.server = server
        login, self.sheet = teacher_of_a_sheet(server)
        self.people = [login, *self._leaders()]
        self.sessions = {name: server.session(name) for name in self.people}
        teacher = self.sessions[login]
        grid = teacher("school.mark.sheet", "grid_open", [self.sheet])
        row = next(row for row in grid["rows"] if "*" not in row["locks"])
        self.student, self.old = row["student_id"], row["values"]["regular_1"]
        self.new = 9.5 if self.old != 9.5 else 8.5
        photo = teacher("ir.attachment", "create", [{"name": "bai.png", "datas": PIXEL}])
        column = psql(server, "SELECT id FROM school_book_column WHERE code = 'regular_1'")
        line = {"student_id": self.student, "column_id": int(column)}
        values = {
            "sheet_id": self.sheet,
            "reason": "Cộng nhầm",
            "evidence_ids": [[4, photo]],
            "line_ids": [[0, 0, {**line, "new_text": str(self.new)}]],
        }
        self.id = teacher(DOSSIER, "create", [values])

    def _leaders(self):
        """Return who may have a step in the school of the sheet."""
        roles = ("head_department", "vice_academic", "principal", "gradebook_admin")
        names = ", ".join(f"'group_school_{role}'" for role in roles)
        found = psql(
            self.server,
            f"""
            SELECT DISTINCT users.login FROM res_users users
              JOIN res_groups_users_rel held ON held.uid = users.id
              JOIN ir_model_data data ON data.res_id = held.gid AND data.model = 'res.groups'
                   AND data.name IN ({names})
              JOIN school_mark_sheet sheet ON sheet.id = {self.sheet}
              JOIN res_company_users_rel school
                   ON school.user_id = users.id AND school.cid = sheet.company_id
             WHERE users.active
            """,
        )
        return found.splitlines()

    def can(self, login):
        try:
            ((record),) = self.sessions[login](DOSSIER, "read", [[self.id], ["approval_actions"]])
        except Refused:
            return set()
        return {*(record["approval_actions"] or ())} - {"refuse", "withdraw"}

    def take(self, login, action):
        asks = action in ("approve", "execute")
        words = {"password": self.server.password} if asks else {}
        return self.sessions[login](DOSSIER, f"action_{action}", [[self.id]], words)

    def go_on(self, until):
        """Let those who may take the next steps until so many confirmations are still due."""
        while True:
            state, left = self.state()
            if state == "approved" and left == until:
                return
            login, actions = next(
                (login, actions) for login in self.people if (actions := self.can(login))
            )
            self.take(login, actions.pop())

    def state(self):
        (record,) = self.sessions[self.people[0]](
            DOSSIER, "read", [[self.id], ["approval_state", "approval_step_ids"]]
        )
        return record["approval_state"], len(record["approval_step_ids"])

    def mark(self):
        value = psql(
            self.server,
            f"SELECT regular_1 FROM school_mark WHERE sheet_id = {self.sheet}"
            f" AND student_id = {self.student}",
        )
        return float(value) if value else None


@covers("GB-06")
def test_server_killed_between_approval_and_application(server):
    dossier = Dossier(server)
    dossier.go_on(until=1)
    (last,) = [login for login in dossier.people if dossier.can(login)][:1]
    # It stops where the trail is written: grant and mark are half done then.
    hold = "BEGIN; SELECT count(*) FROM (SELECT 1 FROM school_trail_head FOR UPDATE) heads;"
    holder = subprocess.Popen(
        [TOOLS / "pg", "psql", "-d", server.database, "-qX", "-c", f"{hold} SELECT pg_sleep(60)"],
        stdout=subprocess.DEVNULL,
    )
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    failures = []

    def confirm():
        try:
            dossier.take(last, "execute")
        except (OSError, Refused) as failure:
            failures.append(failure)

    thread = threading.Thread(target=confirm)
    time.sleep(1)
    thread.start()
    for _attempt in range(200):
        if psql(server, waiting) != "0":
            break
        time.sleep(0.1)
    else:
        raise AssertionError("the confirmation did not come to the trail")
    server.kill()
    holder.terminate()
    holder.wait()
    thread.join()
    psql(
        server,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid != pg_backend_pid()",
    )
    assert failures, "who confirmed is told that nothing was done"
    assert dossier.mark() == dossier.old
    grants = f"SELECT count(*) FROM school_lock_grant WHERE res_id = {dossier.id}"
    assert psql(server, grants) == "0"

    server.start()
    dossier.sessions = {name: server.session(name) for name in dossier.people}
    assert dossier.state() == ("approved", 1)
    dossier.take(last, "execute")
    assert dossier.state() == ("applied", 0)
    assert dossier.mark() == dossier.new
    assert psql(server, f"{grants} AND revoked") == "1"


@covers("GB-06")
def test_two_confirm_at_the_same_moment(server):
    """The last confirmation counts once, however many press the button."""
    dossier = Dossier(server)
    dossier.go_on(until=1)
    (last,) = [login for login in dossier.people if dossier.can(login)][:1]
    sessions = [server.session(last) for _ in range(2)]
    answers = [None, None]

    def confirm(index):
        words = {"password": server.password}
        try:
            answers[index] = sessions[index](DOSSIER, "action_execute", [[dossier.id]], words)
        except Refused as refusal:
            answers[index] = refusal

    threads = [threading.Thread(target=confirm, args=(index,)) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(isinstance(answer, Refused) for answer in answers) == [False, True]
    assert dossier.mark() == dossier.new
    lines = f"SELECT count(*) FROM school_approval_line WHERE model = '{DOSSIER}'"
    assert psql(server, f"{lines} AND res_id = {dossier.id} AND decision = 'apply'") == "1"
