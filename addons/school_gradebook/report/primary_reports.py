# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from odoo.addons.school_core.models.school_print_check import Place

from .class_book_report import WORDS

#: The times of assessment in their order through the year.
FIRST_MIDDLE, FIRST_END, SECOND_MIDDLE, YEAR_END = range(4)


class PrimarySummary1(models.AbstractModel):
    """Bảng tổng hợp kết quả đánh giá giáo dục của lớp (TT27 Phụ lục 2), one for each time."""

    _name = "report.school_gradebook.primary_summary_1"
    _description = "Summary of a Class in the Middle of Term 1"

    _report_name = "school_gradebook.primary_summary_1"
    _moment = FIRST_MIDDLE

    @api.model
    def _get_report_values(self, docids, data=None):
        books = self.env["school.primary.book"]._collect(self.env["school.class"].browse(docids))
        checks = self.env["school.print.check"]
        places = {book["id"]: Place(book["id"]) for book in books}
        marks = checks._marks(self._report_name, list(places.values()))
        for book in books:
            book["moment"] = book["moments"][self._moment]
            book["check"] = marks[places[book["id"]]]
        return {"books": books, **WORDS}


class PrimarySummary2(models.AbstractModel):
    _name = "report.school_gradebook.primary_summary_2"
    _inherit = ["report.school_gradebook.primary_summary_1"]
    _description = "Summary of a Class at the End of Term 1"

    _report_name = "school_gradebook.primary_summary_2"
    _moment = FIRST_END


class PrimarySummary3(models.AbstractModel):
    _name = "report.school_gradebook.primary_summary_3"
    _inherit = ["report.school_gradebook.primary_summary_1"]
    _description = "Summary of a Class in the Middle of Term 2"

    _report_name = "school_gradebook.primary_summary_3"
    _moment = SECOND_MIDDLE


class PrimarySummary4(models.AbstractModel):
    _name = "report.school_gradebook.primary_summary_4"
    _inherit = ["report.school_gradebook.primary_summary_1"]
    _description = "Summary of a Class at the End of the Year"

    _report_name = "school_gradebook.primary_summary_4"
    _moment = YEAR_END


class PrimarySlip1(models.AbstractModel):
    """Slip for parents of a pupil of primary school, after a term."""

    _name = "report.school_gradebook.primary_slip_1"
    _inherit = ["report.school_gradebook.contact_slip_1"]
    _description = "Slip for Parents, Primary School, Term 1"

    _report_name = "school_gradebook.primary_slip_1"
    _book_model = "school.primary.book"

    @api.model
    def _get_report_values(self, docids, data=None):
        values = super()._get_report_values(docids, data)
        for book in values["books"]:
            book["parts"] = [m for m in book["moments"] if m["term"] == self._term_number]
        return values

    @api.model
    def _place_term(self, book):
        """Override: what a page shows is not told apart by terms."""
        return 0


class PrimarySlip2(models.AbstractModel):
    _name = "report.school_gradebook.primary_slip_2"
    _inherit = ["report.school_gradebook.primary_slip_1"]
    _description = "Slip for Parents, Primary School, Term 2 and Year"

    _report_name = "school_gradebook.primary_slip_2"
    _term_number = 2


class PrimaryRecord(models.AbstractModel):
    """Học bạ tiểu học (TT27 Phụ lục 1): cover, the pupil's page, and the pages of each year."""

    _name = "report.school_gradebook.primary_record"
    _inherit = ["report.school_gradebook.report_card_of_class"]
    _description = "School Reports of Primary School of a Class"

    _report_name = "school_gradebook.primary_record"
    _book_model = "school.primary.book"
    _level_titles = {"TH": "Tiểu học"}

    def _year(self, student, school_class, facts):
        """Override: the year's end by subjects, qualities and competencies."""
        book = facts["books"][school_class.id]
        place = self._place(student, book)
        moment = book["moments"][-1]
        return {
            "book": book,
            "place": place,
            "line": book["roster"][place],
            "result": book["results"][place],
            "moment": moment,
            "traits": moment["traits"][place],
            "measures": facts["measures"].get((student, school_class.year_id), {}),
        }


class PrimaryRecordOfPupil(models.AbstractModel):
    _name = "report.school_gradebook.primary_record_of_pupil"
    _inherit = ["report.school_gradebook.primary_record"]
    _description = "School Report of Primary School"

    _report_name = "school_gradebook.primary_record_of_pupil"
    _of_classes = False
