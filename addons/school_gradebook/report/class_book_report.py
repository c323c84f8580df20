# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from .form_text import (
    TERM_NUMERALS,
    TERMS,
    average_text,
    count_text,
    mark_cell,
    mark_text,
)
from .month_drawing import drawings

WORDS = {
    "numerals": TERM_NUMERALS,
    "terms": TERMS,
    "mark_text": mark_text,
    "mark_cell": mark_cell,
    "average_text": average_text,
    "count_text": count_text,
}


class ClassBookA4(models.AbstractModel):
    """The class book of Thông tư 22/2021 (Sổ theo dõi và đánh giá học sinh theo lớp học)."""

    _name = "report.school_gradebook.class_book_a4"
    _description = "Class Book, A4"

    _report_name = "school_gradebook.class_book_a4"
    _paper = "a4"

    @api.model
    def _get_report_values(self, docids, data=None):
        book_model = self.env["school.class.book"]
        books = book_model._collect_parts(docids, data)
        places = {book["id"]: book_model._place(book) for book in books}
        marks = self.env["school.print.check"]._marks(self._report_name, list(places.values()))
        for book in books:
            names = [line["name"] for line in book["roster"]]
            for month in book["months"]:
                month["drawings"] = drawings(month, names, self._paper)
            book["people"] = book["front"] and book_model._personal_data(book)
            book["check"] = marks[places[book["id"]]]
        return {"books": books, **WORDS}


class ClassBookA3(models.AbstractModel):
    _name = "report.school_gradebook.class_book_a3"
    _inherit = ["report.school_gradebook.class_book_a4"]
    _description = "Class Book, A3"

    _report_name = "school_gradebook.class_book_a3"
    _paper = "a3"
