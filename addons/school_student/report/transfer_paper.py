# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError

from .forms import DOTS, GENDERS, date_text, date_words, letterhead


class TransferPaper(models.AbstractModel):
    """The papers of a transfer: the introduction of who leaves (Giấy giới thiệu chuyển trường),
    the reception of who comes (Giấy tiếp nhận học sinh)."""

    _name = "report.school_student.transfer_paper"
    _description = "Transfer Paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        movements = self.env["school.movement"].browse(docids)
        others = movements.filtered(
            lambda m: m.kind not in ("transfer_out", "transfer_in") or m.is_reversed
        )
        if others:
            raise UserError(
                self.env._(
                    "A transfer paper is printed for a transfer that holds, out of the school or "
                    "into it: %(names)s.",
                    names=", ".join(others.student_id.mapped("name")),
                )
            )
        return {"pages": [self._page(movement) for movement in movements]}

    def _page(self, movement):
        student = movement.student_id
        is_out = movement.kind == "transfer_out"
        school_class = movement.class_from_id if is_out else movement.class_to_id
        return {
            **letterhead(self.env, movement.school_id),
            "is_out": is_out,
            "today": date_words(movement.decision_date or movement.date),
            "decision": movement.decision_number or DOTS,
            "other_school": movement.other_school or DOTS,
            "name": student.name,
            "gender": GENDERS.get(student.gender, DOTS),
            "birth_date": date_text(student.birth_date) or DOTS,
            "birth_place": student.birth_place or DOTS,
            "ethnic_group": student.ethnic_group_id.name or DOTS,
            "address": student.permanent_address or DOTS,
            "register_number": student.register_number or DOTS,
            "code": student.code,
            "class": school_class.name,
            "year": school_class.year_id.name,
            "date": date_text(movement.date),
            "reason": movement.reason or DOTS,
        }
