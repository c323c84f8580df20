# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .correction_common import EXECUTIVES, CorrectionCommon

#: Midnight in Viet Nam is 17:00 UTC of the day before.
NOON = "05:00:00"


class Crash(Exception):
    """The server dies."""


@tagged("post_install", "-at_install")
@freeze_time(f"2026-11-20 {NOON}")
class TestCorrectionTimes(CorrectionCommon):
    """Until when a dossier may do what, to the minute."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.test_day = cls.env["school.test.date"].create(
            {
                "year_id": cls.year.id,
                "term_id": cls.term_1.id,
                "grade_id": cls.grade_8.id,
                "subject_id": cls.maths.id,
                "column_id": cls._column("final").id,
                "date": "2027-01-08",
            }
        )

    @covers("GB-06")
    def test_until_a_week_before_the_final_test(self):
        """The last day is 1 January 2027, a week before; it ends at midnight in Viet Nam."""
        with freeze_time("2027-01-01 16:59:59"):
            self._take(self._ask(), "teacher", "submit")
        with freeze_time("2027-01-01 17:00:00"):
            correction = self._ask(self._line("midterm", "8"))
            with self.assertRaisesRegex(UserError, "01/01/2027"):
                self._take(correction, "teacher", "submit")

    @covers("GB-06")
    def test_every_step_is_in_time(self):
        """What was asked for in time is not carried out too late."""
        with freeze_time("2027-01-01 16:00:00"):
            correction = self._ask()
            self._approve(correction)
        with freeze_time("2027-01-01 17:30:00"), self.assertRaises(UserError):
            self._take(correction, "teacher", "execute")
        with freeze_time("2027-01-01 16:58:00"):
            self._execute(correction)
        self.assertEqual(self._stored(), 8.5)

    @covers("GB-06")
    def test_the_own_test_day_of_the_class_counts(self):
        self.test_day.copy({"grade_id": False, "class_id": self.class_8a.id, "date": "2026-11-25"})
        with self.assertRaises(UserError):
            self._take(self._ask(), "teacher", "submit")
        self.school.school_correction_days_before_final = 2
        self._take(self._ask(), "teacher", "submit")

    @covers("GB-06")
    def test_without_a_test_day_nothing_is_late(self):
        self.test_day.unlink()
        with freeze_time(f"2027-01-15 {NOON}"):
            correction = self._ask()
            self._take(correction, "teacher", "submit")
        self.assertEqual(correction.approval_state, "submitted")

    @covers("GB-07")
    def test_final_mark_within_three_days_of_the_check_print(self):
        with freeze_time(f"2027-01-12 {NOON}"):
            correction = self._ask(self._line("final", "9"))
            self.assertTrue(correction.has_final)
            with self.assertRaisesRegex(UserError, "check print"):
                self._take(correction, "teacher", "submit")
            as_teacher = self._as("teacher", correction)
            as_teacher.check_print_date = "2027-01-13"
            with self.assertRaisesRegex(UserError, "not come"):
                self._take(correction, "teacher", "submit")
            as_teacher.check_print_date = "2027-01-11"
        with freeze_time("2027-01-14 16:59:00"):
            self._take(correction, "teacher", "submit")
        with freeze_time("2027-01-14 17:00:00"), self.assertRaisesRegex(UserError, "14/01/2027"):
            self._take(correction, "head_department", "confirm")
        with freeze_time("2027-01-14 16:59:00"):
            self._take(correction, "head_department", "confirm")
        with freeze_time(f"2027-01-15 {NOON}"):
            self._take(correction, "principal", "approve")
            self._execute(correction)
        self.assertEqual(self._stored("final"), 9)

    @covers("GB-07", "GB-17")
    def test_day_of_the_check_print_fills_itself(self):
        with freeze_time(f"2027-01-11 {NOON}"):
            self._as("gradebook_admin", self.sheet).action_check_print()
        with freeze_time(f"2027-01-13 {NOON}"):
            other = self._ask(self._line("regular_1", "9"))
            self.assertFalse(other.check_print_date, "not about the final mark")
            correction = self._ask(self._line("final", "9"))
            self.assertEqual(str(correction.check_print_date), "2027-01-11")
            # nobody makes the print younger than it is
            self._as("teacher", correction).check_print_date = "2027-01-13"
            with self.assertRaisesRegex(UserError, "printed for checking on 11/01/2027"):
                self._take(correction, "teacher", "submit")
            self._as("teacher", correction).check_print_date = False
            self._as("teacher", correction).check_print_date = "2027-01-11"
            self._take(correction, "teacher", "submit")
        with freeze_time(f"2027-01-15 {NOON}"):
            late = self._ask(self._line("final", "9", student=self.anh))
            with self.assertRaisesRegex(UserError, "14/01/2027"):
                self._take(late, "teacher", "submit")

    @covers("GB-08")
    def test_after_closing_nothing_is_late_and_the_principal_approves(self):
        """TT 11.2b: the same way, and every book that shows the mark is listed."""
        self._approve_results()
        with freeze_time(f"2027-01-16 {NOON}"):
            correction = self._ask(self._line("regular_1", "9"), self._line("final", "9"))
            self._take(correction, "teacher", "submit")
            self.assertTrue(correction.is_after_closing)
            self._take(correction, "head_department", "confirm")
            with self.assertRaises(AccessError):
                self._take(correction, "vice_academic", "approve")
            self._take(correction, "principal", "approve")
            self._execute(correction, ("gradebook_admin", "vice_academic", "teacher"))
        self.assertEqual(self._stored(), 9)
        self.assertEqual(self.book.approval_state, "approved", "the class stays closed")
        with self.assertRaises(UserError):
            self._as("teacher", self.mark).write({"midterm": 9})
        self.assertEqual(
            sorted((line.book, line.student_id) for line in correction.reissue_ids),
            sorted(
                [
                    ("class_book", self.env["school.student"]),
                    ("personal_book", self.env["school.student"]),
                    ("results", self.env["school.student"]),
                    ("archive", self.env["school.student"]),
                    ("transcript", self.binh),
                ],
                key=lambda pair: pair[0],
            ),
        )

    def _approve_results(self):
        """Let the results of the term be approved, as the principal did."""
        self.book = self.env["school.result.book"].search(
            [("class_id", "=", self.class_8a.id), ("period", "=", "1")]
        )
        self.book._approval_move({"approval_state": "approved"})
        self.env.flush_all()

    @covers("GB-08")
    def test_in_a_closed_year(self):
        self.year.state = "closed"
        with freeze_time(f"2027-07-10 {NOON}"):
            correction = self._ask()
            self._carry_out(correction)
        self.assertEqual(self._stored(), 8.5)
        self.assertTrue(correction.reissue_ids)
        with self.assertRaises(UserError):
            self._as("teacher", self.mark).write({"regular_1": 9})

    @covers("GB-08")
    def test_books_are_re_issued_by_who_keeps_them(self):
        self.year.state = "closed"
        correction = self._ask()
        self._carry_out(correction)
        books = {line.book: line for line in correction.reissue_ids}
        for login, book in (
            ("teacher", "transcript"),
            ("secretary", "personal_book"),
            ("vice_academic", "archive"),
        ):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._as(login, books[book]).action_done()
        for login, book in (
            ("teacher", "personal_book"),
            ("homeroom", "transcript"),
            ("clerk", "archive"),
        ):
            line = self._as(login, books[book])
            self.assertTrue(line.can_finish)
            line.action_done()
            self.assertEqual((line.state, line.done_by), ("done", self.users[login]))
            with self.assertRaises(UserError):
                line.action_done()
            with self.assertRaises(AccessError):
                line.sudo().write({"state": "todo"})

    @covers("GB-06")
    def test_time_to_carry_out_ends_at_midnight(self):
        self.school.school_correction_hours = 12
        with freeze_time("2026-11-30 05:00:00"):
            correction = self._ask()
            self._approve(correction)
            self.assertEqual(str(correction.open_until), "2026-11-30 17:00:00")
        with freeze_time("2026-11-30 16:59:59"):
            self._execute(correction, EXECUTIVES[:2])
            self.assertFalse(correction.is_overdue)
        with freeze_time("2026-11-30 17:00:00"):
            self.env.invalidate_all()
            self.assertTrue(correction.is_overdue)
            with self.assertRaisesRegex(UserError, "was over at 00:00 01/12/2026"):
                self._take(correction, "principal", "execute")
            self.assertEqual(self._stored(), 6)
            for login in ("teacher", "gradebook_admin", "head_department"):
                with self.assertRaises(AccessError):
                    self._as(login, correction).action_reopen()
            self._as("vice_academic", correction).action_reopen("Once more")
            self.assertEqual(len(correction.approval_step_ids), 3, "all three confirm anew")
            with self.assertRaises(UserError):
                self._as("vice_academic", correction).action_reopen()
            self._execute(correction)
        self.assertEqual(self._stored(), 8.5)

    @covers("GB-06")
    def test_grants_end_with_the_month(self):
        """The opening itself never outlives the dossier's time, on the last day of a month too."""
        with freeze_time("2026-12-31 16:30:00"):
            correction = self._ask()
            self._carry_out(correction)
        grant = self.env["school.lock.grant"].search([("res_id", "=", correction.id)])
        self.assertTrue(grant.revoked)
        self.assertLessEqual(grant.date_end, correction.open_until)
        self.assertEqual(correction.open_until, fields.Datetime.to_datetime("2027-01-01 16:30:00"))
        self.assertEqual(correction.open_until - grant.date_start, timedelta(days=1))

    @covers("GB-06")
    def test_two_correctors_of_one_mark(self):
        """The second one learns that the old mark is no longer so, wherever his dossier stands."""
        first, second = self._ask(), self._ask(self._line(new="9"), login="head_department")
        self._take(first, "teacher", "submit")
        with self.assertRaisesRegex(UserError, "01/2026-2027/BB-SĐ is about this mark already"):
            self._take(second, "head_department", "submit")
        self._as("teacher", first).action_withdraw()
        self._take(first, "teacher", "submit")
        self._take(first, "head_department", "confirm")
        self._take(first, "principal", "approve")
        self._execute(first)
        with self.assertRaisesRegex(UserError, "the mark in the book is 8,5, no longer 6"):
            self._take(second, "head_department", "submit")
        self._as("head_department", second).action_refresh()
        self.assertEqual(second.line_ids.old_text, "8,5")
        self._take(second, "head_department", "submit")
        self.assertEqual(second.approval_state, "submitted")

    @covers("GB-06")
    def test_mark_changed_between_approval_and_execution(self):
        correction = self._ask()
        self._approve(correction)
        self._execute(correction, EXECUTIVES[:2])
        self.lock.date_end = "2026-11-02 00:00:00"
        self.mark.regular_1 = 7
        self.lock.date_end = False
        with self.assertRaisesRegex(UserError, "no longer 6"), self.env.cr.savepoint():
            self._take(correction, "principal", "execute")
        self.assertEqual(self._stored(), 7)
        self.assertEqual(correction.approval_state, "approved", "it can be refused or withdrawn")
        self._as("vice_academic", correction).action_refuse("The mark has changed")
        self.assertEqual(correction.approval_state, "refused")

    @covers("GB-06")
    def test_one_refused_mark_stops_the_whole_dossier(self):
        """Nothing half: a mark that the book does not take undoes the others."""
        correction = self._ask(self._line(), self._line("midterm", "9"))
        self._approve(correction)
        self._execute(correction, EXECUTIVES[:2])
        Grant = self.env.registry["school.lock.grant"]
        original = Grant._grant

        def only_the_first(grants, values):
            return original(grants, values[:1])

        self.patch(Grant, "_grant", only_the_first)
        with self.assertRaisesRegex(UserError, "Hết thời gian"), self.env.cr.savepoint():
            self._take(correction, "principal", "execute")
        self.assertEqual((self._stored(), self._stored("midterm")), (6, 7))
        self.assertFalse(self.env["school.lock.grant"].search([("res_id", "=", correction.id)]))
        self.patch(Grant, "_grant", original)
        self._take(correction, "principal", "execute")
        self.assertEqual((self._stored(), self._stored("midterm")), (8.5, 9))

    @covers("GB-06")
    def test_crash_between_approval_and_application(self):
        """Wherever it breaks off, the mark is as it was and the dossier can be carried out later."""
        correction = self._ask()
        self._approve(correction)
        self._execute(correction, EXECUTIVES[:2])
        Correction, Grant = self.Correction, self.env["school.lock.grant"]
        for model, method in (
            (Correction, "_grant"),
            (Correction, "_enter"),
            (Grant, "_revoke"),
            (Correction, "_approval_log"),
            (self.env["school.student"], "_school_mark_corrected"),
        ):
            crash = patch.object(self.env.registry[model._name], method, side_effect=Crash)
            with self.subTest(method=method), crash, self.assertRaises(Crash):
                with self.env.cr.savepoint():
                    self._take(correction, "principal", "execute")
            self.assertEqual(self._stored(), 6)
            self.assertEqual(correction.approval_state, "approved")
            self.assertEqual(len(correction.approval_step_ids), 1)
            self.assertFalse(correction.effect_ids)
            self.assertFalse(Grant.search([("res_id", "=", correction.id)]))
        self._take(correction, "principal", "execute")
        self.assertEqual(self._stored(), 8.5)
        self.assertEqual(len(Grant.search([("res_id", "=", correction.id)])), 1)

    @covers("GB-06")
    def test_teacher_of_the_day(self):
        """Who no longer teaches the class confirms nothing; the successor does."""
        correction = self._ask()
        self._approve(correction)
        assignment = self.maths_8a.assignment_ids
        assignment.date_end = "2026-11-19"
        self._assign("other_teacher", self.maths_8a, start="2026-11-20")
        self.env.flush_all()
        with self.assertRaises(UserError):
            self._take(correction, "teacher", "execute")
        self._execute(correction, ("other_teacher", "gradebook_admin", "principal"))
        entry = self.env["school.trail"].search([("field", "=", "regular_1")], limit=1)
        self.assertEqual(entry.user_id, self.users["other_teacher"])

    @covers("GB-06")
    def test_home_tells_who_must_act(self):
        correction = self._ask()
        self._take(correction, "teacher", "submit")
        lines = self._home("head_department")
        self.assertEqual(lines["corrections"]["count"], 1)
        self.assertNotIn("corrections", self._home("gradebook_admin"))
        self._take(correction, "head_department", "confirm")
        self._take(correction, "principal", "approve")
        for login in EXECUTIVES:
            self.assertEqual(self._home(login)["corrections"]["count"], 1, login)

    def _home(self, login):
        home = self._as(login, self.env["school.home"])
        return {line["key"]: line for line in home.get_today()["lines"]}
