# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reading of spreadsheets into plain rows of cells, with a named error for bad files.

What a file is, is told by its content: an ".xls" may be old Excel, new Excel or a web page.
"""

import csv
import io
import re
import unicodedata
import zipfile
from collections import Counter
from pathlib import PurePath

import openpyxl
from openpyxl.utils.cell import range_boundaries

from .import_clean import clean_sheet
from .import_old_excel import OLE_MAGIC, is_web_page, read_old_workbook, read_web_page
from .import_problem import ImportProblem
from .import_sheet import Sheet, append, fill_merged
from .vietnamese_encoding import DECODERS, decode_western, encoding_of_font
from .vietnamese_syllable import is_syllable

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 150 * 1024 * 1024
WORKBOOKS = (".xlsx", ".xlsm", ".xls")
FORMULA_WITHOUT_VALUE = re.compile(rb"</f>\s*(<v\s*/>|<v></v>)?\s*</c>|<f[^>]*/>\s*</c>")
MERGED = re.compile(rb'<mergeCell [^>]*ref="([A-Z]+\d+:[A-Z]+\d+)"')
DELIMITERS = ";\t,|"
SAMPLE_LINES = 60


def read_file(name: str, content: bytes) -> list[Sheet]:
    """Return the visible sheets of the file that hold anything, their text cleaned."""
    if len(content) > MAX_FILE_BYTES:
        raise ImportProblem("file_too_big", limit=MAX_FILE_BYTES // 1024 // 1024)
    if not content:
        raise ImportProblem("file_empty")
    suffix = PurePath(name).suffix.lower()
    if content.startswith(OLE_MAGIC):
        sheets = read_old_workbook(name, content)
    elif suffix in WORKBOOKS and is_web_page(content):
        sheets = read_web_page(name, content)
    elif suffix in WORKBOOKS:
        sheets = _read_workbook(name, content)
    elif suffix in (".csv", ".txt"):
        sheets = [_read_csv(name, content)]
    else:
        raise ImportProblem("file_type")
    sheets = [sheet for sheet in sheets if sheet.rows]
    if not sheets:
        raise ImportProblem("file_empty")
    for sheet in sheets:
        clean_sheet(sheet)
    return sheets


def _read_workbook(name, content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise ImportProblem("file_too_big", limit=MAX_UNPACKED_BYTES // 1024 // 1024)
            merged, uncomputed = {}, False
            for member in archive.namelist():
                if member.startswith("xl/worksheets/") and member.endswith(".xml"):
                    source = archive.read(member)
                    merged[member] = MERGED.findall(source)
                    uncomputed = uncomputed or bool(FORMULA_WITHOUT_VALUE.search(source))
        workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        # Only a file with fonts of the time before Unicode is worth the slower way of reading.
        has_fonts = any(encoding_of_font(font.name) for font in workbook._fonts)
        sheets = []
        for source in _visible(workbook):
            sheet = _read_sheet(name, source, has_fonts)
            ranges = map(range_boundaries, map(bytes.decode, merged[source._worksheet_path]))
            fill_merged(
                sheet,
                [(top - 1, bottom, left - 1, right) for left, top, right, bottom in ranges],
            )
            sheets.append(sheet)
        if uncomputed:
            formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
            for sheet, source in zip(sheets, _visible(formulas), strict=True):
                sheet.uncomputed = _uncomputed_cells(sheet, source)
    except ImportProblem:
        raise
    except Exception as error:
        # openpyxl lets any exception of the zip, XML or its own readers through.
        raise ImportProblem("file_broken") from error
    return sheets


def _visible(workbook):
    return [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]


def _read_sheet(file, source, has_fonts):
    source.reset_dimensions()
    sheet = Sheet(file, source.title)
    for number, cells in enumerate(source.iter_rows(values_only=not has_fonts), 1):
        if has_fonts:
            for position, cell in enumerate(cells):
                font = cell.value is not None and cell.font
                if font and encoding_of_font(font.name):
                    sheet.fonts[number, position] = font.name
            cells = [cell.value for cell in cells]
        append(sheet, list(cells))
    return sheet


def _uncomputed_cells(sheet, source):
    source.reset_dimensions()
    return {
        (number, column)
        for number, (cells, formulas) in enumerate(
            zip(sheet.rows, source.iter_rows(values_only=True), strict=False), 1
        )
        for column, formula in enumerate(formulas)
        if isinstance(formula, str)
        and formula.startswith("=")
        and (column >= len(cells) or cells[column] is None)
    }


def _read_csv(name, content):
    text = _decode(content)
    delimiter = None
    if match := re.match(r"sep=(.)\r?\n", text):
        delimiter, text = match.group(1), "\n" + text[match.end() :]
    sheet = Sheet(name, PurePath(name).stem)
    try:
        for cells in csv.reader(io.StringIO(text), delimiter=delimiter or _delimiter(text)):
            append(sheet, cells)
    except csv.Error as error:
        raise ImportProblem("file_broken") from error
    return sheet


def _delimiter(text):
    """Return the delimiter that stands most often, and in most lines alike."""
    lines = [line for line in text[:60000].splitlines() if line.strip()][:SAMPLE_LINES]

    def score(delimiter):
        counts = Counter(count for line in lines if (count := line.count(delimiter)))
        return max((count * among for count, among in counts.items()), default=0)

    return max(DELIMITERS, key=score)


def _decode(content):
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if content[1:400:2].count(0) > len(content[1:400:2]) // 3:
        return content.decode("utf-16-le", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_one_byte(content)


def _decode_one_byte(content):
    """Return text of one byte a character: Windows-1258, or an encoding of before Unicode.

    The latter stay as Western text shows them; which one it is, is told cell by cell.
    """
    western = decode_western(content)
    try:
        windows = unicodedata.normalize("NFC", content.decode("cp1258"))
    except UnicodeDecodeError:
        windows = ""
    readings = [windows, western, *(DECODERS[code](western) for code in ("tcvn3", "vni"))]
    best = max(readings, key=_share_of_syllables)
    return windows if best is windows and windows else western


def _share_of_syllables(text):
    words = [word for word in re.findall(r"[^\W\d_]+", text[:200000]) if not word.isascii()]
    return sum(map(is_syllable, words)) / len(words) if words else 0
