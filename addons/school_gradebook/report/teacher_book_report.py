# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from odoo.addons.school_core.models.school_print_check import Place

from .class_book_report import WORDS


class TeacherBook(models.AbstractModel):
    """The teacher's own book (Sổ theo dõi và đánh giá học sinh của giáo viên), blank or filled."""

    _name = "report.school_gradebook.teacher_book"
    _description = "Teacher's Book"

    @api.model
    def _get_report_values(self, docids, data=None):
        sheets = self.env["school.mark.sheet"].browse(docids)
        books = {
            book["id"]: book
            for book in self.env["school.class.book"]._collect_whole(sheets.class_id)
        }
        places = {
            sheet: Place(
                sheet.class_id.id, term_id=sheet.term_id.id, subject_id=sheet.subject_id.id
            )
            for sheet in sheets
        }
        marks = self.env["school.print.check"]._marks(
            "school_gradebook.teacher_book", list(places.values())
        )
        pages = []
        for sheet in sheets:
            book = books[sheet.class_id.id]
            term = next(t for t in book["terms"] if t["number"] == sheet.term_id.number)
            page = next(s for s in term["sheets"] if s["id"] == sheet.id)
            place = places[sheet]
            pages.append(
                {"book": book, "term": term, "sheet": page, "place": place, "check": marks[place]}
            )
        return {"pages": pages, **WORDS}
