# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import format_date

from odoo.addons.school_core.tools.letterhead import day_in_words, letterhead
from odoo.addons.school_core.tools.local_time import local_time

POSITIONS = {
    "head": "Trưởng ban",
    "deputy": "Phó trưởng ban",
    "standing": "Ủy viên thường trực",
    "member": "Ủy viên",
}
NAMES = {
    "governing": "Ban quản trị hệ thống thông tin quản lí giáo dục",
    "editorial": "Ban biên tập cổng thông tin điện tử",
}
FREQUENCIES = {"week": "hằng tuần", "month": "hằng tháng", "term": "mỗi học kì"}
OUTCOMES = {
    "in_time": "Đúng hạn",
    "late": "Trễ hạn",
    "overdue": "Quá hạn, chưa xong",
    "open": "Đang thực hiện",
    "dropped": "Không thực hiện",
}


class SchoolBoardDecisionPrint(models.AbstractModel):
    """Quyết định thành lập Ban, with the list of members and their duties."""

    _name = "report.school_board.board_decision"
    _description = "Decision about a Board"

    @api.model
    def _get_report_values(self, docids, data=None):
        boards = self.env["school.board"].browse(docids)
        boards.check_access("read")
        return {"pages": [self._page(board) for board in boards]}

    @api.model
    def _page(self, board):
        return {
            # who may read a decision reads the school's name and principal on it
            **letterhead(board.company_id.sudo()),
            "number": board.decision_number or ".........",
            "day": day_in_words(board.decision_date),
            "board": NAMES[board.kind],
            "year": board.year_id.name or "",
            "regulation": board.regulation or "",
            "in_force": format_date(self.env, board.date_start, date_format="dd/MM/yyyy"),
            "former": board.former_id.decision_number or "",
            "members": [
                {
                    "name": member.employee_id.name,
                    # sudo: the post is every colleague's to read, the file of staff is not
                    "job": member.employee_id.sudo().job_title or "",
                    "position": POSITIONS[member.position],
                    "duties": [
                        f"{duty.name} ({FREQUENCIES[duty.frequency]})"
                        if duty.frequency in FREQUENCIES
                        else duty.name
                        for duty in member.duty_ids
                    ],
                }
                for member in board.member_ids
            ],
            "printed": local_time(self.env, fields.Datetime.now()),
        }


class SchoolBoardMonthPrint(models.AbstractModel):
    """Báo cáo tháng: what each member has done and not done."""

    _name = "report.school_board.board_month"
    _description = "Monthly Report of a Board"

    @api.model
    def _get_report_values(self, docids, data=None):
        reports = self.env["school.board.report"].browse(docids)
        reports.check_access("read")
        return {"pages": [self._page(report) for report in reports]}

    @api.model
    def _page(self, report):
        return {
            # the letterhead is printed on every paper
            **letterhead(report.company_id.sudo()),
            "board": NAMES[report.board_id.kind],
            "month": f"{report.month:%m/%Y}",
            "day": day_in_words(report.sent_at and report.sent_at.date()),
            "sender": report.sent_by_id.name or "",
            "remark": report.remark or "",
            "answer": report.answer or "",
            "figures": (
                len(report.line_ids),
                report.count_done,
                report.count_late,
                report.count_overdue,
            ),
            "members": [
                {
                    "name": member.employee_id.name,
                    "position": POSITIONS[member.position],
                    "lines": [
                        {
                            "name": line.name,
                            "deadline": f"{line.deadline:%d/%m/%Y}",
                            "done": f"{line.done_date:%d/%m/%Y}" if line.done_date else "",
                            "outcome": OUTCOMES[line.outcome],
                            "is_bad": line.outcome in ("late", "overdue"),
                            "result": line.result or "",
                        }
                        for line in lines
                    ],
                }
                for member, lines in report.line_ids.grouped("member_id").items()
            ],
            "printed": local_time(self.env, fields.Datetime.now()),
        }
