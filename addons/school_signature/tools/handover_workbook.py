# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Workbooks of a hand-over, written row by row: memory does not grow with them. No Odoo in here."""

import datetime
from contextlib import contextmanager

import xlsxwriter

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
DAY = "dd/mm/yyyy"
TITLE_ROW, HEAD_ROW = 0, 1
WIDE = (
    *("họ", "giáo viên", "địa chỉ", "môn", "nhiệm vụ", "chức vụ", "email", "lí do", "trường đi"),
    *("tổ ", "diện", "nghề"),
)
#: So many columns fit on a page that is read; more are for the screen.
PRINTED = 14


@contextmanager
def workbook(path, title):
    """Open a new workbook; its pages are ready for :class:`Page`."""
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        book.set_properties({"title": title})
        yield book


def width_of(heading):
    """Return a width for the column under ``heading``: names and addresses need room."""
    words = heading.lower()
    if len(words) < 6:
        return 8
    return 30 if words.startswith(WIDE) else max(13, min(len(heading) + 2, 22))


class Page:
    """A page with a title, a head that stays and can be filtered by, and rows added one by one.

    The first column numbers the rows.
    """

    def __init__(self, book, name, headings):
        self._sheet, self._row, self._last = book.add_worksheet(name), HEAD_ROW, len(headings) - 1
        self._day = book.add_format({"num_format": DAY, "align": "left"})
        self._number = book.add_format({"align": "left"})
        head = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "vcenter",
                "border": 1,
                "bg_color": "#DDE8F0",
            }
        )
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(9)
        if len(headings) <= PRINTED:
            sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROW)
        sheet.freeze_panes(HEAD_ROW + 1, 0)
        for position, heading in enumerate(headings):
            sheet.set_column(position, position, width_of(heading))
        big = book.add_format({"bold": True, "font_size": 13})
        sheet.write_string(TITLE_ROW, 0, book.doc_properties["title"], big)
        sheet.set_row(HEAD_ROW, 32)
        for position, heading in enumerate(headings):
            sheet.write_string(HEAD_ROW, position, heading, head)

    def add(self, values):
        self._row += 1
        self._sheet.write_number(self._row, 0, self._row - HEAD_ROW, self._number)
        for position, value in enumerate(values, 1):
            if value is None or value is False or value == "":
                continue
            if isinstance(value, datetime.date):
                self._sheet.write_datetime(self._row, position, value, self._day)
            elif value is True:
                self._sheet.write_string(self._row, position, "x")
            elif isinstance(value, int | float):
                self._sheet.write_number(self._row, position, value, self._number)
            else:
                self._sheet.write_string(self._row, position, value)

    def close(self):
        self._sheet.autofilter(HEAD_ROW, 0, max(self._row, HEAD_ROW + 1), self._last)
