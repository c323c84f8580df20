# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A server with one account of each role, and rows of every model with whose they are."""

import json
import os
import random
import subprocess
import tempfile
from pathlib import Path
from types import SimpleNamespace

import psycopg2

from .. import clock
from ..school_server import TOOLS, SchoolServer, ServerError

# isort: split
# found where school_server has put tools/ on the path
import rights_table
from database import pg_env

from .actors import Actor
from .scope import Scope

#: Rows that are somebody's: the name and the picture of the program's own account are no secret.
OF_SOMEBODY = {
    "res.users": "id <> 1",
    "ir.attachment": """public IS NOT TRUE AND NOT (COALESCE(res_model, '') = 'res.partner'
        AND COALESCE(res_id, 0) IN (SELECT partner_id FROM res_users WHERE id = 1))""",
}
SEED = int(os.environ.get("SCHOOL_SEED") or 2026)
ROWS = 60
# what is about people: more of it, for among pupils and parents the staff is rare
MANY_ROWS = 400
PEOPLE = ("res.partner", "res.users", "hr.employee", "ir.attachment", "mail.message")
TODAY = f"'{clock.TODAY}'::date"
OTHERS = "made by others"
LOGGED = ("id", "create_uid", "create_date", "write_uid", "write_date")
BROWSER = {
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "same-origin",
    "Sec-Fetch-User": "?1",
}


class School:
    """A server of its own, one account of each role, and the rows with whose they are."""

    def __init__(self):
        self.random = random.Random(SEED)
        self.server = SchoolServer("rights")
        self.matrix = rights_table.reaches()
        self.facts = self._shell(
            "people.py", "ROLES", SCHOOL_ROLES=json.dumps(list(rights_table.roles()))
        )
        self.connection = psycopg2.connect(
            dbname=self.server.database,
            **{name.removeprefix("PG").lower(): value for name, value in pg_env().items()},
        )
        self.connection.autocommit = True
        self.server.start()
        self.scope = Scope(self.query)
        self.actors = {
            role: Actor.of(self.query, login, self.matrix, TODAY)
            for role, login in self.facts["logins"].items()
        }
        self.sessions = {role: self.server.session(a.login) for role, a in self.actors.items()}
        self.models = dict(self._read_models())

    def query(self, sql):
        with self.connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    def _read_models(self):
        """Sample rows of each model, the same for all roles."""
        tables = {
            name
            for (name,) in self.query("SELECT relname FROM pg_class WHERE relkind IN ('r','v')")
        }
        for name, known in sorted(self.facts["models"].items()):
            if known["table"] not in tables:
                continue
            salt = self.random.randrange(10**6)
            limit = MANY_ROWS if name in PEOPLE else ROWS
            rows = self.query(
                f"SELECT id FROM {known['table']} WHERE {OF_SOMEBODY.get(name, 'TRUE')}"
                f" ORDER BY hashint8(id + {salt}) LIMIT {limit}"
            )
            facts = self.scope.facts(known["table"], [row[0] for row in rows])
            if known["transient"]:
                self._mark_owners(known["table"], facts)
            columns = [c for c in known["stored"] if c not in LOGGED]
            yield (
                name,
                SimpleNamespace(
                    name=name,
                    facts=facts,
                    column=self.random.choice(columns or ["id"]),
                    **{key: known[key] for key in ("table", "transient", "many")},
                ),
            )

    def _mark_owners(self, table, facts):
        if facts:
            ids = ", ".join(map(str, facts))
            pairs = self.query(f"SELECT id, create_uid FROM {table} WHERE id IN ({ids})")
            for i, user in pairs:
                facts[i]["maker"] = user

    def forbidden(self, actor, model, operation="read"):
        ids = [
            i
            for i, facts in model.facts.items()
            if not actor.may(model.name, operation, facts)
            or facts.get("maker", actor.user) != actor.user
        ]
        self.random.shuffle(ids)
        return ids[:20]

    def json2(self, role):
        """A caller over ``/json/2`` with the session of the account."""

        def call(model, method, args=(), kwargs=None):
            ids = {"ids": args[0]} if args else {}
            answer = self.sessions[role].http.post(
                f"{self.server.url}/json/2/{model}/{method}",
                json={**ids, **(kwargs or {})},
                headers=BROWSER,
                timeout=300,
            )
            if not answer.ok:
                raise ServerError({"data": {"name": answer.json().get("name", "")}})
            return answer.json()

        return call

    def pairs(self, operation="read"):
        """Return (role, model, forbidden ids) in random order."""
        found = [
            (role, model, ids)
            for role, actor in self.actors.items()
            for model in self.models.values()
            if (ids := self.forbidden(actor, model, operation))
        ]
        self.random.shuffle(found)
        return found

    def cases(self):
        """Yield what must be refused: of each model, role and scope a record, with operations."""
        for role, actor in self.actors.items():
            for model in self.models.values():
                scopes = {}
                for i, facts in model.facts.items():
                    made_by_others = facts.get("maker", actor.user) != actor.user
                    scopes.setdefault(OTHERS if made_by_others else actor.scope(facts), i)
                for scope, i in scopes.items():
                    operations = self._forbidden_operations(actor, model, scope, i)
                    if operations:
                        yield [role, actor.user, model.name, scope, i, operations]

    @staticmethod
    def _forbidden_operations(actor, model, scope, i):
        if scope == OTHERS:  # a dialogue, which anybody may open anew
            return ["read", "write", "unlink"]
        facts = model.facts[i]
        makes_none = actor.reaches(model.name, "create") == {"-"} and "document" not in facts
        return [
            operation
            for operation in rights_table.OPERATIONS
            if not actor.may(model.name, operation, facts) or (operation == "create" and makes_none)
        ]

    def sweep(self):
        """Try every case in the server's own program; return (what was not refused, how many)."""
        cases = list(self.cases())
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump(cases, file)
            file.flush()
            os.chmod(file.name, 0o644)
            found = self._shell("sweep.py", "SWEEP", SCHOOL_CASES=file.name)
        return found, sum(len(operations) for *_case, operations in cases)

    def _shell(self, script, mark, **variables):
        """Feed a script of this folder to ``odoo shell``; return the JSON that follows ``mark``."""
        folder = Path(__file__).parent
        with open(folder / script, encoding="utf-8") as source:
            done = subprocess.run(
                [TOOLS / "odoo", "shell", "-d", self.server.database, "--no-http"],
                stdin=source,
                capture_output=True,
                text=True,
                check=False,
                env={**clock.environment(), "SCHOOL_TESTS": str(folder.parent), **variables},
            )
        told = [line for line in done.stdout.splitlines() if line.startswith(mark)]
        assert told, done.stderr[-3000:]
        return json.loads(told[0].removeprefix(mark))

    def close(self):
        self.connection.close()
        self.server.drop()


class Leaks(dict):
    """What came out though it should not, by model and way."""

    def add(self, model, way, role, what):
        self.setdefault((model, way), []).append(f"{role}: {str(what)[:120]}")

    def __str__(self):
        lines = [f"seed {SEED}"]
        for (model, way), who in sorted(self.items()):
            lines.append(f"{model} {way}: {len(who)} times, {' | '.join(who[:6])}")
        return "\n".join(lines)
