# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime, timedelta

from freezegun import freeze_time
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import SchoolCommon, covers
from .fake_models import SchoolTrialBook, load_models


class LockCommon(SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        load_models(cls, SchoolTrialBook)
        cls.Lock = cls.env["school.lock"]
        cls.kind = cls.env["school.book.kind"].create(
            {
                "name": "Trial book",
                "code": "trial",
            }
        )
        cls.first, cls.second = cls.env["school.book.column"].create(
            [
                {"kind_id": cls.kind.id, "code": code, "name": code.title()}
                for code in ("first", "second")
            ]
        )
        cls.Book = cls.env["school.trial.book"]
        cls.book = cls._create_book(cls.class_8a)

    @classmethod
    def _create_book(cls, school_class, subject=None, **values):
        return cls.Book.create(
            {
                "class_id": school_class.id,
                "subject_id": (subject or cls.maths).id,
                "term_id": cls.term_1.id,
                **values,
            }
        )

    @classmethod
    def _close(cls, **values):
        user = values.pop("user", cls.users["gradebook_admin"])
        return cls.Lock.with_user(user).create(
            {
                "kind_id": cls.kind.id,
                "company_id": cls.school.id,
                "date_start": "2026-10-01 00:00:00",
                "reason": "Month's end",
                "decided_by": cls.users["principal"].id,
                **values,
            }
        )

    def _scope(self, school_class, subject=None, term=None, key="place"):
        return {
            "key": key,
            "company_id": school_class.company_id.id,
            "year_id": school_class.year_id.id,
            "term_id": (term or self.term_1).id,
            "grade_id": school_class.grade_id.id,
            "class_id": school_class.id,
            "subject_id": (subject or self.maths).id,
        }

    def _is_closed(self, school_class=None, column=None, moment=None, **place):
        scope = self._scope(school_class or self.class_8a, **place)
        closed = self.Lock._closed("trial", [scope], moment)
        return bool(self.Lock._reason(closed.get("place"), column))


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00")
class TestLock(LockCommon):
    @covers("LOCK-01")
    def test_scope(self):
        self.assertFalse(self._is_closed(), "nobody decided anything")
        for values, school_class, subject, term, expected in (
            ({}, self.class_8b, self.physical, self.term_2, True),
            ({"class_id": self.class_8a.id}, self.class_8a, None, None, True),
            ({"class_id": self.class_8a.id}, self.class_8b, None, None, False),
            ({"subject_id": self.maths.id}, self.class_8b, self.maths, None, True),
            ({"subject_id": self.maths.id}, self.class_8b, self.physical, None, False),
            ({"term_id": self.term_1.id}, self.class_8b, None, self.term_1, True),
            ({"term_id": self.term_1.id}, self.class_8b, None, self.term_2, False),
            ({"grade_id": self.grade_8.id}, self.class_8b, None, None, True),
            ({"grade_id": self.env.ref("school_core.school_grade_9").id}, None, None, None, False),
            ({"level_id": self.level.id}, self.class_8b, None, None, True),
            ({"year_id": self.year.id}, self.class_8b, None, None, True),
            ({"company_id": self.other_school.id}, self.class_8a, None, None, False),
            ({"column_id": self.first.id}, self.class_8a, None, None, False),
        ):
            lock = self._close(user=self.env.user, **values)
            with self.subTest(**values):
                self.assertEqual(
                    self._is_closed(school_class, subject=subject, term=term), expected
                )
            lock.unlink()

    @covers("LOCK-01")
    def test_special_beats_general_and_later_beats_earlier(self):
        self._close()
        self.assertTrue(self._is_closed())
        opened = self._close(class_id=self.class_8a.id, state="open")
        self.assertFalse(self._is_closed())
        self.assertTrue(self._is_closed(self.class_8b))
        self._close(class_id=self.class_8a.id, date_start="2026-10-02 00:00:00")
        self.assertTrue(self._is_closed(), "the later one about the same class")
        opened.date_start = "2026-10-03 00:00:00"
        self.assertFalse(self._is_closed())

    @covers("LOCK-01")
    def test_column(self):
        self._close(column_id=self.first.id)
        self.assertFalse(self._is_closed())
        self.assertTrue(self._is_closed(column="first"))
        self.assertFalse(self._is_closed(column="second"))
        self._close(class_id=self.class_8a.id, state="open", date_start="2026-11-01 00:00:00")
        self.assertTrue(self._is_closed(column="first"), "opening a class opens no locked column")
        self._close()
        self._close(column_id=self.second.id, state="open")
        self.assertFalse(self._is_closed(self.class_8b, column="second"))
        self.assertTrue(self._is_closed(self.class_8b))
        self.assertTrue(self._is_closed(self.class_8b, column="first"))

    @covers("LOCK-01")
    def test_window(self):
        now = datetime(2026, 11, 20, 3)
        self._close(date_start=now, date_end=now + timedelta(hours=2))
        for minutes, expected in ((-1, False), (0, True), (119, True), (120, False)):
            moment = now + timedelta(minutes=minutes)
            self.assertEqual(self._is_closed(moment=moment), expected, minutes)

    @covers("LOCK-01")
    def test_closed_year_closes_everything(self):
        self._close(class_id=self.class_8a.id, state="open")
        self.year.state = "closed"
        self.assertTrue(self._is_closed())
        self.assertTrue(self._is_closed(column="first"))
        self.year.state = "open"
        self.assertFalse(self._is_closed())

    @covers("LOCK-01")
    def test_school_that_opens_by_window_only(self):
        self.school.school_lock_default = "closed"
        self.assertTrue(self._is_closed())
        with self.assertRaisesRegex(UserError, "gradebook_admin"):
            self.book.first = 8
        self._close(state="open", date_end="2026-11-21 00:00:00")
        self.book.first = 8
        with freeze_time("2026-11-21 00:00:00"), self.assertRaises(UserError):
            self.book.first = 9

    @covers("LOCK-01")
    def test_sentence_names_who_when_why_and_whom_to_ask(self):
        self._close(date_end="2026-12-24 10:30:00", reason="Hết hạn nhập điểm.")
        closed = self.Lock.with_user(self.users["teacher"])._closed(
            "trial", [self._scope(self.class_8a)]
        )
        sentence = closed["place"][None]["reason"]
        for part in (
            self.users["principal"].name,
            "07:00 01/10/2026",
            "17:30 24/12/2026",
            "Hết hạn nhập điểm. Ask",
            self.users["gradebook_admin"].name,
        ):
            self.assertIn(part, sentence)

    @covers("LOCK-01")
    def test_every_door_is_closed(self):
        self.book.second = 4
        self._close(class_id=self.class_8a.id)
        for user in (self.users["teacher"], self.users["principal"], self.env.user):
            book = self.book.with_user(user)
            for door in (
                lambda book=book: book.write({"first": 8}),
                lambda book=book: book.sudo().write({"first": 8, "note": "x"}),
                lambda book=book: book.write({"second": False}),
                lambda book=book: book.action_archive(),
                lambda book=book: book.unlink(),
                lambda book=book: book.copy(),
                lambda book=book: book.web_save({"first": 8}, {}),
                lambda book=book: book.write({"class_id": self.class_8b.id}),
                lambda book=book: book.create({"class_id": self.class_8a.id, "first": 0}),
            ):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    door()
        loaded = self.Book.load(["first", "class_id/.id"], [["8", str(self.class_8a.id)]])
        self.assertFalse(loaded["ids"])
        self.assertIn("Month's end", loaded["messages"][0]["message"])
        self.book.write({"note": "A remark is no part of what is locked", "second": 4})
        other = self._create_book(self.class_8b, first=3)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            other.class_id = self.class_8a
        self.assertEqual(self.book.second, 4)

    @covers("LOCK-01")
    def test_message_names_the_columns(self):
        self._close(column_id=self.first.id)
        with self.assertRaisesRegex(UserError, "^First: Locked by"):
            self.book.write({"first": 1, "second": 2})
        self.assertFalse(self.book.second, "all or nothing")
        self.book.second = 2
        self.assertEqual(self.book._lock_reasons()[self.book.id].keys(), {"first"})

    @covers("LOCK-01")
    def test_only_two_duties_decide(self):
        for login in ("principal", "gradebook_admin"):
            self.Lock.with_user(self.users[login]).create(
                {"kind_id": self.kind.id, "reason": "x", "company_id": self.school.id}
            )
        lock = self._close()
        for login in ("teacher", "homeroom", "head_department", "vice_academic", "clerk", "system"):
            Lock = self.Lock.with_user(self.users[login])
            with self.assertRaises(AccessError):
                Lock.create({"kind_id": self.kind.id, "reason": "x"})
            with self.assertRaises(AccessError):
                lock.with_user(self.users[login]).write({"state": "open"})
            with self.assertRaises(AccessError):
                lock.with_user(self.users[login]).unlink()
        foreigner = self._create_staff(
            "foreign_principal", role="principal", company=self.other_school
        )
        with self.assertRaises(AccessError):
            lock.with_user(foreigner).write({"state": "open"})

    @covers("LOCK-01")
    def test_column_belongs_to_its_book(self):
        other = self.env["school.book.kind"].create({"name": "Other", "code": "other"})
        with self.assertRaises(ValidationError):
            self._close(kind_id=other.id, column_id=self.first.id)

    @covers("LOCK-01")
    def test_one_query_for_a_school(self):
        self._close(class_id=self.class_8a.id)
        self.env.flush_all()
        for school_class, queries in ((self.class_8b, 1), (self.class_8a, 2)):
            self.Lock._closed("trial", [self._scope(school_class)])
            for count in (1, 200):
                scopes = [self._scope(school_class, key=number) for number in range(count)]
                self.Lock.invalidate_model()
                self.Lock._forget()
                with self.subTest(queries=queries, count=count), self.assertQueryCount(queries):
                    closed = self.Lock._closed("trial", scopes)
                self.assertEqual(len(closed), count if queries == 2 else 0)
                with self.assertQueryCount(queries - 1):
                    self.Lock._closed("trial", scopes)

    @covers("LOCK-01", "AUD-01")
    def test_a_closed_cell_never_changes(self):
        """Whatever is tried in whatever order: a cell changes only while it is open."""
        step = st.tuples(
            st.sampled_from(["write", "create", "unlink", "lock", "unlock", "archive", "move"]),
            st.sampled_from(["first", "second", None]),
            st.sampled_from([self.class_8a, self.class_8b]),
            st.integers(min_value=0, max_value=10),
        )

        def cells():
            books = self.Book.with_context(active_test=False).search([])
            return {
                (book, column): book[column] for book in books for column in ("first", "second")
            }

        @settings(
            max_examples=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(steps=st.lists(step, min_size=5, max_size=25))
        def run(steps):
            with self.env.cr.savepoint() as savepoint:
                for action, column, school_class, value in steps:
                    before = cells()
                    closed = {
                        (book, name)
                        for book, name in before
                        if self._is_closed(book.class_id, column=name)
                    }
                    try:
                        with self.env.cr.savepoint():
                            self._try(action, column, school_class, value)
                    except UserError:
                        self.assertEqual(cells(), before, "refused as a whole")
                    after = cells()
                    for cell in closed:
                        self.assertEqual(after.get(cell), before[cell], (action, cell))
                savepoint.rollback()

        run()
        self.assertFalse([r for r in self.env["school.trail"]._verify(self.school) if not r["ok"]])

    def _try(self, action, column, school_class, value):
        book = self.Book.search([("class_id", "=", school_class.id)], limit=1)
        if action == "write":
            book.write({column or "note": value})
        elif action == "create":
            self._create_book(school_class, **{column or "note": value})
        elif action == "unlink":
            book.unlink()
        elif action == "archive":
            book.action_archive()
        elif action == "move":
            book.class_id = self.class_8a + self.class_8b - school_class
        else:
            self._close(
                state="closed" if action == "lock" else "open",
                class_id=school_class.id if value % 2 else False,
                column_id={"first": self.first.id, "second": self.second.id}.get(column),
                date_start=datetime(2026, 10, 1) + timedelta(days=value),
            )

    @covers("LOCK-01")
    def test_wizard_decides_for_many_places(self):
        wizard = Form(self.env["school.lock.set"].with_user(self.users["principal"]))
        self.assertEqual(wizard.year_id, self.year)
        self.assertEqual(wizard.decided_by, self.users["principal"])
        wizard.kind_id = self.kind
        wizard.reason = "Hết học kì I"
        for places, records in (
            (wizard.class_ids, self.class_8a + self.class_8b),
            (wizard.term_ids, self.term_1),
            (wizard.column_ids, self.first + self.second),
        ):
            for record in records:
                places.add(record)
        self.assertEqual(wizard.lock_count, 4)
        action = wizard.save().action_apply()
        locks = self.Lock.search(action["domain"])
        self.assertEqual(len(locks), 4)
        for school_class in self.class_8a, self.class_8b:
            for column in "first", "second":
                self.assertTrue(self._is_closed(school_class, column=column))
                self.assertFalse(self._is_closed(school_class, column=column, term=self.term_2))

    @covers("LOCK-01", "AUD-01")
    def test_closing_a_year_is_on_the_trail(self):
        self.year.with_user(self.users["principal"]).sudo().state = "closed"
        self.env.flush_all()
        row = self.env["school.trail"].search(
            [("model", "=", "school.year"), ("res_id", "=", self.year.id), ("new", "=", "closed")]
        )
        self.assertEqual(row.user_id, self.users["principal"])
