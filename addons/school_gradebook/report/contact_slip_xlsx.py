# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.school_core.models.school_print_check import Place

from .form_text import DOTS, average_text, count_text, within
from .gradebook_xlsx import FONT, GREY

#: Width that fits A5 on its side between the margins, in Excel's characters.
SLIP_WIDTH = 88
FIRST_WIDTH = 12
A5 = 11
MARGIN_INCHES = 0.4
LINES_TO_WRITE_ON = 2
#: Both halves of a line are merged cells, of two columns at least.
FEWEST_COLUMNS = 3


class ContactSlipXlsxTerm1(models.AbstractModel):
    """The slips for parents as a workbook, two pages a class.

    The first page lists what the slips say, a pupil a row, for mail merge and messages; the second
    carries the slips themselves, each on a page of paper of its own.
    """

    _name = "report.school_gradebook.contact_slip_1_xlsx"
    _inherit = ["school.gradebook.xlsx"]
    _description = "Slips for Parents as a Spreadsheet, Term 1"

    _term_number = 1

    def generate_xlsx_report(self, workbook, data, classes):
        formats, names = self._formats(workbook), {}
        formats |= self._slip_formats(workbook)
        links = self._links(Place(one.id) for one in classes)
        for book in self.env["school.class.book"]._collect_whole(classes):
            term = next(term for term in book["terms"] if term["number"] == self._term_number)
            link = links[Place(book["id"])]
            self._list_page(workbook, formats, names, book, term)
            self._sign(workbook, formats, link)
            self._slips_page(workbook, formats, names, book, term)
            self._sign(workbook, formats, link, at_end=False)

    def _slip_formats(self, workbook):
        font = {**FONT, "valign": "vcenter"}
        wrapped = {**font, "text_wrap": True}
        return {
            "line": workbook.add_format(wrapped),
            "bold_line": workbook.add_format({**wrapped, "bold": True}),
            "slip_head": workbook.add_format({**font, "align": "center"}),
            "slip_bold": workbook.add_format({**font, "align": "center", "bold": True}),
            "slip_subject": workbook.add_format(
                {
                    **font,
                    "align": "center",
                    "bold": True,
                    "border": 1,
                    "bg_color": GREY,
                    "shrink": True,
                }
            ),
            "slip_note": workbook.add_format({**font, "align": "center", "italic": True}),
            "dotted": workbook.add_format({"bottom": 4}),
        }

    def _slips(self, book, term):
        return self.env["school.class.book"]._slips(book, term)

    # the list

    def _list_page(self, workbook, formats, names, book, term):
        is_last, number = term["is_last"], term["number"]
        averages = [("average", "")] + ([("year_average", " CN")] if is_last else [])
        periods = [(str(number), "")] + ([("year", " CN")] if is_last else [])
        columns = [
            ("STT", 5),
            ("Họ và tên", 28),
            ("Ngày sinh", 12),
            *(
                (f"{sheet['short_name']}{suffix}", 9)
                for _name, suffix in averages
                for sheet in term["sheets"]
            ),
            *(
                (label, 11)
                for _period, suffix in periods
                for label in (
                    *([f"ĐTB các môn{suffix}"] if book["is_register"] else []),
                    *(label for _kind, label in self._result_columns(book, suffix)),
                )
            ),
            *([("Kết quả", 24), ("Danh hiệu", 20)] if is_last else []),
            ("Nghỉ có phép", 9),
            ("Nghỉ không phép", 9),
            ("Nhận xét", 45),
            ("Ghi chú", 18),
        ]
        page = self._page(
            workbook,
            formats,
            names,
            f"Danh sách {book['class_name']}",
            f"Phiếu liên lạc {within(term['name'])} · Lớp {book['class_name']} · {book['year']}",
            columns,
        )
        self._rows(
            page,
            formats,
            (
                [
                    line["number"],
                    line["name"],
                    line["birth_date"],
                    *(
                        self._value(sheet["rows"][index][name], sheet["kind"])
                        for name, _suffix in averages
                        for sheet in term["sheets"]
                    ),
                    *(
                        value
                        for period, _suffix in periods
                        for value in (
                            *([result["average"][period]] if book["is_register"] else []),
                            *(
                                book["levels"].get(result[kind][period])
                                for kind, _label in self._result_columns(book)
                            ),
                        )
                    ),
                    *(self._outcome(book, result) if is_last else ()),
                    result["excused"].get(number),
                    result["unexcused"].get(number),
                    result["remark"].get(number),
                    line["note"],
                ]
                for index, line, result in self._slips(book, term)
            ),
        )

    # the slips

    def _slips_page(self, workbook, formats, names, book, term):
        page = workbook.add_worksheet(self._page_name(names, f"Phiếu {book['class_name']}"))
        page.set_landscape()
        page.set_paper(A5)
        page.set_margins(*[MARGIN_INCHES] * 4)
        page.hide_gridlines(2)
        subjects = max(len(term["sheets"]), FEWEST_COLUMNS)
        page.set_column(0, 0, FIRST_WIDTH)
        page.set_column(1, subjects, (SLIP_WIDTH - FIRST_WIDTH) / subjects)
        row, breaks = 0, []
        for slip in self._slips(book, term):
            row = self._slip(page, formats, row, subjects, book, term, slip)
            breaks.append(row)
        page.set_h_pagebreaks(breaks[:-1])

    def _slip(self, page, formats, row, last, book, term, slip):
        """Write the slip of a pupil from ``row`` on, in columns 0 to ``last``; return the row
        after it.
        """
        middle = last // 2

        def across(text, name="line", height=None):
            nonlocal row
            page.merge_range(row, 0, row, last, text, formats[name])
            if height:
                page.set_row(row, height)
            row += 1

        def halves(left, right, name):
            nonlocal row
            page.merge_range(row, 0, row, middle, left, formats[name])
            page.merge_range(row, middle + 1, row, last, right, formats[name])
            row += 1

        index, line, result = slip
        halves(book["authority"], "PHIẾU LIÊN LẠC", "slip_bold")
        halves(book["school"], f"{term['name']} · Năm học {book['year']}", "slip_head")
        row += 1
        across(
            f"{book['words'].pupil.capitalize()}: {line['name']} · Ngày sinh: {line['birth_date']} · Lớp:"
            f" {book['class_name']} · Giáo viên chủ nhiệm: {book['homeroom']}",
            "bold_line",
            height=30,
        )
        row = self._slip_marks(page, formats, row, term, index)
        for sentence in self._slip_sentences(book, term, result):
            across(sentence)
        remark = result["remark"].get(term["number"], "")
        across(f"Nhận xét của giáo viên chủ nhiệm: {remark}", height=45)
        across(f"Ý kiến của cha mẹ {book['words'].pupil} (người giám hộ):")
        for _line in range(LINES_TO_WRITE_ON):
            across("", "dotted")
        row += 1
        halves(f"Cha mẹ {book['words'].pupil}", "Giáo viên chủ nhiệm", "slip_bold")
        halves("(Kí và ghi rõ họ tên)", "(Kí và ghi rõ họ tên)", "slip_note")
        row += 2
        halves("", book["homeroom"], "slip_head")
        return row

    def _slip_marks(self, page, formats, row, term, index):
        lines = [(term["name"], "average")]
        if term["is_last"]:
            lines.append(("Cả năm", "year_average"))
        page.write_string(row, 0, "Môn", formats["head"])
        for column, sheet in enumerate(term["sheets"], 1):
            page.write_string(row, column, sheet["short_name"], formats["slip_subject"])
        for offset, (label, name) in enumerate(lines, 1):
            page.write_string(row + offset, 0, label, formats["center"])
            for column, sheet in enumerate(term["sheets"], 1):
                value = self._value(sheet["rows"][index][name], sheet["kind"])
                self._cell(page, formats, row + offset, column, value)
        return row + len(lines) + 1

    def _slip_sentences(self, book, term, result):
        number = term["number"]
        learning, conduct = book["learning_names"], book["conduct_names"]

        def level(kind, period):
            return book["levels"].get(result[kind][period]) or DOTS

        def average(period):
            if not book["is_register"]:
                return ""
            return f"Điểm trung bình các môn: {average_text(result['average'][period]) or DOTS} · "

        sentences = [
            f"{average(str(number))}{learning[0]}: {level('learning', str(number))} · {conduct[0]}:"
            f" {level('conduct', str(number))} · Nghỉ học: có phép"
            f" {count_text(result['excused'].get(number))} buổi, không phép"
            f" {count_text(result['unexcused'].get(number))} buổi"
        ]
        if term["is_last"]:
            end = self._outcome(book, result)
            whole_year = (
                f"Cả năm: {within(average('year'))}{learning[1]} {level('learning', 'year')}, {conduct[1]}"
                f" {level('conduct', 'year')}."
            )
            sentences.append(" ".join((whole_year, *(f"{word}." for word in end if word))))
        return sentences


class ContactSlipXlsxTerm2(models.AbstractModel):
    _name = "report.school_gradebook.contact_slip_2_xlsx"
    _inherit = ["report.school_gradebook.contact_slip_1_xlsx"]
    _description = "Slips for Parents as a Spreadsheet, Term 2 and Year"

    _term_number = 2
