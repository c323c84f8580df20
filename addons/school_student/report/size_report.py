# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from ..wizard.school_size_report_line import CAME_COLUMNS, LEFT_COLUMNS
from .forms import date_text, letterhead

KINDS = {
    "admission": "Nhập học",
    "class_transfer": "Chuyển lớp",
    "promotion": "Lên lớp",
    "repeat": "Lưu ban",
    "transfer_in": "Chuyển đến",
    "transfer_out": "Chuyển đi",
    "drop_out": "Thôi học",
    "return": "Trở lại học",
    "completion": "Hoàn thành cấp học",
}
COLUMNS = ("size_start", *CAME_COLUMNS, *LEFT_COLUMNS, "size_end", "girls_end")


class SizeReport(models.AbstractModel):
    """Class sizes between two days with the movements that explain them."""

    _name = "report.school_student.size_report"
    _description = "Class Sizes between Two Days"

    @api.model
    def _get_report_values(self, docids, data=None):
        return {
            "reports": [
                self._report(report) for report in self.env["school.size.report"].browse(docids)
            ]
        }

    def _report(self, report):
        lines = report.line_ids
        movements = self.env["school.movement"]
        if movements.has_access("read"):
            movements = report._movements()
        return {
            **letterhead(self.env, report.company_id),
            "start": date_text(report.date_from),
            "end": date_text(report.date_to),
            "lines": [
                {"class": line.class_id.name, "values": [line[name] for name in COLUMNS]}
                for line in lines
            ],
            "totals": [sum(lines.mapped(name)) for name in COLUMNS],
            "movements": [
                {
                    "date": date_text(movement.date),
                    "name": movement.student_id.name,
                    "kind": KINDS[movement.kind],
                    "from": movement.class_from_id.name or "",
                    "to": movement.class_to_id.name or "",
                    "other_school": movement.other_school or "",
                    "reason": movement.reason or "",
                    "decision": movement.decision_number or "",
                }
                for movement in movements
            ],
        }
