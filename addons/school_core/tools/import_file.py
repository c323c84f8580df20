# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reading of .xlsx and .csv files into plain rows of cells, with a named error for bad files."""

import csv
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePath

import openpyxl

from .import_values import ImportProblem, is_empty

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 150 * 1024 * 1024
MAX_ROWS = 20000
MAX_COLUMNS = 200
OLE_MAGIC = b"\xd0\xcf\x11\xe0"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
FORMULA_WITHOUT_VALUE = re.compile(rb"</f>\s*(<v\s*/>|<v></v>)?\s*</c>|<f[^>]*/>\s*</c>")


@dataclass
class Sheet:
    """The cells of a sheet; ``rows[i]`` is row ``i + 1`` of the file."""

    file: str
    name: str
    rows: list[list] = field(default_factory=list)
    uncomputed: set[tuple[int, int]] = field(default_factory=set)


def read_file(name: str, content: bytes) -> list[Sheet]:
    """Return the visible sheets of the file that hold anything."""
    if len(content) > MAX_FILE_BYTES:
        raise ImportProblem("file_too_big", limit=MAX_FILE_BYTES // 1024 // 1024)
    if not content:
        raise ImportProblem("file_empty")
    suffix = PurePath(name).suffix.lower()
    if content.startswith(OLE_MAGIC):
        encrypted = ENCRYPTED_STREAM in content
        raise ImportProblem("file_has_password" if encrypted else "file_is_old_excel")
    if suffix in (".xlsx", ".xlsm"):
        sheets = _read_workbook(name, content)
    elif suffix in (".csv", ".txt"):
        sheets = [_read_csv(name, content)]
    else:
        raise ImportProblem("file_type")
    sheets = [sheet for sheet in sheets if sheet.rows]
    if not sheets:
        raise ImportProblem("file_empty")
    return sheets


def _read_workbook(name, content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise ImportProblem("file_too_big", limit=MAX_UNPACKED_BYTES // 1024 // 1024)
            uncomputed = any(
                FORMULA_WITHOUT_VALUE.search(archive.read(member))
                for member in archive.namelist()
                if member.startswith("xl/worksheets/") and member.endswith(".xml")
            )
        workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = [_read_sheet(name, sheet) for sheet in _visible(workbook)]
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


def _read_sheet(file, source):
    source.reset_dimensions()
    sheet = Sheet(file, source.title)
    for cells in source.iter_rows(values_only=True):
        _append(sheet, list(cells))
    return _trimmed(sheet)


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
    delimiter = max(";\t,", key=lambda char: text[:4000].count(char))
    sheet = Sheet(name, PurePath(name).stem)
    try:
        for cells in csv.reader(io.StringIO(text), delimiter=delimiter):
            _append(sheet, cells)
    except csv.Error as error:
        raise ImportProblem("file_broken") from error
    return _trimmed(sheet)


def _decode(content):
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "cp1258"):
        try:
            return unicodedata.normalize("NFC", content.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise ImportProblem("file_encoding")


def _append(sheet, cells):
    while cells and is_empty(cells[-1]):
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        raise ImportProblem("too_many_columns", sheet=sheet.name, limit=MAX_COLUMNS)
    if cells and len(sheet.rows) >= MAX_ROWS:
        raise ImportProblem("too_many_rows", sheet=sheet.name, limit=MAX_ROWS)
    sheet.rows.append(cells)


def _trimmed(sheet):
    while sheet.rows and not sheet.rows[-1]:
        sheet.rows.pop()
    return sheet
