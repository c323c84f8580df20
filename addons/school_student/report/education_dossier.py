# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from .forms import DOTS, GENDERS, date_text, letterhead

KINDS = {
    "motor": "Vận động",
    "hearing": "Nghe, nói",
    "sight": "Nhìn",
    "mental": "Thần kinh, tâm thần",
    "intellectual": "Trí tuệ",
    "other": "Khác",
}
DEGREES = {"light": "Nhẹ", "severe": "Nặng", "very_severe": "Đặc biệt nặng"}
PERIODS = {"year": "Mục tiêu năm học", "1": "Mục tiêu học kì I", "2": "Mục tiêu học kì II"}
AREAS = {
    "knowledge": "Kiến thức, môn học",
    "communication": "Ngôn ngữ, giao tiếp",
    "social": "Kĩ năng xã hội, hành vi",
    "self_care": "Tự phục vụ, sinh hoạt",
    "rehabilitation": "Vận động, phục hồi chức năng",
}
RESULTS = {"reached": "Đạt", "partly": "Đạt một phần", "missed": "Chưa đạt"}


class EducationDossier(models.AbstractModel):
    """The dossier of a pupil with a disability: the individual plan with its reviews."""

    _name = "report.school_student.education_dossier"
    _description = "Dossier of a Pupil with a Disability"

    @api.model
    def _get_report_values(self, docids, data=None):
        plans = self.env["school.education.plan"].browse(docids)
        return {"plans": [self._plan(plan) for plan in plans]}

    def _plan(self, plan):
        student = plan.student_id
        # What the papers of the disability say is not every reader's.
        sees_papers = plan._has_field_access(plan._fields["disability_paper"], "read")
        goals = plan.goal_ids.grouped("period")
        return {
            **letterhead(self.env, plan.company_id),
            "year": plan.year_id.name,
            "class": plan.class_id.name or "",
            "name": student.name,
            "gender": GENDERS.get(student.gender, ""),
            "birth_date": date_text(student.birth_date),
            "code": student.code,
            "kind": KINDS[plan.disability_kind],
            "degree": sees_papers and DEGREES.get(plan.disability_degree, DOTS),
            "paper": sees_papers and (plan.disability_paper or DOTS),
            "health": sees_papers and (plan.health_remark or DOTS),
            "strengths": plan.strengths or DOTS,
            "needs": plan.needs or DOTS,
            "people": ", ".join(plan.teacher_ids.mapped("name")) or DOTS,
            "other_people": plan.other_people or "",
            "periods": [
                {
                    "title": PERIODS[period],
                    "goals": [
                        {
                            "area": AREAS[goal.area],
                            "goal": goal.goal,
                            "measure": goal.measure or "",
                            "person": goal.person or "",
                            "deadline": date_text(goal.deadline),
                            "result": RESULTS.get(goal.result, ""),
                        }
                        for goal in goals[period]
                    ],
                }
                for period in PERIODS
                if period in goals
            ],
            "reviews": [
                {
                    "term": f"Học kì {'I' * review.term_id.number}",
                    "date": date_text(review.date),
                    "progress": review.progress or DOTS,
                    "adjustment": review.adjustment or DOTS,
                    "family": review.family_opinion or DOTS,
                    # who signed stands on the paper
                    "signer": review.signer_id.sudo().name or "",
                    "signed": date_text(review.signed_date),
                }
                for review in plan.review_ids
            ],
            # sudo: who signed is written on the paper; accounts are not everybody's to read.
            "homeroom": plan.homeroom_signer_id.sudo().name or "",
            "homeroom_date": date_text(plan.homeroom_signed_date),
            "family": plan.family_signer or "",
            "family_date": date_text(plan.family_signed_date),
            "approver": plan.approver_id.sudo().name or "",
            "approved_date": date_text(plan.approved_date),
        }
