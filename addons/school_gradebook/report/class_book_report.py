# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from odoo.addons.school_core.models.school_print_check import Place

from .form_text import (
    LEVELS,
    PROMOTIONS,
    TERM_NUMERALS,
    TERMS,
    TITLES,
    average_text,
    count_text,
    mark_cell,
    mark_text,
)

WORDS = {
    "levels": LEVELS,
    "titles": TITLES,
    "promotions": PROMOTIONS,
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

    @api.model
    def _get_report_values(self, docids, data=None):
        book_model = self.env["school.class.book"]
        books = book_model._collect_parts(docids, data)
        places = {
            book["id"]: Place(book["id"], term_id=book["only_term_id"])
            for book in books
            # marks are no part of a page of absences
            if not book["only_months"]
        }
        marks = self.env["school.print.check"]._marks(self._report_name, list(places.values()))
        for book in books:
            book["people"] = book["front"] and book_model._personal_data(book)
            book["check"] = marks.get(places.get(book["id"]))
        return {"books": books, **WORDS}


class ClassBookA3(models.AbstractModel):
    _name = "report.school_gradebook.class_book_a3"
    _inherit = ["report.school_gradebook.class_book_a4"]
    _description = "Class Book, A3"

    _report_name = "school_gradebook.class_book_a3"
