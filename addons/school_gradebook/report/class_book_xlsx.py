# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.school_core.models.school_print_check import Place


class ClassBookXlsx(models.AbstractModel):
    """The class book as a workbook: people, every subject page, summaries, slips."""

    _name = "report.school_gradebook.class_book_xlsx"
    _inherit = ["school.gradebook.xlsx"]
    _description = "Class Book as a Spreadsheet"

    def generate_xlsx_report(self, workbook, data, classes):
        formats, names = self._formats(workbook), {}
        book_model = self.env["school.class.book"]
        books = book_model._collect_parts(classes.ids, data)
        places = {book["id"]: book_model._place(book) for book in books}
        links = self._links(places.values())
        for book in books:
            if book["front"]:
                people = book_model._personal_data(book)
                self._people_page(workbook, formats, names, book, people)
            for month in book["months"]:
                self._month_page(workbook, formats, names, book, month)
            for term in book["printed_terms"]:
                for sheet in term["sheets"]:
                    self._sheet_page(workbook, formats, names, book, term, sheet)
                self._summary_page(workbook, formats, names, book, term, str(term["number"]))
            if book["year_term"]:
                self._summary_page(workbook, formats, names, book, book["year_term"], "year")
            if not book["only_month"]:
                self._homeroom_page(workbook, formats, names, book)
            self._sign(workbook, formats, links[places[book["id"]]])

    def _month_page(self, workbook, formats, names, book, month):
        columns = [("STT", 5), ("Họ và tên", 28)]
        columns += [(f"{n}\n{day['weekday']}", 4) for n, day in enumerate(month["days"], 1)]
        columns += [("TS", 5), ("P", 5), ("K", 5)]
        first = month["first"]
        page = self._page(
            workbook,
            formats,
            names,
            f"Nghỉ học {first:%m-%Y} {book['class_name']}",
            f"Theo dõi nghỉ học · {month['name']} · Lớp {book['class_name']}"
            f" · Tổng số {book['words'].pupil}: {month['size']}",
            columns,
        )
        page.set_row(2, 32)
        self._rows(
            page,
            formats,
            (
                [line["number"], line["name"], *(c["text"] for c in row["cells"]), *row["totals"]]
                for line, row in zip(book["roster"], month["rows"], strict=True)
            ),
        )
        for number, row in enumerate(month["rows"], 3):
            for column, cell in enumerate(row["cells"], 2):
                if cell["off"]:
                    page.write(number, column, cell["text"], formats["off"])

    def _people_page(self, workbook, formats, names, book, people):
        columns = [
            ("STT", 5),
            ("Họ và tên", 28),
            ("Ngày sinh", 12),
            ("Nơi sinh", 20),
            ("Nam/nữ", 8),
            ("Dân tộc", 10),
            ("Đối tượng ưu tiên", 20),
            ("Địa chỉ gia đình", 40),
            ("Cha (người giám hộ)", 40),
            ("Mẹ", 40),
            ("Thay đổi trong năm", 18),
        ]
        page = self._page(
            workbook,
            formats,
            names,
            f"Lí lịch {book['class_name']}",
            f"Sơ yếu lí lịch {book['words'].pupil} · Lớp {book['class_name']} · {book['year']}",
            columns,
        )
        keys = (
            "birth_place",
            "gender",
            "ethnic_group",
            "policies",
            "address",
            "father",
            "mother",
        )
        self._rows(
            page,
            formats,
            (
                [
                    line["number"],
                    line["name"],
                    line["birth_date"],
                    *(person[key] for key in keys),
                    line["note"],
                ]
                for line, person in zip(book["roster"], people, strict=True)
            ),
        )

    def _homeroom_page(self, workbook, formats, names, book):
        """Absences and remarks of both terms: what the slips for parents carry."""
        columns = [("STT", 5), ("Họ và tên", 28)]
        for term in book["terms"]:
            columns += [
                (f"Có phép {term['name']}", 12),
                (f"Không phép {term['name']}", 12),
                (f"Nhận xét {term['name']}", 45),
            ]
        page = self._page(
            workbook,
            formats,
            names,
            f"Chủ nhiệm {book['class_name']}",
            f"Nghỉ học và nhận xét · Lớp {book['class_name']} · {book['year']}",
            columns,
        )
        self._rows(
            page,
            formats,
            (
                [line["number"], line["name"]]
                + [
                    result[key][term["number"]]
                    for term in book["terms"]
                    for key in ("excused", "unexcused", "remark")
                ]
                for line, result in zip(book["roster"], book["results"], strict=True)
            ),
        )


class ClassMarksXlsx(models.AbstractModel):
    _name = "report.school_gradebook.class_marks_xlsx"
    _inherit = ["school.gradebook.xlsx"]
    _description = "Class Marks as a Spreadsheet"

    def generate_xlsx_report(self, workbook, data, classes):
        formats, names = self._formats(workbook), {}
        links = self._links(Place(one.id) for one in classes)
        for book in self.env["school.class.book"]._collect_whole(classes):
            for term in book["terms"]:
                self._summary_page(workbook, formats, names, book, term, str(term["number"]))
                if term["is_last"]:
                    self._summary_page(workbook, formats, names, book, term, "year")
            self._sign(workbook, formats, links[Place(book["id"])])


class TeacherBookXlsx(models.AbstractModel):
    _name = "report.school_gradebook.teacher_book_xlsx"
    _inherit = ["school.gradebook.xlsx"]
    _description = "Teacher's Book as a Spreadsheet"

    def generate_xlsx_report(self, workbook, data, sheets):
        formats, names = self._formats(workbook), {}
        values = self.env["report.school_gradebook.teacher_book"]._get_report_values(sheets.ids)
        links = self._links(page["place"] for page in values["pages"])
        for page in values["pages"]:
            self._sheet_page(workbook, formats, names, page["book"], page["term"], page["sheet"])
            self._sign(workbook, formats, links[page["place"]])
