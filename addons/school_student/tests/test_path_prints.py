# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .path_common import PathCommon


@tagged("post_install", "-at_install")
@freeze_time("2027-05-20")
class TestPathPrints(PathCommon):
    def _html(self, login, report, records):
        reports = self.env["ir.actions.report"].with_user(self.users[login])
        return reports._render_qweb_html(f"school_student.{report}", records.ids)[0].decode()

    @covers("PUP-07")
    def test_register_in_the_order_of_the_numbers_as_pdf(self):
        self.pupils._give_register_numbers()
        self._move(
            self.binh, "transfer_out", "2026-10-12", other_school="THCS Mới", reason="Dời nhà"
        )
        self.env["school.guardian"].create(
            {
                "student_id": self.an.id,
                "name": "Nguyễn Văn Ba",
                "relation": "father",
                "occupation": "Nông dân",
            }
        )
        html = self._html("clerk", "student_register", self.pupils)
        self.assertLess(html.index("Nguyễn An"), html.index("Trần Bình"))
        for text in (
            "Cha: Nguyễn Văn Ba (Nông dân)",
            "đến THCS Mới",
            "05/09/2026, lớp 8A",
            "Sổ đăng bộ",
        ):
            self.assertIn(text, html)
        reports = self.env["ir.actions.report"].with_user(self.users["clerk"])
        pdf, kind = reports._render_qweb_pdf("school_student.student_register", self.pupils.ids)
        self.assertEqual((pdf[:4], kind), (b"%PDF", "pdf"))

    @covers("PUP-02")
    def test_papers_of_a_transfer(self):
        out = self._move(
            self.an, "transfer_out", "2026-10-12", other_school="THCS Mới", decision_number="9/QĐ"
        )
        html = self._html("clerk", "transfer_paper", out)
        for text in ("Giấy giới thiệu chuyển trường", "THCS Mới", "9/QĐ", "12/10/2026", "8A"):
            self.assertIn(text, html)
        new = self.env["school.student"].create({"name": "Vũ Dũng", "code": "M9"})
        came = self._move(new, "transfer_in", "2026-11-02", self.class_8b, other_school="THCS Xa")
        self.assertIn("Giấy tiếp nhận học sinh", self._html("clerk", "transfer_paper", came))
        for movement in (self.binh.movement_ids, out):
            if movement == out:
                self._move(self.an, "reversal", "2026-10-13", reason="Nhầm")
            with self.assertRefused(movement.student_id.name, UserError):
                self._html("clerk", "transfer_paper", movement)

    @covers("PUP-02")
    def test_confirmation_of_study_for_who_studies(self):
        self.assertIn("Nguyễn An", self._html("clerk", "study_confirmation", self.an))
        self._move(self.an, "drop_out", "2026-10-12")
        with self.assertRefused("Nguyễn An", UserError):
            self._html("clerk", "study_confirmation", self.an + self.binh)

    @covers("PUP-07")
    def test_book_of_certificates_of_a_year(self):
        certificates = self.env["school.certificate"].create(
            [
                {
                    "student_id": student.id,
                    "kind": "lower",
                    "serial": "B",
                    "number": f"00{number}",
                    "book_number": str(number),
                    "decision_number": "15/QĐ",
                }
                for number, student in enumerate(self.pupils, 1)
            ]
        )
        certificates[0]._receive(certificates[0].issued_date, "Trần Văn Ba", "UQ 3")
        html = self._html("clerk", "certificate_book", certificates)
        for text in ("B 001", "Trần Văn Ba", "Nhận thay: UQ 3", "15/QĐ", "đã cấp phát 1"):
            self.assertIn(text, html)

    @covers("PUP-07")
    def test_dossier_of_a_pupil_with_a_disability(self):
        self.an.disability = "inclusive"
        plan = self.env["school.education.plan"].create(
            {
                "student_id": self.an.id,
                "year_id": self.year.id,
                "disability_kind": "hearing",
                "disability_paper": "Giấy xác nhận 12",
                "goal_ids": [Command.create({"goal": "Đọc trơn", "period": "2"})],
            }
        )
        plan.action_add_reviews()
        html = self._html("principal", "education_dossier", plan)
        for text in ("Nghe, nói", "Giấy xác nhận 12", "Mục tiêu học kì II", "Học kì I"):
            self.assertIn(text, html)
        self.assertNotIn("Giấy xác nhận 12", self._html("teacher", "education_dossier", plan))

    @covers("PUP-06")
    def test_merit_and_decision(self):
        merit = self.env.ref("school_student.school_reward_kind_merit")
        rewards = self.env["school.reward"].create(
            [
                {
                    "student_id": student.id,
                    "year_id": self.year.id,
                    "kind_id": merit.id,
                    "date": "2027-05-20",
                    "reason": "Học sinh Giỏi",
                    "decision_number": "46/QĐ",
                    "decision_date": "2027-05-20",
                }
                for student in self.pupils
            ]
        )
        html = self._html("principal", "reward_decision", rewards)
        self.assertEqual(html.count("<h1"), 1)
        self.assertLess(html.index("Nguyễn An"), html.index("Trần Bình"))
        paper = self._html("principal", "reward_paper", rewards)
        self.assertIn("46/QĐ", paper)
        rewards[0]._revoke("Nhầm")
        for report in ("reward_paper", "reward_decision"):
            with self.subTest(report=report), self.assertRefused("Trần Bình", UserError):
                self._html("principal", report, rewards)

    @covers("PUP-06", "PUP-05", "PUP-02")
    def test_other_lists(self):
        line = self.env["school.discipline"].create(
            {"student_id": self.an.id, "date": "2026-11-02", "violation": "Gây gổ"}
        )
        with self.assertRefused("Only a decided measure", UserError):
            self._html("principal", "discipline_decision", line)
        line.write(
            {
                "measure_id": self.env.ref("school_student.school_discipline_measure_remind").id,
                "heard_date": "2026-11-02",
                "decision_date": "2026-11-03",
            }
        )
        self.assertIn("Gây gổ", self._html("principal", "discipline_decision", line))
        self.an.policy_ids = self.env.ref("school_core.school_policy_poor")
        html = self._html("principal", "policy_list", self.an.policy_line_ids)
        self.assertIn("Hộ nghèo", html)
        report = self._as("principal", self.env["school.size.report"]).create(
            {"date_from": "2026-09-01", "date_to": "2026-12-01"}
        )
        report._fill()
        html = self._html("principal", "size_report", report)
        self.assertIn("Nhập học", html)
        self.assertIn("Nguyễn An", html)
