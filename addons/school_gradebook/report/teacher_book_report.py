# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from .class_book_report import WORDS


class TeacherBook(models.AbstractModel):
    """The teacher's own book (Sổ theo dõi và đánh giá học sinh của giáo viên), blank or filled."""

    _name = "report.school_gradebook.teacher_book"
    _description = "Teacher's Book"

    @api.model
    def _get_report_values(self, docids, data=None):
        sheets = self.env["school.mark.sheet"].browse(docids)
        books = {
            book["id"]: book for book in self.env["school.class.book"]._collect(sheets.class_id)
        }
        pages = []
        for sheet in sheets:
            book = books[sheet.class_id.id]
            term = next(t for t in book["terms"] if t["number"] == sheet.term_id.number)
            page = next(s for s in term["sheets"] if s["id"] == sheet.id)
            pages.append({"book": book, "term": term, "sheet": page})
        return {"pages": pages, **WORDS}
