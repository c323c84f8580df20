# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

from freezegun import freeze_time
from psycopg2.errors import InsufficientPrivilege

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.school_approval_line import BY_APPROVAL
from .common import SchoolCommon, covers
from .fake_models import SchoolTrialRequest, load_models


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00")
class TestApproval(SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        load_models(cls, SchoolTrialRequest)
        cls.Step = cls.env["school.approval.step"]
        cls.submit, cls.confirm, cls.approve = cls.Step.create(
            [
                {
                    "name": action.title(),
                    "model": "school.trial.request",
                    "sequence": sequence,
                    "action": action,
                    "deadline_days": sequence,
                    "group_id": cls.env.ref(f"school_core.group_school_{role}").id,
                }
                for sequence, (action, role) in enumerate(
                    [
                        ("submit", "teacher"),
                        ("confirm", "vice_academic"),
                        ("approve", "principal"),
                    ]
                )
            ]
        )
        cls.request = cls.env["school.trial.request"].create(
            {"name": "Request", "company_id": cls.school.id}
        )

    def _activities(self):
        return {
            (activity.user_id, str(activity.date_deadline))
            for activity in self.env["mail.activity"].search(
                [("res_model", "=", "school.trial.request"), ("res_id", "=", self.request.id)]
            )
        }

    @covers("ACC-01")
    def test_way_to_the_approval(self):
        self.assertEqual(self._as("teacher", self.request).approval_actions, ["submit"])
        self._as("teacher", self.request).action_submit()
        self.assertEqual(self.request.approval_state, "submitted")
        self.assertEqual(self.request.approval_requester_id, self.users["teacher"])
        self.assertEqual(self._activities(), {(self.users["vice_academic"], "2026-11-23")})
        self.assertEqual(
            self._as("vice_academic", self.request).approval_actions, ["confirm", "refuse"]
        )
        self.assertEqual(self._as("teacher", self.request).approval_actions, ["withdraw"])
        self._as("vice_academic", self.request).action_confirm("Seen")
        self.assertEqual(self.request.approval_state, "confirmed")
        self.assertEqual(self._activities(), {(self.users["principal"], "2026-11-24")})
        self.assertFalse(self.request.applied)
        self._as("principal", self.request).action_approve()
        self.assertEqual(self.request.approval_state, "applied")
        self.assertTrue(self.request.applied)
        self.assertFalse(self._activities())
        self.assertEqual(
            [
                (line.decision, line.user_id, line.comment)
                for line in self.request.approval_line_ids
            ],
            [
                ("submit", self.users["teacher"], False),
                ("confirm", self.users["vice_academic"], "Seen"),
                ("approve", self.users["principal"], False),
                ("apply", self.users["principal"], False),
            ],
        )
        self.request._approval_reset("A mark was corrected")
        self.assertEqual(self.request.approval_state, "draft")
        self.assertFalse(self.request.approval_requester_id)

    @covers("ACC-01")
    def test_only_the_duty_acts(self):
        for login in ("principal", "vice_academic", "clerk"):
            with self.assertRaises(AccessError):
                self._as(login, self.request).action_submit()
        self._as("teacher", self.request).action_submit()
        for login in ("teacher", "other_teacher", "principal", "homeroom", "system"):
            with self.assertRaises(UserError):
                self._as(login, self.request).action_confirm()
            with self.assertRaises(UserError):
                self._as(login, self.request).action_approve()
            with self.assertRaises(UserError):
                self._as(login, self.request).sudo().action_refuse("x")
        foreigner = self._create_staff(
            "foreign_vice", role="vice_academic", company=self.other_school
        )
        with self.assertRaises(AccessError):
            self.request.with_user(foreigner).sudo().action_confirm()
        with self.assertRaises(UserError):
            self._as("vice_academic", self.request).action_approve()
        self.assertEqual(self.request.approval_state, "submitted")

    @covers("ACC-01")
    def test_who_asks_does_not_decide(self):
        self.users["teacher"].group_ids = [
            Command.link(self.env.ref("school_core.group_school_vice_academic").id)
        ]
        self._as("teacher", self.request).action_submit()
        self.assertEqual(self._as("teacher", self.request).approval_actions, ["withdraw"])
        self.assertNotIn(self.users["teacher"], {user for user, _date in self._activities()})
        for door in ("action_confirm", "action_refuse"):
            with self.assertRaises(AccessError):
                getattr(self._as("teacher", self.request), door)("x")

    @covers("ACC-01")
    def test_refusal_needs_a_reason_and_goes_back(self):
        self._as("teacher", self.request).action_submit()
        action = self._as("vice_academic", self.request).action_refuse()
        self.assertEqual(action["res_model"], "school.approval.decide")
        self.assertEqual(self.request.approval_state, "submitted")
        Wizard = self.env["school.approval.decide"].with_user(self.users["vice_academic"])
        wizard = Wizard.browse(action["res_id"])
        wizard.comment = " "
        with self.assertRaises(UserError):
            wizard.action_decide()
        wizard.comment = "Two marks are missing"
        wizard.action_decide()
        self.assertEqual(self.request.approval_state, "refused")
        self.assertEqual(self.request.approval_line_ids[-1].comment, "Two marks are missing")
        self.assertEqual({user for user, _date in self._activities()}, {self.users["teacher"]})
        self._as("teacher", self.request).action_submit()
        self.assertEqual(
            {user for user, _date in self._activities()}, {self.users["vice_academic"]}
        )
        with self.assertRaises(UserError):
            self._as("vice_academic", self.request).action_withdraw()
        self._as("teacher", self.request).action_withdraw()
        self.assertEqual(self.request.approval_state, "draft")
        self.assertFalse(self._activities())

    @covers("ACC-01")
    def test_password(self):
        self.users["principal"].password = "Mật khẩu 1"
        self.confirm.active = False
        self.approve.needs_password = True
        self._as("teacher", self.request).action_submit()
        action = self._as("principal", self.request).action_approve()
        self.assertEqual(self.request.approval_state, "submitted", "not without the password")
        Wizard = self.env["school.approval.decide"].with_user(self.users["principal"])
        wizard = Wizard.browse(action["res_id"])
        for password in (None, "", "wrong"):
            with self.assertRaises(UserError):
                wizard.with_context(school_password=password).action_decide()
            self.assertEqual(self.request.approval_state, "submitted")
        wizard.with_context(school_password="Mật khẩu 1").action_decide()
        self.assertEqual(self.request.approval_state, "applied")

    @covers("ACC-01")
    def test_no_call_writes_the_state(self):
        """A plain user who may write the record cannot move it, whatever the call."""
        request = self._as("teacher", self.request)
        Request = request.browse()
        values = {"name": "x", "company_id": self.school.id}
        step, user = self.approve.id, self.users["principal"].id
        for vals in (
            {"approval_state": "approved"},
            {"approval_state": "draft"},
            {"approval_step_ids": [Command.set([step])]},
            {"approval_requester_id": user},
            {"approval_deadline": "2030-01-01"},
            {"approval_line_ids": [Command.create({"decision": "approve", "user_id": user})]},
            {"approval_line_ids": [Command.clear()]},
        ):
            with self.subTest(vals=vals):
                for door in (
                    lambda vals=vals: request.write(vals),
                    lambda vals=vals: request.sudo().write(vals),
                    lambda vals=vals: request.web_save(vals, {}),
                    lambda vals=vals: request.with_context(
                        **json.loads('{"school_approval": true}')
                    ).write(vals),
                ):
                    with self.assertRaises(AccessError):
                        door()
                if vals != {"approval_state": "draft"}:
                    with self.assertRaises(AccessError):
                        Request.create({**values, **vals})
        for context in (
            {"default_approval_state": "approved"},
            {"default_approval_step_ids": [step]},
        ):
            made = Request.with_context(**context).create(values)
            self.assertEqual(made.approval_state, "draft")
            self.assertFalse(made.approval_step_ids)
        loaded = Request.load(
            ["name", "company_id/.id", "approval_state"], [["x", str(self.school.id), "approved"]]
        )
        self.assertFalse(loaded["ids"])
        request.action_submit()
        self.assertEqual(request.copy().approval_state, "draft")

    @covers("ACC-01")
    def test_lines_stay(self):
        self._as("teacher", self.request).action_submit()
        line = self.request.approval_line_ids
        values = {
            "model": line.model,
            "res_id": line.res_id,
            "user_id": self.users["principal"].id,
            "date": line.date,
            "decision": "approve",
        }
        for door in (
            lambda: line.write({"comment": "x"}),
            lambda: line.unlink(),
            lambda: line.create(values),
            lambda: self.request.unlink(),
        ):
            with self.assertRaises(UserError):
                door()
        for statement in (
            "UPDATE school_approval_line SET comment = 'x'",
            "DELETE FROM school_approval_line",
        ):
            with (
                mute_logger("odoo.sql_db"),
                self.assertRaises(InsufficientPrivilege),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement)
        self.assertTrue(line.with_context(school_approval=BY_APPROVAL).create(values))
        self.assertTrue(line.with_user(self.users["teacher"]).has_access("read"))
        self.assertFalse(line.with_user(self.users["other_teacher"]).has_access("read"))
        self.assertTrue(line.with_user(self.users["principal"]).has_access("read"))

    @covers("ACC-01")
    def test_a_school_may_have_its_own_steps(self):
        self.Step.create(
            [
                {
                    "name": name,
                    "model": "school.trial.request",
                    "company_id": self.school.id,
                    "sequence": sequence,
                    "action": action,
                    "group_id": self.env.ref(f"school_core.group_school_{role}").id,
                }
                for name, sequence, action, role in (
                    ("Own 1", 1, "submit", "clerk"),
                    ("Own 2", 2, "approve", "head_department"),
                )
            ]
        )
        with self.assertRaises(AccessError):
            self._as("teacher", self.request).action_submit()
        self._as("clerk", self.request).action_submit()
        self._as("head_department", self.request).action_approve()
        self.assertEqual(self.request.approval_state, "applied")
        with self.assertRaises(ValidationError):
            self.submit.model = "school.year"

    @covers("ACC-01")
    def test_many_at_once(self):
        requests = self.env["school.trial.request"].create(
            [{"name": str(number), "company_id": self.school.id} for number in range(20)]
        )
        requests.with_user(self.users["teacher"]).action_submit()
        requests.with_user(self.users["vice_academic"]).action_confirm()
        waiting = requests.with_user(self.users["principal"])
        self.assertEqual(waiting.search(waiting._approval_waiting_domain()), requests)
        waiting.action_approve()
        self.assertTrue(all(requests.mapped("applied")))
        self.assertEqual(len(requests.approval_line_ids), 80)


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00")
class TestApprovalSideBySide(SchoolCommon):
    """What is approved is carried out in the presence of several, each confirming for one duty."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        load_models(cls, SchoolTrialRequest)
        cls.steps = cls.env["school.approval.step"].create(
            [
                {
                    "name": name,
                    "model": "school.trial.request",
                    "sequence": sequence,
                    "action": action,
                    "with_previous": name in ("Administrator", "Teacher"),
                    "is_open_to_requester": name == "Teacher",
                    "group_id": cls.env.ref(f"school_core.group_school_{role}").id,
                    "other_group_ids": [
                        Command.link(cls.env.ref(f"school_core.group_school_{other}").id)
                        for other in others
                    ],
                }
                for sequence, (name, action, role, *others) in enumerate(
                    [
                        ("Ask", "submit", "teacher"),
                        ("Head", "confirm", "head_department"),
                        ("Approve", "approve", "principal", "vice_academic"),
                        ("Leader", "execute", "principal", "vice_academic"),
                        ("Administrator", "execute", "gradebook_admin"),
                        ("Teacher", "execute", "teacher"),
                    ]
                )
            ]
        )
        cls.request = cls.env["school.trial.request"].create(
            {"name": "Request", "company_id": cls.school.id}
        )

    def _approve(self):
        self._as("teacher", self.request).action_submit()
        self._as("head_department", self.request).action_confirm()
        self._as("principal", self.request).action_approve()

    @covers("ACC-01")
    def test_all_confirm_the_execution_in_any_order(self):
        self._approve()
        self.assertEqual(self.request.approval_state, "approved")
        self.assertEqual(
            self.request.approval_step_ids.mapped("name"), ["Leader", "Administrator", "Teacher"]
        )
        self.assertFalse(self.request.applied)
        for login, left in (
            ("teacher", ["Leader", "Administrator"]),
            ("vice_academic", ["Administrator"]),
        ):
            self.assertIn("execute", self._as(login, self.request).approval_actions)
            self._as(login, self.request).action_execute()
            self.assertEqual(self.request.approval_step_ids.mapped("name"), left)
            self.assertEqual(
                self._as(login, self.request).approval_actions or [],
                ["withdraw"] * (login == "teacher"),
            )
            self.assertFalse(self.request.applied)
        self._as("gradebook_admin", self.request).action_execute()
        self.assertTrue(self.request.applied)
        self.assertEqual(self.request.approval_state, "applied")

    @covers("ACC-01")
    def test_nobody_confirms_for_two(self):
        """Whoever holds several duties takes one step, and not the one others cannot take."""
        self.users["principal"].group_ids = [
            Command.link(self.env.ref(f"school_core.group_school_{role}").id)
            for role in ("gradebook_admin", "teacher", "head_department")
        ]
        self._as("teacher", self.request).action_submit()
        self._as("principal", self.request).action_confirm()
        with self.assertRaises(AccessError):
            self._as("principal", self.request).action_approve()
        self._as("vice_academic", self.request).action_approve()
        self.assertEqual(
            self._as("principal", self.request).approval_actions, ["execute", "refuse"]
        )
        self.users["gradebook_admin"].group_ids = [
            Command.unlink(self.env.ref("school_core.group_school_gradebook_admin").id)
        ]
        self._as("principal", self.request).action_execute()
        self.assertEqual(self.request.approval_step_ids.mapped("name"), ["Leader", "Teacher"])
        with self.assertRaises(AccessError):
            self._as("principal", self.request).action_execute()
        self.assertFalse(self.request.applied)

    @covers("ACC-01")
    def test_requester_confirms_only_where_he_may(self):
        self.users["teacher"].group_ids = [
            Command.link(self.env.ref("school_core.group_school_gradebook_admin").id)
        ]
        self._approve()
        self._as("teacher", self.request).action_execute()
        self.assertEqual(self.request.approval_step_ids.mapped("name"), ["Leader", "Administrator"])
        with self.assertRaises(AccessError):
            self._as("teacher", self.request).action_execute()
        with self.assertRaises(AccessError):
            self._as("teacher", self.request).action_refuse("x")
        with self.assertRaises(UserError):
            self._as("gradebook_admin", self.request).action_approve()
        self._as("gradebook_admin", self.request).action_refuse("The paper shows another mark")
        self.assertEqual(self.request.approval_state, "refused")
        self.assertFalse(self.request.approval_step_ids)
        self._approve()
        self.assertEqual(len(self.request.approval_step_ids), 3, "all confirm anew")

    @covers("ACC-01")
    def test_who_must_act_is_told(self):
        self._approve()
        told = self.env["mail.activity"].search(
            [("res_model", "=", "school.trial.request"), ("res_id", "=", self.request.id)]
        )
        self.assertIn(
            (self.users["teacher"], "Teacher"), told.mapped(lambda a: (a.user_id, a.summary))
        )
        waiting = self.request.with_user(self.users["teacher"])
        self.assertEqual(waiting.search(waiting._approval_waiting_domain()), self.request)
        self._as("teacher", self.request).action_withdraw()
        self.assertEqual(self.request.approval_state, "draft")
        self.assertFalse(self.request.approval_step_ids)
