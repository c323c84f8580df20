# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .test_result_review import ReviewCommon


@tagged("post_install", "-at_install")
@freeze_time("2027-05-28 03:00:00")
class TestResultDecision(ReviewCommon):
    """The principal's decisions on results as official documents (Nghị định 30/2020)."""

    def _html(self, report, records, login):
        values = self._as(login, self.env[f"report.school_gradebook.{report}"])._get_report_values(
            records.ids
        )
        return str(self.env["ir.qweb"]._render(f"school_gradebook.{report}", values))

    @covers("GB-12")
    def test_the_decision_on_a_promotion_is_printed(self):
        decision = self._decide()
        html = self._html("result_decision", decision, "principal")
        for text in (
            "45/QĐ-THCS",
            "ngày 28 tháng 05 năm 2027",
            "Thông tư 22/2021/TT-BGDĐT (khoản 4 Điều 12)",
            "Điều 1.",
            "Nguyễn Văn Bình",
            "được lên lớp 9",
            "Có tiến bộ so với kế hoạch",
            "Nơi nhận:",
            "Lưu: VT",
            self.users["principal"].name,
        ):
            self.assertIn(text, html)
        self.assertNotIn("Biên bản họp", html, "no meeting was held")
        self.assertIn("Số: 45/QĐ-THCS", self._html("result_decision", decision, "homeroom"))
        with self.assertRaises(AccessError):
            self._html("result_decision", decision, "other_teacher")

    @covers("GB-12")
    def test_the_principal_finds_who_waits(self):
        def found(login="principal"):
            lines = self._as(login, self.env["school.home"])._lines_decisions()
            return (
                lines and self.env["school.result"].search(lines[0]["action"]["domain"]).student_id
            )

        self.assertEqual(found(), self.binh)
        self.assertFalse(found("vice_academic"))
        with freeze_time("2027-02-01 03:00:00"):
            self.assertFalse(found(), "the year's results are not there yet")
        action = self._as("principal", self._result(self.binh)).action_decide()
        self.assertFalse(action["res_id"])
        self.assertEqual(action["context"]["default_student_id"], self.binh.id)
        decision = self._decide()
        self.assertFalse(found())
        result = self._result(self.binh)
        self.assertEqual(result.promotion, "promoted")
        self.assertEqual(self._as("principal", result).action_decide()["res_id"], decision.id)
        # without the decision the pupil waits again
        self._as("principal", decision).unlink()
        self.assertEqual(found(), self.binh)

    @covers("GB-12")
    def test_the_last_grade_has_no_next_one(self):
        decision = self._decide(outcome="repeat")
        self.class_8a.grade_id = self.env.ref("school_core.school_grade_9")
        html = self._html("result_decision", decision, "principal")
        self.assertIn("chưa được công nhận hoàn thành chương trình", html)

    @covers("GB-12", "AUD-01")
    def test_the_opening_of_results_is_printed(self):
        self.book._approval_move({"approval_state": "approved"})
        request = self._as("principal", self.env["school.result.reopen"]).create(
            {"book_id": self.book.id, "reason": "Nhập thiếu điểm giữa kì"}
        )
        request.action_submit()
        self.assertIn("DỰ THẢO", self._html("result_reopen", request, "principal"))
        with self.assertRaises(AccessError) as refused:
            self._as("principal", request).action_approve(password="principal")
        # what is wrong, and who may do it instead
        message = str(refused.exception)
        self.assertIn("you asked for this yourself", message)
        for login in ("vice_academic", "gradebook_admin", "homeroom"):
            self.assertIn(self.users[login].name, message)
        self.assertNotIn(self.users["principal"].name, message)
        self._as("vice_academic", request).action_approve(password="vice_academic")
        html = self._html("result_reopen", request, "vice_academic")
        self.assertNotIn("DỰ THẢO", html)
        for text in ("cả năm", "8A", "Nhập thiếu điểm giữa kì", self.users["vice_academic"].name):
            self.assertIn(text, html)
