# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from odoo.addons.school_core.models.school_print_check import Place

from .class_book_report import WORDS


class ClassMarksTerm1(models.AbstractModel):
    """The mark list of a class (bảng điểm lớp) and the slips for parents (phiếu liên lạc).

    Both show one period: a term, or the second term together with the year.
    """

    _name = "report.school_gradebook.class_marks_1"
    _description = "Class Marks, Term 1"

    _report_name = "school_gradebook.class_marks_1"
    _book_model = "school.class.book"
    _term_number = 1
    _per_pupil = False

    @api.model
    def _get_report_values(self, docids, data=None):
        book_model = self.env[self._book_model]
        books = book_model._collect_whole(self.env["school.class"].browse(docids))
        for book in books:
            book["term"] = next(
                term for term in book["terms"] if term["number"] == self._term_number
            )
            book["slips"] = book_model._slips(book, book["term"])
        self._add_checks(books)
        return {"books": books, **WORDS}

    def _add_checks(self, books):
        """Give each book, or each of its pupils, the mark that a page carries."""
        places = {
            (book["id"], student_id): Place(book["id"], student_id, self._place_term(book))
            for book in books
            for student_id in (
                [line["id"] for _place, line, _result in book["slips"]] if self._per_pupil else [0]
            )
        }
        marks = self.env["school.print.check"]._marks(self._report_name, list(places.values()))
        for book in books:
            book["checks"] = {
                student_id: marks[place]
                for (class_id, student_id), place in places.items()
                if class_id == book["id"]
            }

    @api.model
    def _place_term(self, book):
        """Return the term that a print shows alone; the last one shows the whole year with it."""
        return 0 if book["term"]["is_last"] else book["term"]["id"]


class ClassMarksTerm2(models.AbstractModel):
    _name = "report.school_gradebook.class_marks_2"
    _inherit = ["report.school_gradebook.class_marks_1"]
    _description = "Class Marks, Term 2 and Year"

    _report_name = "school_gradebook.class_marks_2"
    _term_number = 2


class ContactSlipTerm1(models.AbstractModel):
    _name = "report.school_gradebook.contact_slip_1"
    _inherit = ["report.school_gradebook.class_marks_1"]
    _description = "Slip for Parents, Term 1"

    _report_name = "school_gradebook.contact_slip_1"
    _per_pupil = True


class ContactSlipTerm2(models.AbstractModel):
    _name = "report.school_gradebook.contact_slip_2"
    _inherit = ["report.school_gradebook.class_marks_2"]
    _description = "Slip for Parents, Term 2 and Year"

    _report_name = "school_gradebook.contact_slip_2"
    _per_pupil = True
