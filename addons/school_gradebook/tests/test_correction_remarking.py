# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .correction_common import CorrectionCommon

DECISION = {"remarking_number": "05/QĐ-PK", "remarking_date": "2027-01-15"}


@tagged("post_install", "-at_install")
@freeze_time("2027-01-16 03:00:00")
class TestCorrectionRemarking(CorrectionCommon):
    """A re-marked paper is entered at once, and still by nobody alone."""

    def _result(self, *lines, login="secretary", **values):
        lines = lines or (self._line("final", "9", is_remarking=True),)
        return self._ask(*lines, login=login, **{**DECISION, **values})

    def _refused(self, correction, logins, action):
        for login in logins:
            with self.subTest(action=action, login=login), self.env.cr.savepoint() as savepoint:
                with self.assertRaises(UserError):
                    self._take(correction.sudo(), login, action)
                savepoint.close(rollback=True)

    @covers("GB-07")
    def test_entered_at_once(self):
        """Neither head nor leader judges anew what the council has decided (TT 11.1c)."""
        correction = self._result()
        self.assertFalse(correction.has_final, "no check print is asked for")
        self._take(correction, "secretary", "submit")
        self.assertEqual(str(correction.approval_deadline), "2027-01-16")
        self.assertEqual(
            set(correction.approval_step_ids.mapped("action")), {"execute"}, "nobody approves"
        )
        self._take(correction, "gradebook_admin", "execute")
        self.assertEqual(self._stored("final"), 8, "not by one alone")
        self._take(correction, "teacher", "execute")
        self.assertEqual(self._stored("final"), 9)
        self.assertEqual(correction.approval_state, "applied")
        self.assertTrue(correction.effect_ids)
        entry = self.env["school.trail"].search(
            [("model", "=", "school.mark"), ("field", "=", "final"), ("new", "=", "9.0")]
        )
        self.assertEqual((entry.user_id, entry.origin), (self.users["teacher"], "correction"))
        messages = self.env["mail.message"].search(
            [("model", "=", correction._name), ("res_id", "=", correction.id)]
        )
        told = messages.notified_partner_ids
        for login in ("principal", "vice_academic", "head_department"):
            self.assertIn(self.users[login].partner_id, told)
        subjects = messages.filtered("notified_partner_ids").mapped("subject")
        self.assertEqual(
            subjects, ["Result of a re-marking entered: 01/2026-2027/BB-SĐ"], "no mark in clear"
        )
        with self.assertRaises(UserError):
            self._as("teacher", self.mark).write({"final": 10})

    @covers("GB-07")
    def test_the_wrong_person(self):
        correction = self._result()
        everybody = set(self.users) - {"foreign_teacher"}
        self._refused(correction, everybody - {"secretary"}, "submit")
        self._take(correction, "secretary", "submit")
        self._refused(correction, everybody, "confirm")
        self._refused(correction, everybody, "approve")
        self._refused(correction, everybody - {"gradebook_admin", "teacher"}, "execute")
        self._take(correction, "teacher", "execute")
        self._refused(correction, everybody - {"gradebook_admin"}, "execute")
        self.assertEqual(self._stored("final"), 8)

    @covers("GB-07")
    def test_who_brings_it_does_not_do_it_alone(self):
        """The administrator who brings the result is not the one who confirms its entry."""
        correction = self._result(login="gradebook_admin")
        self._take(correction, "gradebook_admin", "submit")
        self._refused(correction, ("gradebook_admin",), "execute")
        self.assertIn(self.users["principal"].name, correction.approval_note)
        self._take(correction, "teacher", "execute")
        self.assertEqual(self._stored("final"), 8)
        self._take(correction, "vice_academic", "execute")
        self.assertEqual(self._stored("final"), 9)
        self.assertTrue(correction.approval_line_ids.filtered("stands_in"))

    @covers("GB-07")
    def test_teacher_who_brings_it(self):
        correction = self._result(login="teacher")
        self._take(correction, "teacher", "submit")
        self._take(correction, "teacher", "execute")
        self.assertEqual(self._stored("final"), 8)
        self._take(correction, "gradebook_admin", "execute")
        self.assertEqual(self._stored("final"), 9)

    @covers("GB-07")
    def test_decision_is_complete(self):
        for values, message in (
            ({"remarking_number": " "}, "number and the day"),
            ({"remarking_date": False}, "number and the day"),
            ({"remarking_date": "2027-01-17"}, "not come"),
            ({"evidence_ids": False}, "minutes of the re-marking council"),
        ):
            correction = self._result(**values)
            with self.assertRaisesRegex(UserError, message), self.env.cr.savepoint():
                self._take(correction, "secretary", "submit")
        correction = self._result(
            self._line("final", "9", is_remarking=True), self._line("midterm", "9")
        )
        with self.assertRaisesRegex(UserError, "a dossier of their own"):
            self._take(correction, "secretary", "submit")

    @covers("GB-07")
    def test_decision_stays_as_it_was(self):
        correction = self._result()
        self._take(correction, "secretary", "submit")
        for login in ("secretary", "principal"):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self._as(login, correction).remarking_number = "06/QĐ-PK"

    @covers("GB-07", "GB-08")
    def test_after_closing_the_principal_approves(self):
        """TT 11.2b: in a closed book it goes the whole way, due the same day."""
        book = self.env["school.result.book"].search(
            [("class_id", "=", self.class_8a.id), ("period", "=", "1")]
        )
        waiting = self._result()
        self._take(waiting, "secretary", "submit")
        book._approval_move({"approval_state": "approved"})
        with self.assertRaisesRegex(UserError, "hand it in again"), self.env.cr.savepoint():
            self._take(waiting, "gradebook_admin", "execute")
        self._as("secretary", waiting).action_withdraw()
        self._take(waiting, "secretary", "submit")
        self.assertEqual(str(waiting.approval_deadline), "2027-01-16")
        self._take(waiting, "head_department", "confirm")
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._take(waiting, "vice_academic", "approve")
        self._take(waiting, "principal", "approve")
        self._execute(waiting)
        self.assertEqual(self._stored("final"), 9)
        self.assertTrue(waiting.reissue_ids)


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00")
class TestCorrectionStandIn(CorrectionCommon):
    """A dossier does not get stuck where a school has one leader and one administrator."""

    def _retire(self, *logins):
        group = self.env.ref("school_core.group_school_teacher")
        for login in logins:
            self.users[login].group_ids = [Command.set(group.ids)]

    def _teach(self, login):
        self.maths_8a.assignment_ids.date_end = "2026-11-18"
        self._assign(login, self.maths_8a, start="2026-11-19")
        self.employees[login].department_id = self.department
        self.users[login].group_ids = [
            Command.link(self.env.ref("school_core.group_school_teacher").id)
        ]
        self.env.flush_all()

    @covers("GB-06")
    def test_only_leader_teaches_the_subject_and_asks(self):
        """Head, secretary and administrator carry it, each one step; the principal his as teacher."""
        self._retire("vice_academic")
        self._teach("principal")
        correction = self._ask(login="principal")
        self._take(correction, "principal", "submit")
        self._take(correction, "head_department", "confirm")
        self.assertEqual(correction.approval_substitute_ids, self.users["secretary"])
        self.assertIn(self.users["secretary"].name, correction.approval_note)
        for login in ("principal", "head_department", "gradebook_admin"):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self._take(correction.sudo(), login, "approve")
        self._take(correction, "secretary", "approve")
        with freeze_time("2026-11-21 03:00:00"):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self._as("principal", correction.sudo()).action_reopen()
            self._as("secretary", correction).action_reopen()
            self._execute(correction, ("gradebook_admin", "principal"))
            self.assertEqual(self._stored(), 6, "a second person of the school is present")
            self._take(correction, "head_department", "execute")
        self.assertEqual(self._stored(), 8.5)
        self.assertEqual(
            [line.user_id for line in correction.approval_line_ids if line.stands_in],
            [self.users["secretary"], self.users["head_department"]],
        )

    @covers("GB-06")
    def test_only_administrator_who_asks(self):
        correction = self._ask(login="gradebook_admin")
        self._take(correction, "gradebook_admin", "submit")
        self._take(correction, "head_department", "confirm")
        self._take(correction, "vice_academic", "approve")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._take(correction, "gradebook_admin", "execute")
        # leader and stand-in are two people
        self._execute(correction, ("teacher", "principal"))
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._take(correction, "principal", "execute")
        self._take(correction, "vice_academic", "execute")
        self.assertEqual(self._stored(), 8.5)

    @covers("GB-06")
    def test_only_leader_is_kept_for_the_approval(self):
        """Without a head the only leader does not confirm: he is the one who approves."""
        self._retire("vice_academic")
        self.department.manager_id = self.employees["teacher"]
        correction = self._ask()
        self._take(correction, "teacher", "submit")
        self.assertEqual(
            correction.approval_substitute_ids,
            self.users["head_department"] | self.users["secretary"] | self.users["gradebook_admin"],
        )
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._take(correction.sudo(), "principal", "confirm")
        # the head of another department reads what he confirms
        self.assertEqual(
            self._as("head_department", correction).line_ids.mapped("new_text"), ["8,5"]
        )
        self._take(correction, "head_department", "confirm")
        self._take(correction, "principal", "approve")
        self._execute(correction)
        self.assertEqual(self._stored(), 8.5)

    @covers("GB-06")
    def test_nobody_stands_in_for_the_teacher(self):
        correction = self._ask(login="head_department")
        self._take(correction, "head_department", "submit")
        self._take(correction, "vice_academic", "confirm")
        self._take(correction, "principal", "approve")
        self._execute(correction, ("principal", "gradebook_admin"))
        self.maths_8a.assignment_ids.date_end = "2026-11-19"
        for login in set(self.users) - {"foreign_teacher"}:
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self._take(correction.sudo(), login, "execute")
        self.assertEqual(self._stored(), 6)
