# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.school_core.tests.common import SchoolCommon, covers


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00")
class TestStaffCase(SchoolCommon):
    """The head proposes, the person explains, the principal decides."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.department = cls._create_department("teacher", "head_department")

    def _propose(self, login="head_department", who="teacher", **values):
        return (
            self.env["school.staff.case"]
            .with_user(self.users[login])
            .create(
                {
                    "kind": "violation",
                    "company_id": self.school.id,
                    "employee_id": self.employees[who].id,
                    "date": "2026-11-10",
                    "what": "Nhờ người khác nhập điểm thay",
                    "regulation": "DN Điều 9.3",
                    "proposed_measure": "remind",
                    **values,
                }
            )
        )

    def _decide(self, case, **values):
        as_principal = self._as("principal", case)
        as_principal.write(
            {
                "measure": "remind",
                "decision_number": "45/QĐ-KĐ",
                "decision_date": "2026-11-19",
                **values,
            }
        )
        return as_principal.action_approve(password="principal")

    @covers("ACC-06")
    def test_from_the_proposal_to_the_decision(self):
        case = self._propose()
        case.action_submit()
        person = self._as("teacher", case)
        person.explanation = "Tôi bị ốm hôm đó"
        with self.assertRefused("missing", UserError):
            self._as("principal", case).action_approve(password="principal")
        self._decide(case)
        self.assertEqual(case.approval_state, "applied")
        self.assertEqual(self._as("teacher", case).measure, "remind")
        for login in ("principal", "head_department", "teacher"):
            reports = self._as(login, case).env["ir.actions.report"]
            html, _type = reports._render_qweb_html("school_board.staff_case", case.ids)
            for text in ("45/QĐ-KĐ", "Nhắc nhở", "Tôi bị ốm hôm đó"):
                self.assertIn(text, html.decode(), login)

    @covers("ACC-06")
    def test_who_may_propose_about_whom(self):
        for login, who in (
            ("head_department", "other_teacher"),
            ("head_department", "head_department"),
            ("vice_academic", "vice_academic"),
            ("teacher", "other_teacher"),
            ("principal", "teacher"),
            ("gradebook_admin", "teacher"),
        ):
            with (
                self.subTest(login=login, who=who),
                self.assertRaises(AccessError),
                self.env.cr.savepoint(),
            ):
                self._propose(login, who)
        self._propose("vice_academic", "other_teacher")

    @covers("ACC-06")
    def test_each_says_what_is_his_to_say(self):
        case = self._propose()
        person = self._as("teacher", case)
        with self.assertRaises(AccessError):
            person.read(["what"])
        case.action_submit()
        for login, vals in (
            ("head_department", {"what": "Khác"}),
            ("head_department", {"explanation": "Tôi nhận lỗi"}),
            ("head_department", {"measure": "criticise"}),
            ("teacher", {"what": "Không có gì"}),
            ("teacher", {"measure": "praise"}),
            ("principal", {"what": "Khác"}),
            ("principal", {"explanation": "Thay"}),
            ("other_teacher", {"explanation": "Thay"}),
            ("principal", {"approval_state": "applied"}),
        ):
            with (
                self.subTest(login=login, vals=vals),
                self.assertRaises(UserError),
                self.env.cr.savepoint(),
            ):
                self._as(login, case).write(vals)
        self._decide(case)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._as("principal", case).write({"measure": "criticise"})

    @covers("ACC-06")
    def test_nobody_decides_about_himself_or_in_another_place(self):
        case = self._propose(
            "vice_academic", "principal", kind="commendation", proposed_measure="praise"
        )
        case.action_submit()
        with self.assertRaises(UserError):
            self._decide(case, measure="praise")
        for login in ("head_department", "teacher", "system", "vice_academic"):
            with self.subTest(login=login), self.assertRaises(AccessError), self.env.cr.savepoint():
                self._as(login, case).action_approve(password=login)
        foreign = self._as("foreign_teacher", self.env["school.staff.case"])
        self.assertFalse(foreign.search([]))

    def test_what_cannot_be(self):
        with self.assertRefused("future"):
            self._propose(date="2026-12-24")
        with self.assertRefused("does not belong"):
            self._propose(proposed_measure="praise")
        case = self._propose()
        case.action_submit()
        with self.assertRefused("before it happened", UserError):
            self._decide(case, decision_date="2026-11-01")

    def test_a_guessed_file_is_not_taken(self):
        theirs = (
            self.env["ir.attachment"]
            .with_user(self.users["principal"])
            .create({"name": "mat.pdf", "raw": b"x"})
        )
        mine = (
            self.env["ir.attachment"]
            .with_user(self.users["head_department"])
            .create({"name": "anh.jpg", "raw": b"x"})
        )
        with self.assertRefused("file of yours|not allowed", AccessError):
            self._propose(attachment_ids=[Command.link(theirs.id)])
        case = self._propose(attachment_ids=[Command.link(mine.id)])
        self.assertEqual((mine.res_model, mine.res_id), (case._name, case.id))
        case.action_submit()
        self.assertEqual(self._as("principal", mine).name, "anh.jpg")
        with self.assertRefused("file of yours|not allowed", AccessError):
            self._propose(attachment_ids=[Command.link(mine.id)])

    @covers("ACC-06")
    def test_the_person_is_told_on_the_first_page_until_it_is_explained(self):
        def keys(login):
            home = self._as(login, self.env["school.home"])
            return [line["key"] for line in home.get_today()["lines"]]

        case = self._propose()
        self.assertNotIn("staff_cases_about_me", keys("teacher"))
        self._as("head_department", case).action_submit()
        self.assertIn("staff_cases_about_me", keys("teacher"))
        self.assertNotIn("staff_cases_about_me", keys("other_teacher") + keys("head_department"))
        self._as("teacher", case).explanation = "Tôi bị ốm"
        self.assertNotIn("staff_cases_about_me", keys("teacher"))
