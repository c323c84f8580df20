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


class SchoolImport(models.Model):
    _inherit = "school.import"

    def _open_sample(self, school):
        """Begin the register of the sample school, and the plan of its pupil with a disability."""
        result = super()._open_sample(school)
        Student = self.env["school.student"]
        Student.search([("school_id", "=", school.id)])._give_register_numbers()
        student = Student.search([("school_id", "=", school.id), ("code", "=", PUPIL_WITH_PLAN)])
        year = student.enrollment_ids.year_id[:1]
        plans = self.env["school.education.plan"]
        if year and not plans.search_count([("student_id", "=", student.id)]):
            plans.create(
                {
                    "student_id": student.id,
                    "year_id": year.id,
                    "disability_kind": "intellectual",
                    "strengths": "Chăm chỉ, thích vẽ, hòa đồng với bạn.",
                    "needs": "Tiếp thu chậm, cần chia nhỏ nhiệm vụ và nhắc lại.",
                    "other_people": "Gia đình, nhóm bạn giúp bạn",
                    "goal_ids": [Command.create(goal) for goal in GOALS],
                }
            )
        return result
