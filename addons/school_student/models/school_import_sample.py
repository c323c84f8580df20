# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, models

PUPIL_WITH_PLAN = "DT00161"
GOALS = (
    {
        "period": "1",
        "area": "knowledge",
        "goal": "Đọc hiểu văn bản ngắn, trả lời được câu hỏi chính.",
        "measure": "Giao nhiệm vụ vừa sức, tăng thời gian làm bài, dùng tranh ảnh.",
        "person": "Giáo viên bộ môn",
    },
    {
        "period": "year",
        "area": "social",
        "goal": "Tham gia hoạt động nhóm, chủ động nhờ bạn giúp đỡ.",
        "measure": "Xếp nhóm bạn giúp bạn, khen ngợi kịp thời.",
        "person": "Giáo viên chủ nhiệm, nhóm bạn",
    },
)
REVIEW = {
    "progress": "Trả lời được câu hỏi ngắn khi nhìn người nói; mạnh dạn hơn trong nhóm.",
    "adjustment": "Tăng bài tập nhìn hình; giáo viên Ngữ văn cho thêm thời gian bài viết.",
}


class SchoolImport(models.Model):
    _inherit = "school.import"

    def _open_sample(self, school):
        """Begin the register of the sample school, and the plan of its pupil with a disability."""
        result = super()._open_sample(school)
        Student = self.env["school.student"]
        Student.search([("school_id", "=", school.id)])._give_register_numbers()
        student = Student.search([("school_id", "=", school.id), ("code", "=", PUPIL_WITH_PLAN)])
        plans = self.env["school.education.plan"].search([("student_id", "=", student.id)])
        if student and not plans:
            self._make_sample_plan(student)
        return result

    def _make_sample_plan(self, student):
        """Make a plan that teacher and principal have signed, with the review of the first term."""
        school_class, principal = student.class_id, student.school_id.school_principal_id
        plan = self.env["school.education.plan"].create(
            {
                "student_id": student.id,
                "year_id": school_class.year_id.id,
                "disability_kind": "hearing",
                "disability_degree": "light",
                "disability_paper": "Giấy xác nhận khuyết tật số 07/GXN-UBND",
                "strengths": "Chăm chỉ, thích vẽ, hòa đồng với bạn.",
                "needs": "Nghe kém, cần ngồi bàn đầu, nhìn rõ khẩu hình của giáo viên.",
                "teacher_ids": [Command.set(school_class.homeroom_id.ids)],
                "other_people": "Gia đình, nhóm bạn giúp bạn",
                "family_signer": student.guardian_ids[:1].name,
                "goal_ids": [Command.create(goal) for goal in GOALS],
                "review_ids": [
                    Command.create({**REVIEW, "term_id": school_class.year_id.term_ids[:1].id})
                ],
            }
        )
        plan.with_user(school_class.homeroom_id.user_id).action_sign()
        plan.with_user(principal.user_id).action_approve()
