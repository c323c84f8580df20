# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reading of what is called ".xls": workbooks of Excel 97 to 2003, and web pages saved as such."""

import io
import re

import xlrd
from lxml import etree, html

from .import_problem import ImportProblem
from .import_sheet import Sheet, append, fill_merged
from .vietnamese_encoding import encoding_of_font

OLE_MAGIC = b"\xd0\xcf\x11\xe0"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
WEB_PAGE = re.compile(
    rb"^(\xef\xbb\xbf)?\s*(<!doctype html|<html|<meta|<table|<style)", re.IGNORECASE
)
MOST_SPAN = 200


def read_old_workbook(name: str, content: bytes) -> list[Sheet]:
    if ENCRYPTED_STREAM in content:
        raise ImportProblem("file_has_password")
    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, logfile=io.StringIO()
        )
        return [_read_sheet(name, book, page) for page in book.sheets() if not page.visibility]
    except ImportProblem:
        raise
    except xlrd.XLRDError as error:
        encrypted = "encrypted" in str(error).lower()
        raise ImportProblem("file_has_password" if encrypted else "file_broken") from error
    except Exception as error:
        # xlrd lets errors of its own reading through where a file is cut off.
        raise ImportProblem("file_broken") from error


def _read_sheet(file, book, page):
    sheet = Sheet(file, page.name)
    fonts = {
        index: font.name for index, font in enumerate(book.font_list) if encoding_of_font(font.name)
    }
    for number in range(page.nrows):
        cells = []
        for position, cell in enumerate(page.row(number)):
            cells.append(_value(book, cell))
            font = fonts and fonts.get(book.xf_list[cell.xf_index].font_index)
            if font and cells[-1] is not None:
                sheet.fonts[number + 1, position] = font
        append(sheet, cells)
    fill_merged(sheet, page.merged_cells)
    return sheet


def _value(book, cell):
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):
            return cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/A")
    return None if cell.value == "" else cell.value


def is_web_page(content: bytes) -> bool:
    return bool(WEB_PAGE.match(content[:400]))


def read_web_page(name: str, content: bytes) -> list[Sheet]:
    """Read the tables of a web page that was saved with the ending of Excel."""
    try:
        page = _parse(content)
    except etree.LxmlError as error:
        raise ImportProblem("file_broken") from error
    tables = [table for table in page.iter("table") if table.find(".//table") is None]
    return [_read_table(Sheet(name, f"{number}"), table) for number, table in enumerate(tables, 1)]


def _parse(content):
    try:
        return html.fromstring(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError):
        # The page names its own encoding.
        return html.fromstring(content)


def _read_table(sheet, table):
    ranges = []
    hanging = {}
    for number, line in enumerate(table.iter("tr")):
        cells = []
        for cell in line.iterchildren("td", "th"):
            while hanging.get(len(cells), 0) > number:
                cells.append(None)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            left = len(cells)
            cells += [cell.text_content().strip() or None, *[None] * (width - 1)]
            for position in range(left, left + width):
                hanging[position] = number + height
            if width > 1 or height > 1:
                ranges.append((number, number + height, left, left + width))
        append(sheet, cells)
    fill_merged(sheet, ranges)
    return sheet


def _span(cell, name):
    text = cell.get(name, "1")
    return min(MOST_SPAN, max(1, int(text))) if text.isdecimal() else 1
