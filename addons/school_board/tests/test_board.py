# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.school_core.tests.common import covers

from .common import BoardCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-10-20 03:00:00")
class TestBoard(BoardCommon):
    """A board is made by a decision of the principal and stays as it was decided."""

    @covers("ORG-05")
    def test_only_the_principal_issues(self):
        for login in ("vice_academic", "clerk", "secretary", "teacher", "system"):
            with self.subTest(login=login), self.assertRaises(AccessError):
                self._as(login, self.board).action_issue()
        self._issue()
        self.assertEqual(self.board.state, "in_force")

    @covers("ORG-05")
    def test_all_that_is_lacking_is_told_at_once(self):
        self.board.member_ids[0].unlink()
        self.board.decision_number = False
        self.board.member_ids[0].duty_ids.unlink()
        with self.assertRaises(UserError) as refusal:
            self._as("principal", self.board).action_issue()
        for text in ("3 members", "head", "number and the day", "no duties"):
            self.assertIn(text, str(refusal.exception))
        self.assertEqual(self.board.state, "draft")

    @covers("ORG-05")
    def test_an_issued_board_is_not_changed(self):
        self._issue()
        board = self._as("principal", self.board)
        member = board.member_ids[0]
        for change in (
            lambda: board.write({"decision_number": "13/QĐ"}),
            lambda: board.write({"date_end": "2026-12-31"}),
            lambda: board.write({"state": "draft"}),
            lambda: board.unlink(),
            lambda: member.write({"position": "member"}),
            lambda: member.unlink(),
            lambda: member.duty_ids.write({"name": "Việc khác"}),
            lambda: board.write({"member_ids": [Command.delete(member.id)]}),
            lambda: (
                self.env["school.board.member"]
                .with_user(self.users["principal"])
                .create({"board_id": board.id, "employee_id": self.employees["clerk"].id})
            ),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                change()

    def test_no_call_from_outside_puts_it_in_force(self):
        boards = self.env["school.board"].with_user(self.users["principal"])
        for call in (
            lambda: self._as("principal", self.board).write({"state": "in_force"}),
            lambda: boards.create({"kind": "governing", "state": "in_force"}),
            lambda: (
                self._as("principal", self.board)
                .with_context(school_decision=True)
                .write({"state": "in_force"})
            ),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                call()
        made = boards.with_context(default_state="in_force").create({"kind": "governing"})
        self.assertEqual(made.state, "draft")

    @covers("ORG-05")
    def test_a_new_decision_takes_the_place_of_the_former(self):
        self._issue()
        action = self._as("clerk", self.board).action_replace()
        successor = self.env["school.board"].browse(action["res_id"])
        self.assertEqual(len(successor.member_ids.duty_ids), 3)
        successor.write(
            {
                "decision_number": "30/QĐ-KĐ",
                "decision_date": "2026-10-15",
                "date_start": "2026-10-20",
            }
        )
        self._as("principal", successor).action_issue()
        self.assertEqual(self.board.state, "ended")
        self.assertEqual(str(self.board.date_end), "2026-10-19")
        self.assertEqual(successor.former_id, self.board)

    @covers("ORG-05")
    def test_the_editorial_board_is_headed_by_the_principal(self):
        board = self._create_board(kind="editorial", decision_number="14/QĐ-KĐ")
        with self.assertRefused("principal", UserError):
            self._as("principal", board).action_issue()
        board.member_ids[0].employee_id = self.employees["principal"]
        self._as("principal", board).action_issue()
        self.assertEqual(board.state, "in_force")

    @covers("ORG-05")
    def test_duties_named_by_the_regulations(self):
        self.board.member_ids.duty_ids.unlink()
        self._as("clerk", self.board).action_propose_duties()
        self.assertTrue(all(member.duty_ids for member in self.board.member_ids))
        self._issue()

    def test_dates_of_the_decision(self):
        with self.assertRefused("before the day of the decision"):
            self.board.date_start = "2026-08-01"

    @covers("ORG-05")
    def test_the_decision_is_printed(self):
        html, _type = self.env["ir.actions.report"]._render_qweb_html(
            "school_board.board_decision", self._issue().ids
        )
        for text in ("12/QĐ-KĐ", "Ủy viên thường trực", "Việc head (hằng tháng)"):
            self.assertIn(text, html.decode())
