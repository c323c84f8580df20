# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date
from unittest.mock import patch

from odoo.api import SUPERUSER_ID, Environment
from odoo.exceptions import ConcurrencyError
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.school_core.tools import prepared
from odoo.addons.school_core.tools.prepared import execute_prepared

TABLE = "school_prepared_trial"
COUNT = f"SELECT count(*) FROM {TABLE}"


@tagged("post_install", "-at_install")
class TestPrepared(BaseCase):
    """Queries whose plans stay in their connection, on a table of this test's own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addClassCleanup(cls._run, f"DROP TABLE IF EXISTS {TABLE}")
        cls._run(
            f"CREATE TABLE {TABLE} (id int, name varchar, day date);"
            f" INSERT INTO {TABLE} VALUES (1, 'a', '2026-09-05'), (2, 'b', '2026-09-06'),"
            " (3, '100%', NULL)"
        )

    @classmethod
    def _run(cls, statement):
        with db_connect(get_db_name()).cursor() as cr:
            cr.execute(statement)

    def _env(self):
        cr = db_connect(get_db_name()).cursor()
        self.addCleanup(cr.close)
        return Environment(cr, SUPERUSER_ID, {})

    def _prepared(self, env):
        return [
            name
            for (name,) in env.execute_query(SQL("SELECT name FROM pg_prepared_statements"))
            if name.startswith("school_")
        ]

    def test_answers_as_the_query_itself_does(self):
        env = self._env()
        for query in (
            SQL(COUNT),
            SQL(f"SELECT name FROM {TABLE} WHERE name LIKE '100%%' AND id = %s", 3),
            SQL(f"SELECT name FROM {TABLE} WHERE name LIKE '%%'"),
            SQL(f"SELECT %s, id FROM {TABLE} WHERE id IN %s ORDER BY id", "x", (1, 3)),
            SQL(f"SELECT id FROM {TABLE} WHERE id NOT IN %s AND name IN %s", (1,), ("a", "b")),
            SQL(f"SELECT id FROM {TABLE} WHERE id = ANY(%s) AND id = ANY(%s)", [2, 3], []),
            SQL(f"SELECT id FROM {TABLE} WHERE day <= %s OR %s", date(2026, 9, 5), False),
            SQL(f"SELECT id FROM {TABLE} WHERE day = %s", None),
        ):
            with self.subTest(query=query):
                expected = env.execute_query(query)
                for _time in range(7):
                    self.assertEqual(execute_prepared(env, query), expected)

    def test_lists_of_any_length_share_a_plan(self):
        env = self._env()
        before = self._prepared(env)
        for ids in ((1,), (1, 2), (1, 2, 3)):
            found = execute_prepared(env, SQL(f"{COUNT} WHERE id IN %s", ids))
            self.assertEqual(found, [(len(ids),)])
        self.assertEqual(len({*self._prepared(env)} - {*before}), 1)

    def test_plan_is_kept_from_request_to_request_and_nothing_else(self):
        env = self._env()
        query = SQL(f"{COUNT} WHERE id > %s", 0)
        execute_prepared(env, query)
        known = self._prepared(env)
        connection = env.cr.connection
        env.cr.execute(
            "SET statement_timeout = 1234; LISTEN school_prepared; SELECT pg_advisory_lock(4711);"
            " CREATE TEMP TABLE school_prepared_temporary ()"
        )
        env.cr.commit()
        connection.set_session(readonly=True)
        connection.reset()  # what the pool does before it lends a connection again
        self.assertTrue(known)
        self.assertEqual(self._prepared(env), known)
        for left in (
            "SELECT 1 FROM pg_settings WHERE name = 'statement_timeout' AND setting = '1234'",
            "SELECT 1 WHERE EXISTS (SELECT pg_listening_channels())",
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711",
            "SELECT 1 FROM pg_class WHERE relname = 'school_prepared_temporary'",
            "SELECT 1 WHERE current_setting('transaction_read_only') = 'on'",
        ):
            with self.subTest(left=left):
                self.assertFalse(env.execute_query(SQL(left)))
        self.assertEqual(execute_prepared(env, query), [(3,)])

    def test_what_another_connection_writes_is_read_at_once(self):
        env = self._env()
        query = SQL(f"{COUNT} WHERE name = %s", "new")
        for _time in range(7):
            self.assertEqual(execute_prepared(env, query), [(0,)])
        self._run(f"INSERT INTO {TABLE} VALUES (4, 'new')")
        self.addCleanup(self._run, f"DELETE FROM {TABLE} WHERE id = 4")
        env.cr.rollback()
        self.assertEqual(execute_prepared(env, query), [(1,)])

    def test_lost_statement_has_the_request_repeated(self):
        env = self._env()
        query = SQL(f"{COUNT} WHERE id < %s", 9)
        execute_prepared(env, query)
        env.cr.execute("DEALLOCATE ALL")
        with self.assertRaises(ConcurrencyError), mute_logger("odoo.sql_db"):
            execute_prepared(env, query)
        env.cr.rollback()
        self.assertEqual(execute_prepared(env, query), [(3,)])

    def test_changed_column_has_the_request_repeated(self):
        env = self._env()
        query = SQL(f"SELECT name FROM {TABLE} WHERE id = %s", 1)
        execute_prepared(env, query)
        env.cr.commit()
        self._run(f"ALTER TABLE {TABLE} ALTER name TYPE text")
        with self.assertRaises(ConcurrencyError), mute_logger("odoo.sql_db"):
            execute_prepared(env, query)
        env.cr.rollback()
        self.assertEqual(execute_prepared(env, query), [("a",)])

    def test_refused_query_leaves_the_others_usable(self):
        env = self._env()
        query = SQL(f"SELECT 1 / (id - %s) FROM {TABLE} WHERE id = 2", 1)
        self.assertEqual(execute_prepared(env, query), [(1,)])
        broken = SQL(f"SELECT 1 / (id - %s) FROM {TABLE} WHERE id = 2", 2)
        with self.assertRaisesRegex(Exception, "division by zero"), mute_logger("odoo.sql_db"):
            execute_prepared(env, broken)
        env.cr.rollback()
        self.assertEqual(execute_prepared(env, query), [(1,)])

    def test_connection_keeps_so_many_plans(self):
        env = self._env()
        with patch.object(prepared, "MOST", 3):
            for number in range(8):
                execute_prepared(env, SQL(f"SELECT id + {number} FROM {TABLE} WHERE id = %s", 1))
                self.assertLessEqual(len(self._prepared(env)), 3)
