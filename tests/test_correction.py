# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Corrections over real connections: two confirm at once, and a server that dies in the middle."""

import threading

import pytest

from .covers import covers
from .school_server import ServerError as Refused

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
DOSSIER = "school.mark.correction"


@pytest.fixture
def server(crash_server):
    return crash_server


class Dossier:
    """A dossier about the first mark of a sheet, on its way through the hands of the school."""

    def __init__(self, server):
        self.server = server
        login, self.sheet = server.teacher_of_a_sheet()
        self.people = [login, *self._leaders()]
        self.sessions = {name: server.session(name) for name in self.people}
        teacher = self.sessions[login]
        grid = teacher("school.mark.sheet", "grid_open", [self.sheet])
        row = next(row for row in grid["rows"] if "*" not in row.get("locks", ()))
        self.student, self.old = row["student_id"], row["values"][0]
        self.new = 9.5 if self.old != 9.5 else 8.5
        photo = teacher("ir.attachment", "create", [{"name": "bai.png", "datas": PIXEL}])
        column = server.psql("SELECT id FROM school_book_column WHERE code = 'regular_1'")
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
        found = self.server.psql(
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
        value = self.server.psql(
            f"SELECT regular_1 FROM school_mark WHERE sheet_id = {self.sheet}"
            f" AND student_id = {self.student}",
        )
        return float(value) if value else None


@covers("GB-06")
def test_server_killed_between_approval_and_application(server):
    dossier = Dossier(server)
    dossier.go_on(until=1)
    (last,) = [login for login in dossier.people if dossier.can(login)][:1]
    # Grant and mark are half done then.
    failure = server.kill_in_the_middle(lambda: dossier.take(last, "execute"))
    assert failure, "who confirmed is told that nothing was done"
    assert dossier.mark() == dossier.old
    grants = f"SELECT count(*) FROM school_lock_grant WHERE res_id = {dossier.id}"
    assert server.psql(grants) == "0"

    server.start()
    dossier.sessions = {name: server.session(name) for name in dossier.people}
    assert dossier.state() == ("approved", 1)
    dossier.take(last, "execute")
    assert dossier.state() == ("applied", 0)
    assert dossier.mark() == dossier.new
    assert server.psql(f"{grants} AND revoked") == "1"


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
    assert server.psql(f"{lines} AND res_id = {dossier.id} AND decision = 'apply'") == "1"
