# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A running Odoo on a copy of the database that holds everything, for end-to-end tests."""

import copy
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import requests

from . import clock

TOOLS = Path(__file__).resolve().parents[1] / "tools"
sys.path.insert(0, str(TOOLS))

import serverlog  # noqa: E402, F401
from common import LOGS, VAR, free_port  # noqa: E402
from database import copy_database, drop_database  # noqa: E402

SOURCE = "test_everything"


class SchoolServer:
    """Odoo on a free port; its database is thrown away at the end."""

    def __init__(self, name="e2e"):
        state = json.loads((VAR / "test-everything.json").read_text())
        self.password, self.logins = state["password"], state["logins"]
        self.database = f"test_{name}"
        self.log = LOGS / f"{self.database}.log"
        self.log.unlink(missing_ok=True)
        copy_database(SOURCE, self.database)
        self.process = None

    def start(self):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        arguments = ["-d", self.database, "--db-filter", f"^{self.database}$"]
        arguments += ["--http-port", self.port, "--max-cron-threads", 0, "--logfile", self.log]
        self.process = subprocess.Popen(
            [TOOLS / "odoo", *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=clock.environment(),
        )
        for _attempt in range(1200):
            if self.process.poll() is not None:
                break
            try:
                if requests.get(f"{self.url}/web/login", timeout=300).ok:
                    return self
            except requests.ConnectionError:
                time.sleep(0.25)
        raise RuntimeError(f"Odoo did not start, see {self.log}")

    def beside(self):
        """Start a second server of the same database, as another worker or machine would be."""
        other = copy.copy(self)
        other.log = self.log.with_stem(f"{self.log.stem}_beside")
        other.process = None
        return other.start()

    def kill(self):
        """Stop every process of the server at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill_in_the_middle(self, save):
        """Call ``save``, which writes marks, and kill the server when it comes to the trail.

        The marks are written then, and half of the work is done.

        :return: the error that the caller of ``save`` gets, or None
        """
        hold = "BEGIN; SELECT count(*) FROM (SELECT 1 FROM school_trail_head FOR UPDATE) heads;"
        holder = subprocess.Popen(
            [
                TOOLS / "pg",
                "psql",
                "-d",
                self.database,
                "-qX",
                "-c",
                f"{hold} SELECT pg_sleep(600)",
            ],
            stdout=subprocess.DEVNULL,
        )
        self._wait_for("wait_event = 'PgSleep'", "the trail was not held")
        failures = []

        def run():
            try:
                save()
            except (OSError, ServerError) as failure:
                failures.append(failure)

        thread = threading.Thread(target=run)
        thread.start()
        self._wait_for("wait_event_type = 'Lock'", "the save did not come to the trail")
        self.kill()
        holder.terminate()
        holder.wait()
        thread.join()
        self.psql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid != pg_backend_pid()"
        )
        return failures[0] if failures else None

    def _wait_for(self, event, otherwise):
        """Wait until a connection to this database, and no other, is where ``event`` says."""
        condition = f"datname = current_database() AND {event}"
        for _attempt in range(1200):
            if self.psql(f"SELECT count(*) FROM pg_stat_activity WHERE {condition}") != "0":
                return
            time.sleep(0.1)
        raise AssertionError(otherwise)

    def psql(self, sql):
        command = [TOOLS / "pg", "psql", "-d", self.database, "-qXAt", "-c", sql]
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()

    def teacher_of_a_sheet(self):
        """Return the login of a teacher and the id of a sheet of marks that this person enters."""
        row = self.psql(
            f"""
            SELECT users.login, sheet.id
              FROM school_mark_sheet sheet
              JOIN school_term term ON term.id = sheet.term_id AND term.number = 2
              JOIN school_teaching_assignment line
                   ON line.class_subject_id = sheet.class_subject_id
                   AND line.date_start <= '{clock.TODAY}'
                   AND (line.date_end IS NULL OR line.date_end >= '{clock.TODAY}')
              JOIN hr_employee employee ON employee.id = line.teacher_id
              JOIN res_users users ON users.id = employee.user_id
             WHERE sheet.kind = 'score'
          ORDER BY sheet.id LIMIT 1
            """
        )
        login, sheet = row.split("|")
        return login, int(sheet)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.kill()

    def drop(self):
        self.stop()
        drop_database(self.database)

    def session(self, login):
        """A logged-in client: session(model, method, args, kwargs) calls over JSON-RPC."""
        return Session(self, login)


class Session:
    def __init__(self, server, login):
        self.server, self.http = server, requests.Session()
        self.context = {}
        self.user = self.post(
            "/web/session/authenticate",
            {"db": server.database, "login": login, "password": server.password},
        )

    def post(self, path, parameters):
        answer = self.http.post(
            self.server.url + path,
            json={"jsonrpc": "2.0", "method": "call", "params": parameters},
            timeout=300,
        )
        answer.raise_for_status()
        body = answer.json()
        if "error" in body:
            raise ServerError(body["error"])
        return body.get("result")

    def __call__(self, model, method, args=(), kwargs=None):
        kwargs = dict(kwargs or {})
        if self.context:
            kwargs.setdefault("context", self.context)
        return self.post(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": list(args), "kwargs": kwargs},
        )


class ServerError(Exception):
    """The server refused a call; ``name`` is the exception's class there."""

    def __init__(self, error):
        data = error.get("data", {})
        self.name = data.get("name", "")
        super().__init__(data.get("message") or error.get("message"))
