# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from odoo.addons.school_core.models.school_print_check import Place
from odoo.addons.school_core.tools.local_time import local_time

from .form_text import date_text
from .mark_correction_report import COLUMNS


class CheckPrint(models.AbstractModel):
    """The columns of a sheet for checking: the teacher corrects in red and signs (TM 11.2)."""

    _name = "report.school_gradebook.check_print"
    _description = "Check Print"

    @api.model
    def _get_report_values(self, docids, data=None):
        checks = self.env["school.check.print"].browse(docids)
        checks.check_access("read")
        places = {
            check: Place(
                check.class_id.id, term_id=check.term_id.id, subject_id=check.subject_id.id
            )
            for check in checks
        }
        marks = self.env["school.print.check"]._marks(
            "school_gradebook.check_print", list(places.values())
        )
        return {"pages": [self._page(check, marks[places[check]]) for check in checks]}

    def _page(self, check, mark):
        lines = check.line_ids
        printed = {int(student) for line in lines for student in line.values or {}}
        students = self.env["school.student"].search(
            ["|", ("id", "in", list(printed)), ("class_id", "=", check.class_id.id)]
        )
        return {
            "check": mark,
            "school": check.company_id.name,
            "words": check.class_id.level_id._form_words(),
            "subject": check.subject_id.name,
            "class_name": check.class_id.name,
            "term": check.term_id.display_name,
            "teachers": check.teacher_names or "",
            "printed": date_text(check.date),
            "columns": [
                {
                    "label": COLUMNS.get(line.column, line.column),
                    "signed": line.state == "signed"
                    and f"{line.signer_id.name}, {local_time(self.env, line.date_signed)}",
                }
                for line in lines
            ],
            "rows": [
                {"name": student.name, "marks": [line._text_of(student) for line in lines]}
                for student in students
            ],
        }


class TeacherBookBlank(models.AbstractModel):
    """The teacher's own book with the class list and no marks, for the start of a term (DN 18.1)."""

    _name = "report.school_gradebook.teacher_book_blank"
    _inherit = ["report.school_gradebook.teacher_book"]
    _description = "Teacher's Book, Blank"

    @api.model
    def _get_report_values(self, docids, data=None):
        values = super()._get_report_values(docids, data)
        for page in values["pages"]:
            # A blank page shows nothing that could be out of date.
            page["check"] = None
            page["sheet"]["rows"] = [
                {
                    name: [False] * len(value) if isinstance(value, list) else False
                    for name, value in row.items()
                }
                for row in page["sheet"]["rows"]
            ]
        return values
