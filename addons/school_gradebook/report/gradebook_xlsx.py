# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import textwrap

from odoo import fields, models

from .form_text import (
    TERM_NUMERALS,
    date_text,
    mark_text,
    within,
)
from .school_class_book_sheets import SHORT_NAMES

GREY = "#E8EDF3"
DARK_GREY = "#BFBFBF"
FONT = {"font_name": "Times New Roman", "font_size": 11}
#: Points that a line of text in FONT needs.
LINE_HEIGHT = 15
#: Levels and short words stand in the middle of a cell, as marks do.
LONGEST_LEVEL = 4


class GradebookXlsx(models.AbstractModel):
    """What the spreadsheets of the gradebook share: formats, heads and pages fit for print."""

    _name = "school.gradebook.xlsx"
    _inherit = ["report.report_xlsx.abstract"]
    _description = "Spreadsheets of the Gradebook"

    def get_workbook_options(self):
        """Override: the font of the workbook says how wide a column is, on every machine."""
        return {**super().get_workbook_options(), "default_format_properties": FONT}

    def _formats(self, workbook):
        cell = {"border": 1, "valign": "vcenter", **FONT}
        center = {**cell, "align": "center"}
        return {
            "title": workbook.add_format(
                {**FONT, "bold": True, "font_size": 14, "align": "center"}
            ),
            "head": workbook.add_format(
                {**center, "bold": True, "text_wrap": True, "bg_color": GREY}
            ),
            "text": workbook.add_format({**cell, "text_wrap": True}),
            "center": workbook.add_format(center),
            "off": workbook.add_format({**center, "bg_color": DARK_GREY}),
            "mark": workbook.add_format({**center, "num_format": "0.0"}),
            "foot": workbook.add_format({**FONT, "font_size": 9, "italic": True}),
        }

    def _links(self, places):
        """Return the signed codes of what the workbook shows (see school.print.check)."""
        report_name = self._name.removeprefix("report.")
        return self.env["school.print.check"]._links(report_name, list(places))

    def _sign(self, workbook, formats, link, at_end=True):
        """Write code, address and day of the print on the pages added since the last call.

        :param at_end: also after the last row, where somebody who reads it on screen finds them; on
            paper the foot of the page says it
        """
        code = f"Mã kiểm tra: {link['code']}"
        printed = f"In ngày {date_text(fields.Date.context_today(self))}"
        address = link["url"].removesuffix(link["code"]).replace("&", "&&")
        for page in workbook.worksheets():
            if page.footer:
                continue
            page.set_footer(f"&L&8{printed}&C&8{code} · {address}&R&8Trang &P/&N")
            if at_end:
                page.print_area(0, 0, page.dim_rowmax, page.dim_colmax)
                row = page.dim_rowmax + 2
                page.write_string(row, 0, f"{printed} · {code}", formats["foot"])
                page.write_url(row + 1, 0, link["url"], formats["foot"])

    def _page(self, workbook, formats, names, name, title, columns):
        """Add a page with ``title`` and the heads of ``columns`` [(label, width)]; return it."""
        page = workbook.add_worksheet(self._page_name(names, name))
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(2)
        page.freeze_panes(3, 2)
        page.merge_range(0, 0, 0, len(columns) - 1, title, formats["title"])
        for index, (label, width) in enumerate(columns):
            page.write_string(2, index, label, formats["head"])
            page.set_column(index, index, width)
        # bold letters are wider than those that columns are counted in
        page.text_widths = [width for _label, width in columns]
        self._fit_height(page, 2, [label for label, _width in columns], spare=2)
        return page

    def _fit_height(self, page, row, values, spare=0):
        """Make ``row`` as high as its longest text: only Excel does so on its own."""
        lines = max(
            (
                len(textwrap.wrap(value, max(width - spare, 1)))
                # a row may end before the last column
                for value, width in zip(values, page.text_widths, strict=False)
                if value and isinstance(value, str)
            ),
            default=1,
        )
        page.set_row(row, lines * LINE_HEIGHT)

    def _page_name(self, names, name):
        """Return ``name`` as a page name Excel takes: short, without []:*?/\\ and unique."""
        clean = "".join(" " if letter in "[]:*?/\\" else letter for letter in name)[:27].strip()
        count = names[clean] = names.get(clean, 0) + 1
        return clean if count == 1 else f"{clean} {count}"

    def _rows(self, page, formats, rows):
        for number, row in enumerate(rows, 3):
            values = list(row)
            for column, value in enumerate(values):
                self._cell(page, formats, number, column, value)
            self._fit_height(page, number, values)

    def _cell(self, page, formats, row, column, value):
        if value is None or value is False or value == "":
            page.write_blank(row, column, None, formats["center"])
        elif isinstance(value, float):
            page.write_number(row, column, value, formats["mark"])
        elif isinstance(value, int):
            page.write_number(row, column, value, formats["center"])
        else:
            name = "center" if len(value) <= LONGEST_LEVEL else "text"
            page.write_string(row, column, value, formats[name])

    def _value(self, value, kind):
        """A mark as a number, the level of a comment subject as Đ or CĐ."""
        is_code = isinstance(value, str)
        return mark_text(value, kind) if kind == "comment" and not is_code else value

    def _outcome(self, book, result):
        """Return what the year came to and the title, as the level's forms say it."""
        return (
            book["outcomes"].get(result["promotion"], ""),
            book["titles"].get(result["title"], ""),
        )

    def _result_columns(self, book, suffix=""):
        """Return the names of those of learning and conduct that the circular knows."""
        return [
            (name, f"{words[1].capitalize()}{suffix}")
            for name, words in (
                ("learning", book["learning_names"]),
                ("conduct", book["conduct_names"]),
            )
            if words[1]
        ]

    def _sheet_page(self, workbook, formats, names, book, term, sheet):
        kind = sheet["kind"]
        columns = [
            ("STT", 5),
            ("Họ và tên", 28),
            *((test.label, 7) for test in sheet["tests"]),
            (f"TBm HK{TERM_NUMERALS[term['number']]}", 10),
            *([("TBm CN", 10), (book["reassess_names"][0], 10)] if term["is_last"] else []),
            ("Nhận xét", 30),
            ("Ghi chú", 18),
        ]
        page = self._page(
            workbook,
            formats,
            names,
            f"{sheet['short_name']} HK{TERM_NUMERALS[term['number']]} {book['class_name']}",
            f"Môn {sheet['subject']} · Lớp {book['class_name']} · {term['name']} · {book['year']}",
            columns,
        )
        year_columns = ("year_average", "reassessed") if term["is_last"] else ()
        self._rows(
            page,
            formats,
            (
                [
                    line["number"],
                    line["name"],
                    *(self._value(value, kind) for value in row["tests"]),
                    *(self._value(row[name], kind) for name in ("average", *year_columns)),
                    row["remark"],
                    "; ".join(filter(None, (line["note"], self._corrected(book, row)))),
                ]
                for line, row in zip(book["roster"], sheet["rows"], strict=True)
            ),
        )

    def _corrected(self, book, row):
        """Return what was corrected: which marks stood there, and which dossier tells of it."""
        short_names = {**SHORT_NAMES, "reassessed": book["reassess_names"][1]}
        was = [
            f"{short_names.get(column, column)} cũ: {', '.join(text or '–' for text in texts)}"
            for column, texts in row["struck"].items()
        ]
        return "; ".join([*was, row["note"]] if was else [])

    def _summary_page(self, workbook, formats, names, book, term, period):
        value_name = "year_average" if period == "year" else "average"
        heading = "Cả năm" if period == "year" else term["name"]
        sheets = term["sheets"]
        columns = [
            ("STT", 5),
            ("Họ và tên", 28),
            *((sheet["short_name"], 9) for sheet in sheets),
            *([("ĐTB các môn", 9)] if book["is_register"] else []),
            *((label, 11) for _name, label in self._result_columns(book)),
            *(
                [
                    *((label, 11) for _name, label in self._result_columns(book, " sau hè")),
                    ("Kết quả", 24),
                    ("Danh hiệu", 20),
                ]
                if period == "year"
                else []
            ),
        ]
        results = [name for name, _label in self._result_columns(book)]
        levels = book["levels"]
        page = self._page(
            workbook,
            formats,
            names,
            f"Tổng hợp {heading} {book['class_name']}",
            f"Tổng hợp {within(heading)} · Lớp {book['class_name']} · {book['year']}",
            columns,
        )
        self._rows(
            page,
            formats,
            (
                [
                    line["number"],
                    line["name"],
                    *(
                        self._value(sheet["rows"][index][value_name], sheet["kind"])
                        for sheet in sheets
                    ),
                    *([result["average"][period]] if book["is_register"] else []),
                    *(levels.get(result[name][period]) for name in results),
                    *(
                        (
                            *(levels.get(result[f"{name}_after"]) for name in results),
                            *self._outcome(book, result),
                        )
                        if period == "year"
                        else ()
                    ),
                ]
                for index, (line, result) in enumerate(
                    zip(book["roster"], book["results"], strict=True)
                )
            ),
        )
