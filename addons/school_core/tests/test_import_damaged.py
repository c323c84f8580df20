# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Files that are damaged, hostile or odd: a named error or the right value, nothing half."""

import io
import random
import unicodedata
import zipfile

import xlsxwriter
import xlwt

from odoo.modules.module import load_script
from odoo.tests import BaseCase, freeze_time, tagged
from odoo.tools import file_path

from ..tools.import_file import read_file
from ..tools.import_problem import ImportProblem
from ..tools.import_sheet import MAX_ROWS
from ..tools.vietnamese_encoding import encode_tcvn3, encode_vni
from .common import covers
from .test_import import ImportCase

SHEET = "xl/worksheets/sheet1.xml"
PUPIL = ["T1", "Lê Thị Hồng", "1/2/2013", "Nữ", "8A"]
HEADINGS = ["Mã học sinh", "Họ và tên", "Ngày sinh", "Giới tính", "Lớp"]


def book(fill=None, rows=20):
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = workbook.add_worksheet("DS")
    for line in range(rows):
        sheet.write_row(line, 0, [line, f"Ô {line}", line / 4])
    sheet.merge_range(rows, 0, rows + 2, 2, "gộp")
    if fill:
        fill(workbook, sheet)
    workbook.close()
    return stream.getvalue()


def altered(content, change=None, without=(), **more):
    """Return the workbook with ``change(name, bytes)`` made to each of its parts."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in without:
                part = old.read(name)
                new.writestr(name, change(name, part) if change else part)
        for name, part in more.items():
            new.writestr(name, part)
    return stream.getvalue()


def in_sheet(old, new):
    return lambda name, part: part.replace(old, new, 1) if name == SHEET else part


@tagged("post_install", "-at_install")
class TestImportDamaged(BaseCase):
    def _read(self, name, content):
        """Return the sheets of the file, or the code of why it is not read; never anything else."""
        try:
            return read_file(name, content)
        except ImportProblem as problem:
            return problem.code

    def _assert_told(self, name, content):
        outcome = self._read(name, content)
        if isinstance(outcome, str):
            self.assertRegex(outcome, "^(file|too_many)_")

    @covers("OPS-01")
    def test_changed_bytes_and_halves_of_files(self):
        choose = random.Random(20261122)
        stream = io.BytesIO()
        old = xlwt.Workbook()
        sheet = old.add_sheet("DS")
        for line in range(20):
            sheet.write(line, 0, f"Lê {line}")
        old.save(stream)
        for name, content, first in (("a.xlsx", book(), 0), ("a.xls", stream.getvalue(), 512)):
            for _time in range(40):
                changed = bytearray(content)
                for _byte in range(choose.randint(1, 8)):
                    changed[choose.randrange(first, len(changed))] = choose.randrange(256)
                self._assert_told(name, bytes(changed))
            for _time in range(10):
                self._assert_told(name, content[: choose.randrange(len(content))])
        self._assert_told("a.csv", choose.randbytes(5000))

    @covers("OPS-01")
    def test_parts_that_are_missing(self):
        for part in ("[Content_Types].xml", "xl/workbook.xml", "xl/sharedStrings.xml", SHEET):
            with self.subTest(part):
                self.assertIn(
                    self._read("a.xlsx", altered(book(), without=(part,))),
                    ("file_broken", "file_empty"),
                )

    @covers("OPS-01")
    def test_bombs_are_refused(self):
        bomb = altered(book(), **{"xl/media/image1.bin": b"\0" * (160 << 20)})
        self.assertLess(len(bomb), 1 << 20)
        self.assertEqual(self._read("a.xlsx", bomb), "file_too_big")
        entities = b"".join(
            b'<!ENTITY %c "%s">'
            % (97 + depth, (b"&%c;" % (96 + depth)) * 10 if depth else b"a" * 10)
            for depth in range(10)
        )
        laughs = altered(book(), in_sheet(b"?>", b"?><!DOCTYPE x [" + entities + b"]>"))
        cell = b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>'
        laughs = altered(laughs, in_sheet(b"<sheetData>", cell))
        self.assertEqual(self._read("a.xlsx", laughs), "file_broken")

    @covers("OPS-01")
    def test_sheets_beyond_all_bounds(self):
        def far(cell, row):
            new = b'<row r="%d"><c r="%s"><v>1</v></c></row></sheetData>' % (row, cell)
            return altered(book(), in_sheet(b"</sheetData>", new))

        self.assertEqual(self._read("a.xlsx", far(b"A30000", 30000)), "too_many_rows")
        self.assertEqual(self._read("a.xlsx", far(b"XFD99", 99)), "too_many_columns")
        # a row that no Excel has does not keep the server busy
        self.assertEqual(self._read("a.xlsx", far(b"A99999999", 99999999)), "file_broken")
        # formatted, empty rows below a table are none of it
        rows = b"".join(b'<row r="%d"/>' % (number + 100) for number in range(MAX_ROWS + 5))
        styled = altered(book(), in_sheet(b"</sheetData>", rows + b"</sheetData>"))
        self.assertEqual(len(self._read("a.xlsx", styled)[0].rows), 21)
        merged = altered(
            book(), in_sheet(b"<mergeCell ", b'<mergeCell ref="A1:XFD1048576"/><mergeCell ')
        )
        self.assertEqual(self._read("a.xlsx", merged)[0].rows[1][1], "Ô 1")

    @covers("OPS-01")
    def test_macros_hidden_sheets_and_formulas(self):
        def fill(workbook, sheet):
            sheet.set_row(3, None, None, {"hidden": True})
            sheet.write_formula(0, 4, "=1+1", None, 2)
            sheet.write_formula(1, 4, "=A1", None, "")
            hidden = workbook.add_worksheet("Ẩn")
            hidden.write(0, 0, "x")
            hidden.hide()

        content = altered(book(fill), **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 9})
        (sheet,) = self._read("a.xlsm", content)
        self.assertEqual(sheet.name, "DS")
        # a row that is filtered away or hidden is a row all the same
        self.assertEqual(sheet.rows[3][1], "Ô 3")
        self.assertEqual(sheet.rows[0][4], 2)

    @covers("OPS-01")
    def test_web_pages_of_any_shape(self):
        for page in (
            b"<table><tr><td rowspan=999999999 colspan=-3>x<td>y</table>",
            b"<table><tr><td rowspan='\xc2\xb2' colspan='x'>x<td>y</table>",
            b"<html></html>",
            b"<html>" + b"<table><tr><td>" * 500 + b"x",
        ):
            with self.subTest(page[:40]):
                self._assert_told("a.xls", page)


@tagged("post_install", "-at_install")
@freeze_time("2026-11-16")
class TestImportOddCells(ImportCase):
    @covers("OPS-01", "PUP-01")
    def test_one_pupil_written_in_every_way(self):
        """Each way of writing gives the same pupil, whom the next file does not change."""
        name = PUPIL[1]
        ways = [
            PUPIL,
            ["T1", unicodedata.normalize("NFD", name), "01/02/2013", "nữ", "8a"],
            ["T1", "Lê\u200b Thị\u00a0 Hồng ", "1-2-2013", "NỮ", "Lớp 8A"],
            ["T1", encode_tcvn3(name), "1.2.13", "N÷", "8A"],
            ["T1", encode_vni(name), "2013-02-01", "Nöõ", "8A"],
            ["'T1", "LÊ THỊ HỒNG", "ngày 1 tháng 2 năm 2013", "x", "08A"],
            ["T1", name, 41306, "Gái", "8 A"],
            ["T1", name, "01022013", "Female", "8A"],
        ]
        for row in ways:
            with self.subTest(row):
                load = self._load(("Học sinh", [HEADINGS, row]))
                self.assertEqual(self._found(load), [])
                pupil = self.env["school.student"].search([("code", "=", "T1")])
                self.assertEqual(
                    (pupil.name, str(pupil.birth_date), pupil.gender),
                    (name, "2013-02-01", "female"),
                )

    @covers("OPS-01")
    def test_a_wrong_cell_leaves_nothing(self):
        for column, value in ((2, "31/02/2013"), (2, 2013), (3, "?"), (4, "=A1"), (0, "T 1")):
            row = [*PUPIL]
            row[column] = value
            with self.subTest(value):
                load = self._load(
                    ("Học sinh", [HEADINGS, PUPIL, ["T2", *row[1:]] if column else row])
                )
                self.assertTrue(self._found(load))
                self.assertFalse(
                    self.env["school.student"].search_count([("code", "in", ("T1", "T2"))])
                )

    def test_sheets_of_earlier_imports_name_their_kind_by_its_code(self):
        load = self._load(("Học sinh", [HEADINGS, PUPIL]), dry_run=True)
        sheet = load.sheet_ids
        title = self.env["school.import.pupils"].with_context(lang="en_US")._kind_title()
        self.env.cr.execute(
            "UPDATE school_import_sheet SET kind = %s WHERE id = %s", [title, sheet.id]
        )
        path = file_path("school_core/migrations/19.0.1.2.0/end-sheet_kinds.py")
        load_script(path, "sheet_kinds").migrate(self.env.cr, "19.0.1.1.0")
        sheet.invalidate_recordset()
        self.assertEqual(sheet.kind, "pupils")
