# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .forms import DOTS, GENDERS, date_text, date_words, letterhead


class StudyConfirmation(models.AbstractModel):
    """The confirmation that somebody is a pupil of the school (Giấy xác nhận), a page a pupil."""

    _name = "report.school_student.study_confirmation"
    _description = "Confirmation of Study"

    @api.model
    def _get_report_values(self, docids, data=None):
        students = self.env["school.student"].browse(docids)
        outside = students.filtered(lambda student: student.status != "enrolled")
        if outside:
            raise UserError(
                self.env._(
                    "No confirmation of study for who is in no class today: %(names)s.",
                    names=", ".join(outside.mapped("name")),
                )
            )
        today = date_words(fields.Date.context_today(self))
        return {
            "pages": [
                {
                    **letterhead(self.env, student.school_id),
                    "today": today,
                    "name": student.name,
                    "gender": GENDERS.get(student.gender, DOTS),
                    "birth_date": date_text(student.birth_date) or DOTS,
                    "birth_place": student.birth_place or DOTS,
                    "address": student.permanent_address or DOTS,
                    "code": student.code,
                    "register_number": student.register_number or DOTS,
                    "class": student.class_id.name,
                    "year": student.class_id.year_id.name,
                }
                for student in students
            ]
        }
