# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from odoo.addons.school_core.tools.letterhead import day_in_words, letterhead
from odoo.addons.school_core.tools.local_time import local_time

MEASURES = {
    "remind": "Nhắc nhở",
    "criticise": "Phê bình trước hội đồng sư phạm",
    "propose_discipline": "Đề nghị cấp có thẩm quyền xem xét xử lí kỉ luật",
    "praise": "Biểu dương trước hội đồng sư phạm",
    "reward": "Khen thưởng cấp trường",
    "propose_reward": "Đề nghị cấp có thẩm quyền khen thưởng",
}


class SchoolStaffCasePrint(models.AbstractModel):
    """The principal's decision about a violation or a commendation."""

    _name = "report.school_board.staff_case"
    _description = "Decision about a Member of the Staff"

    @api.model
    def _get_report_values(self, docids, data=None):
        cases = self.env["school.staff.case"].browse(docids)
        cases.check_access("read")
        return {"pages": [self._page(case) for case in cases]}

    @api.model
    def _page(self, case):
        # sudo: name, post and department are every colleague's to read, the file of staff is not
        employee_sudo = case.employee_id.sudo()
        return {
            **letterhead(case.company_id.sudo()),
            "number": case.decision_number or ".........",
            "day": day_in_words(case.decision_date),
            "is_violation": case.kind == "violation",
            "name": employee_sudo.name,
            "job": employee_sudo.job_title or "",
            "department": employee_sudo.department_id.name or "",
            "when": f"{case.date:%d/%m/%Y}",
            "what": case.what,
            "regulation": case.regulation or "",
            "explanation": case.explanation or "",
            "reason": case.decision_reason or "",
            "measure": MEASURES.get(case.measure, ""),
            "proposer": case.approval_requester_id.name or "",
            "is_draft": case.approval_state not in ("approved", "applied"),
            "printed": local_time(self.env, fields.Datetime.now()),
        }
