# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import threading

from psycopg2.errors import SerializationFailure
from psycopg2.extensions import ISOLATION_LEVEL_READ_COMMITTED

from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

from odoo.addons.school_core.tools import trail_verify
from odoo.addons.school_core.tools.trail import Guard

from .common import covers

SCHOOL = -7  # no school has this number: the rows stay, as rows of the trail do


@tagged("post_install", "-at_install")
class TestTrailSessions(BaseCase):
    """Several sessions of the database at once, on a table of this test's own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guard = Guard(
            table="school_trail_trial",
            model="school.trail.trial",
            fields=("value",),
            company="r.company_id",
            class_id="r.class_id",
            student_id="NULL",
        )
        cls.addClassCleanup(
            cls._run,
            "DROP TABLE IF EXISTS school_trail_trial;"
            f"DROP FUNCTION IF EXISTS {cls.guard.function()}",
        )
        cls._run(
            "CREATE TABLE school_trail_trial"
            " (id serial PRIMARY KEY, company_id int, class_id int, value text);"
            + cls.guard.create_sql()
        )

    @classmethod
    def _run(cls, statement):
        with db_connect(get_db_name()).cursor() as cr:
            cr.execute(statement)

    def _session(self):
        cr = db_connect(get_db_name()).cursor()
        self.addCleanup(cr.close)
        return cr

    def _insert(self, cr, class_id, value):
        cr.execute(
            "INSERT INTO school_trail_trial (company_id, class_id, value) VALUES (%s, %s, %s)",
            [SCHOOL, class_id, value],
        )

    def _in_background(self, function):
        outcome = []

        def run():
            try:
                outcome.append(function())
            except Exception as error:  # noqa: BLE001 - the test looks at it
                outcome.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        thread.join(0.5)
        return thread, outcome

    def _values(self, class_id):
        with db_connect(get_db_name()).cursor() as cr:
            cr.execute(
                "SELECT seq, new FROM school_trail WHERE company_id = %s AND chain = %s"
                " ORDER BY seq",
                [SCHOOL, f"class:{class_id}"],
            )
            values = cr.fetchall()
            cr.execute(trail_verify.chains_sql(SCHOOL, [f"class:{class_id}"]))
            for _chain, _rows, broken, gap, _id, head_fits in cr.fetchall():
                self.assertEqual((broken, gap, head_fits), (None, None, True))
        return values

    @covers("AUD-01")
    def test_second_session_on_a_chain_waits_and_starts_again(self):
        """Odoo's sessions: REPEATABLE READ. The loser is told to retry, the chain never forks."""
        first, second = self._session(), self._session()
        second.execute("SELECT 1")  # its view of the database dates from before the first's commit
        self._insert(first, 1, "first")
        thread, outcome = self._in_background(lambda: self._insert(second, 1, "second"))
        self.assertTrue(thread.is_alive(), "the second waits for the first")
        with mute_logger("odoo.sql_db"):
            first.commit()
            thread.join(300)
        self.assertIsInstance(outcome[0], SerializationFailure)
        second.rollback()
        self._insert(second, 1, "second")
        second.commit()
        self.assertEqual(self._values(1), [(1, "first"), (2, "second")])

    @covers("AUD-01")
    def test_second_session_by_psql_follows_the_first(self):
        """psql's sessions: READ COMMITTED. The second goes on from the first's last link."""
        first, second = self._session(), self._session()
        for cr in (first, second):
            cr.connection.set_isolation_level(ISOLATION_LEVEL_READ_COMMITTED)
        self._insert(first, 2, "first")
        thread, outcome = self._in_background(lambda: self._insert(second, 2, "second"))
        self.assertTrue(thread.is_alive(), "the second waits for the first")
        first.commit()
        thread.join(300)
        self.assertEqual(outcome, [None])
        second.commit()
        self.assertEqual(self._values(2), [(1, "first"), (2, "second")])

    @covers("AUD-01")
    def test_sessions_on_different_chains_do_not_wait(self):
        first, second = self._session(), self._session()
        self._insert(first, 3, "first")
        second.execute("SET LOCAL lock_timeout = '1s'")
        self._insert(second, 4, "second")
        second.commit()
        first.commit()
        self.assertEqual(self._values(3), [(1, "first")])
        self.assertEqual(self._values(4), [(1, "second")])

    @covers("AUD-01")
    def test_aborted_session_leaves_no_gap(self):
        session = self._session()
        self._insert(session, 5, "kept")
        session.commit()
        self._insert(session, 5, "aborted")
        session.rollback()
        self._insert(session, 5, "later")
        session.commit()
        self.assertEqual(self._values(5), [(1, "kept"), (2, "later")])
