# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Workbooks that the importer hands out: the template of a kind, the list of errors."""

import io
import re

import xlsxwriter

from .import_table import Column
from .import_values import show

TEMPLATE_ROWS = 1000
GUIDE_SHEET = "Hướng dẫn"
LIST_SHEET = "Danh mục"
ERROR_SHEET = "Lỗi"
GUIDE_HEADINGS = ("Cột", "Bắt buộc", "Cách ghi", "Ví dụ", "Các giá trị được nhận")
ERROR_HEADINGS = ("Tệp", "Trang tính", "Dòng", "Cột", "Giá trị", "Lí do")
CHANGES_SHEET = "Đã làm sạch"
CHANGES_HEADINGS = ("Tệp", "Trang tính", "Dòng", "Cột", "Việc đã làm", "Cũ", "Mới")
FORMATS = {"date": "dd/mm/yyyy", "birth_date": "dd/mm/yyyy", "integer": "0", "raw": "General"}


def _open():
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    return stream, book


def build_template(
    sheets: dict[str, list[dict]], columns: list[Column], lists: dict[str, list[str]]
) -> bytes:
    """Return a workbook for ``columns`` with a guide, examples and drop-downs.

    ``sheets`` gives for each sheet the rows that are filled in already, values by column name;
    ``lists`` the values that the drop-down of a column offers.
    """
    stream, book = _open()
    offered = {
        column.name: lists.get(column.name)
        or [spellings[0] for spellings in column.choices.values()]
        for column in columns
    }
    names = {GUIDE_SHEET.lower(), LIST_SHEET.lower()}
    for title, rows in sheets.items():
        sheet = book.add_worksheet(_free_name(title, names))
        _write_columns(book, sheet, columns, offered)
        for line, row in enumerate(rows, 1):
            for position, column in enumerate(columns):
                if row.get(column.name) is not None:
                    sheet.write(line, position, row[column.name])
    _write_guide(book, columns, offered)
    choices = book.add_worksheet(LIST_SHEET)
    choices.hide()
    for position, column in enumerate(columns):
        choices.write_column(0, position, offered[column.name])
    book.close()
    return stream.getvalue()


def _write_columns(book, sheet, columns, offered):
    """Write the heading and set up the columns with their formats and drop-downs."""
    head = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
    required = book.add_format({**head, "bg_color": "#F8D7A8"})
    optional = book.add_format({**head, "bg_color": "#DDE8F0"})
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 32)
    for position, column in enumerate(columns):
        sheet.write_string(0, position, column.header, required if column.required else optional)
        cells = book.add_format({"num_format": FORMATS.get(column.type, "@")})
        sheet.set_column(position, position, max(12, len(column.header) + 4), cells)
        if column.help:
            sheet.write_comment(0, position, column.help)
        if values := offered[column.name]:
            letter = xlsxwriter.utility.xl_col_to_name(position)
            sheet.data_validation(
                1,
                position,
                TEMPLATE_ROWS,
                position,
                {
                    "validate": "list",
                    "source": f"='{LIST_SHEET}'!${letter}$1:${letter}${len(values)}",
                    # A list of several values in a cell is typed, the drop-down only helps.
                    "show_error": column.type != "list",
                },
            )


def _write_guide(book, columns, offered):
    bold = book.add_format({"bold": True, "border": 1, "bg_color": "#DDE8F0"})
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    guide = book.add_worksheet(GUIDE_SHEET)
    for position, (heading, width) in enumerate(
        zip(GUIDE_HEADINGS, (28, 10, 60, 28, 60), strict=True)
    ):
        guide.set_column(position, position, width)
        guide.write_string(0, position, heading, bold)
    for line, column in enumerate(columns, 1):
        texts = (
            column.header,
            "Có" if column.required else "",
            column.help,
            show(column.example),
            ", ".join(offered[column.name]),
        )
        for position, text in enumerate(texts):
            guide.write_string(line, position, text, cell)


def build_errors(issues: list[dict], sheets: list) -> bytes:
    """Return the list of errors and, after it, a copy of each faulty sheet with red cells.

    ``issues`` are dicts of file, sheet, row, column, value, reason and position (of the column, or
    None); ``sheets`` are the sheets as they were read.
    """
    stream, book = _open()
    bold = book.add_format({"bold": True, "bg_color": "#DDE8F0"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    red = book.add_format({"bg_color": "#F4B6B6", "font_color": "#7A0000"})
    listing = book.add_worksheet(ERROR_SHEET)
    listing.freeze_panes(1, 0)
    listing.autofilter(0, 0, max(1, len(issues)), len(ERROR_HEADINGS) - 1)
    for position, (heading, width) in enumerate(
        zip(ERROR_HEADINGS, (24, 20, 8, 22, 24, 80), strict=True)
    ):
        listing.set_column(position, position, width)
        listing.write_string(0, position, heading, bold)
    for line, issue in enumerate(issues, 1):
        for position, key in enumerate(("file", "sheet", "row", "column", "value", "reason")):
            listing.write(line, position, issue[key] or "", wrap)
    names = {ERROR_SHEET.lower()}
    for sheet in sheets:
        marked = [
            issue
            for issue in issues
            if issue["file"] == sheet.file and issue["sheet"] == sheet.name and issue["row"]
        ]
        if marked:
            copy = book.add_worksheet(_free_name(sheet.name, names))
            _write_copy(copy, sheet, marked, red)
    book.close()
    return stream.getvalue()


def build_changes(changes: list[tuple]) -> bytes:
    """Return the list of cells that were cleaned: file, sheet, row, column, what, old, new."""
    stream, book = _open()
    bold = book.add_format({"bold": True, "bg_color": "#DDE8F0"})
    listing = book.add_worksheet(CHANGES_SHEET)
    listing.freeze_panes(1, 0)
    listing.autofilter(0, 0, max(1, len(changes)), len(CHANGES_HEADINGS) - 1)
    for position, (heading, width) in enumerate(
        zip(CHANGES_HEADINGS, (24, 20, 8, 24, 40, 36, 36), strict=True)
    ):
        listing.set_column(position, position, width)
        listing.write_string(0, position, heading, bold)
    for line, change in enumerate(changes, 1):
        for position, value in enumerate(change):
            listing.write(line, position, value)
    book.close()
    return stream.getvalue()


def _free_name(name, taken):
    """Return ``name`` as Excel takes it for a sheet, unlike those ``taken``."""
    name = re.sub(r"[\[\]:*?/\\]", " ", name)
    free, number = name[:31], 2
    while free.lower() in taken:
        suffix = f" ({number})"
        free, number = f"{name[: 31 - len(suffix)]}{suffix}", number + 1
    taken.add(free.lower())
    return free


def _write_copy(copy, sheet, issues, red):
    for line, cells in enumerate(sheet.rows):
        for position, value in enumerate(cells):
            copy.write(line, position, _writable(value))
    reasons = {}
    for issue in issues:
        cell = (issue["row"] - 1, issue["position"] or 0)
        reasons.setdefault(cell, []).append(issue["reason"])
    for (line, position), texts in reasons.items():
        cells = sheet.rows[line] if line < len(sheet.rows) else []
        value = cells[position] if position < len(cells) else ""
        copy.write(line, position, _writable(value), red)
        copy.write_comment(line, position, "\n".join(texts))


def _writable(value):
    return value if isinstance(value, str | int | float) else show(value)
