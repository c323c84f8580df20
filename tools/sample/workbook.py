# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Workbooks whose bytes depend on their content alone."""

import datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter

CREATED = datetime.datetime(2026, 8, 1, tzinfo=datetime.timezone.utc)


def write_workbook(path: Path, sheets: dict[str, list[dict]], title: str = "") -> None:
    """Write ``sheets`` ({name: rows}); the keys of the first row are the headings.

    With a ``title`` the table starts below it, as in the files of many schools.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"title": title, "created": CREATED})
    bold = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#DDE8F0", "border": 1})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    text = book.add_format({"num_format": "@"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        first = 0
        if title:
            sheet.write_string(0, 0, title, bold)
            first = 2
        sheet.freeze_panes(first + 1, 0)
        headings = ["STT", *rows[0]]
        for position, heading in enumerate(headings):
            sheet.write_string(first, position, heading, head)
            sheet.set_column(position, position, _width(heading, rows))
        for line, row in enumerate(rows, 1):
            sheet.write_number(first + line, 0, line)
            for position, value in enumerate(row.values(), 1):
                _write(sheet, first + line, position, value, day, text)
    book.close()


def _width(heading, rows):
    sample = [len(str(row.get(heading, ""))) for row in rows[:50]]
    return min(40, max(6, len(heading) * 0.9, *sample) + 2)


def _write(sheet, line, position, value, day, text):
    if value == "":
        return
    if isinstance(value, datetime.date):
        sheet.write_datetime(line, position, value, day)
    elif isinstance(value, int | Decimal):
        sheet.write_number(line, position, value)
    else:
        sheet.write_string(line, position, value, text)
