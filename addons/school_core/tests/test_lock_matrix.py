# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import covers
from .test_lock import LockCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00")
class TestLockMatrix(LockCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kind.per_subject = True
        cls.Matrix = cls.env["school.lock.matrix"]
        cls.options = {
            "kind_id": cls.kind.id,
            "year_id": cls.year.id,
            "term_id": cls.term_1.id,
            "grade_id": False,
        }
        cls.keys = {
            plan: f"{plan.class_id.id}-{plan.subject_id.id}"
            for plan in (cls.maths_8a, cls.physical_8a, cls.maths_8b)
        }

    def _matrix(self, login="gradebook_admin", **options):
        self.env.flush_all()
        matrix = self._as(login, self.Matrix).get_matrix({**self.options, **options})
        return matrix

    def _closed_cells(self, **options):
        return {
            (key, column)
            for key, cells in self._matrix(**options)["cells"].items()
            for column, (reason, _until) in cells.items()
            if reason is not None
        }

    def _decide(self, *cells, login="gradebook_admin", **decision):
        cells = [[self.keys.get(key, key), column] for key, column in cells]
        decision = {"state": "closed", "reason": "QĐ 12", **decision}
        return self._as(login, self.Matrix).decide(self.options, cells, decision)

    @covers("LOCK-01")
    def test_shows_what_is_closed(self):
        self._close(class_id=self.class_8a.id, column_id=self.first.id)
        self._close(class_id=self.class_8b.id, date_start="2026-11-30 17:00:00")
        matrix = self._matrix()
        self.assertEqual({row["key"] for row in matrix["rows"]}, {*self.keys.values()})
        self.assertEqual([column["code"] for column in matrix["columns"]], ["first", "second"])
        self.assertEqual(
            self._closed_cells(),
            {(self.keys[self.maths_8a], "first"), (self.keys[self.physical_8a], "first")},
        )
        reason, _until = matrix["cells"][self.keys[self.maths_8a]]["first"]
        self.assertIn("Month's end", matrix["reasons"][reason])
        self.assertEqual(matrix["cells"][self.keys[self.maths_8a]]["second"], [None, ""])
        self.assertEqual(
            matrix["cells"][self.keys[self.maths_8b]]["first"], [None, "23:59 30/11/2026"]
        )
        self.assertEqual(
            self._closed_cells(grade_id=self.env.ref("school_core.school_grade_9").id), set()
        )

    @covers("LOCK-01")
    def test_one_decision_for_a_whole_column(self):
        cells = [(plan, "first") for plan in self.keys]
        self.assertEqual(self._decide(*cells), 0)
        lock = self.Lock.search([("kind_id", "=", self.kind.id)])
        self.assertEqual(len(lock), 1)
        self.assertEqual((lock.column_id, lock.class_id), (self.first, self.class_8a.browse()))
        self.assertEqual(lock.decided_by, self.users["principal"])
        self.assertEqual(lock.create_uid, self.users["gradebook_admin"])
        self.assertEqual(self._closed_cells(), {(key, "first") for key in self.keys.values()})
        self.assertFalse(self._closed_cells(term_id=self.term_2.id))

    @covers("LOCK-01")
    def test_class_or_single_cell(self):
        self._decide((self.maths_8a, "first"), (self.physical_8a, "first"))
        lock = self.Lock.search([("kind_id", "=", self.kind.id)])
        self.assertEqual((lock.class_id, lock.subject_id.id), (self.class_8a, False))
        self._decide((self.maths_8a, "second"))
        self.assertEqual(
            self._closed_cells(),
            {
                (self.keys[self.maths_8a], "first"),
                (self.keys[self.physical_8a], "first"),
                (self.keys[self.maths_8a], "second"),
            },
        )

    @covers("LOCK-01")
    def test_earlier_special_decisions_do_not_stand_against_it(self):
        self._close(column_id=self.first.id, class_id=self.class_8a.id, subject_id=self.maths.id)
        cells = [(plan, column) for plan in self.keys for column in ("first", "second")]
        self.assertEqual(self._decide(*cells, state="open", date_end="2026-11-25 17:00:00"), 0)
        self.assertFalse(self._closed_cells())
        matrix = self._matrix()
        self.assertEqual(
            matrix["cells"][self.keys[self.maths_8a]]["first"], [None, "23:59 25/11/2026"]
        )
        with freeze_time("2026-11-25 17:00:00"):
            self.assertEqual(self._closed_cells(), {(self.keys[self.maths_8a], "first")})

    @covers("LOCK-01")
    def test_later(self):
        self._decide((self.maths_8a, "first"), date_start="2026-12-01 00:00:00")
        self.assertFalse(self._closed_cells())
        with freeze_time("2026-12-01 00:00:00"):
            self.assertEqual(self._closed_cells(), {(self.keys[self.maths_8a], "first")})

    @covers("LOCK-01")
    def test_closed_year_is_told(self):
        self.year.state = "closed"
        self.assertEqual(self._decide((self.maths_8a, "first"), state="open"), 1)
        self.assertEqual(len(self._closed_cells()), 6)

    @covers("LOCK-01")
    def test_class_books(self):
        self.kind.per_subject = False
        matrix = self._matrix()
        self.assertEqual(
            {row["key"] for row in matrix["rows"]}, {str(self.class_8a.id), str(self.class_8b.id)}
        )
        self._decide((str(self.class_8a.id), "first"))
        self.assertEqual(self._closed_cells(), {(str(self.class_8a.id), "first")})

    @covers("LOCK-01", "ACC-01")
    def test_who_decides(self):
        self.assertTrue(self._matrix("principal")["can_decide"])
        self.assertFalse(self._matrix("vice_academic")["can_decide"])
        for login in ("teacher", "vice_academic", "clerk"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._decide((self.maths_8a, "first"), login=login)
        foreigner = self._create_staff("fp", role="principal", company=self.other_school)
        self.users["fp"] = foreigner
        with self.assertRaises(AccessError):
            self._decide((self.maths_8a, "first"), login="fp")
        with self.assertRaises(UserError):
            self._decide((self.maths_8a, "first"), reason=" ")
        self.assertFalse(self.Lock.search([("kind_id", "=", self.kind.id)]))

    @covers("LOCK-01")
    def test_same_number_of_queries_for_more_classes(self):
        self._close()
        counts = []
        for name in ("8C", "8D", "8E", "8F"):
            # new classes empty what the server keeps in memory
            self._plan_subject(self._create_class(name), self.maths)
            self.env.invalidate_all()
            self._matrix()
            self.env.invalidate_all()
            self.Lock._forget()
            before = self.env.cr.sql_log_count
            self._as("gradebook_admin", self.Matrix).get_matrix(self.options)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(len(set(counts)), 1, counts)

    def test_moment_of_a_decision_in_the_schools_time(self):
        self._decide((self.maths_8a, "first"), date_end="2026-11-21 16:00:00")
        lock = self.Lock.search([("kind_id", "=", self.kind.id)])
        self.assertEqual(lock.date_end, datetime(2026, 11, 21, 16))
