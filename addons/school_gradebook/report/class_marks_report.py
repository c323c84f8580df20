# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from .class_book_report import WORDS


class ClassMarksTerm1(models.AbstractModel):
    """The mark list of a class (bảng điểm lớp) and the slips for parents (phiếu liên lạc).

    Both show one period: a term, or the second term together with the year.
    """

    _name = "report.school_gradebook.class_marks_1"
    _description = "Class Marks, Term 1"

    _term_number = 1

    @api.model
    def _get_report_values(self, docids, data=None):
        books = self.env["school.class.book"]._collect(self.env["school.class"].browse(docids))
        for book in books:
            book["term"] = next(
                term for term in book["terms"] if term["number"] == self._term_number
            )
        return {"books": books, **WORDS}


class ClassMarksTerm2(models.AbstractModel):
    _name = "report.school_gradebook.class_marks_2"
    _inherit = ["report.school_gradebook.class_marks_1"]
    _description = "Class Marks, Term 2 and Year"

    _term_number = 2


class ContactSlipTerm1(models.AbstractModel):
    _name = "report.school_gradebook.contact_slip_1"
    _inherit = ["report.school_gradebook.class_marks_1"]
    _description = "Slip for Parents, Term 1"


class ContactSlipTerm2(models.AbstractModel):
    _name = "report.school_gradebook.contact_slip_2"
    _inherit = ["report.school_gradebook.class_marks_2"]
    _description = "Slip for Parents, Term 2 and Year"
