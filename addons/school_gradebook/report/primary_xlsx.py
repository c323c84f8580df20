# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.school_core.models.school_print_check import Place

A3 = 8


class PrimaryXlsx(models.AbstractModel):
    """The summaries of a class of primary school as a workbook, a page for each time."""

    _name = "report.school_gradebook.primary_xlsx"
    _inherit = ["school.gradebook.xlsx"]
    _description = "Summaries of a Class of Primary School as a Spreadsheet"

    def generate_xlsx_report(self, workbook, data, classes):
        formats, names = self._formats(workbook), {}
        links = self._links(Place(one.id) for one in classes)
        for book in self.env["school.primary.book"]._collect(classes):
            for moment in book["moments"]:
                self._moment_page(workbook, formats, names, book, moment)
            self._sign(workbook, formats, links[Place(book["id"])])

    def _moment_page(self, workbook, formats, names, book, moment):
        part = moment["part"]
        columns = [("STT", 5), ("Họ và tên", 28), ("Ngày sinh", 12)]
        for sheet in moment["sheets"]:
            columns.append((f"{sheet['subject']}: mức", 9))
            if sheet["tested"][part]:
                columns.append((f"{sheet['subject']}: điểm", 9))
        columns += [(label, 9) for _group, traits in book["groups"] for _name, label in traits]
        if moment["is_last"]:
            columns += [("Đánh giá KQGD", 20), ("Khen thưởng", 24), ("Hoàn thành lớp học", 12)]
        columns.append(("Ghi chú", 18))
        page = self._page(
            workbook,
            formats,
            names,
            f"{book['class_name']} {moment['name']}",
            f"Bảng tổng hợp kết quả đánh giá giáo dục · Lớp {book['class_name']} · {moment['name']}"
            f" · Năm học {book['year']}",
            columns,
        )
        page.set_paper(A3)
        rows = range(len(book["roster"]))
        self._rows(page, formats, (self._moment_row(book, moment, place) for place in rows))

    def _moment_row(self, book, moment, place):
        line, result, part = book["roster"][place], book["results"][place], moment["part"]
        row = [line["number"], line["name"], line["birth_date"]]
        for sheet in moment["sheets"]:
            marks = sheet["rows"][place]
            row.append(marks[f"{part}_level"])
            if sheet["tested"][part]:
                row.append("" if marks[part] is False else int(marks[part]))
        traits = moment["traits"][place]
        row += [traits[name] for _group, names in book["groups"] for name, _label in names]
        if moment["is_last"]:
            row += [result["overall"], result["title_name"], "x" if result["completes"] else ""]
        return [*row, line["note"]]
