# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import datetime
import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import xlsxwriter

from odoo.tests import BaseCase, freeze_time, tagged

from ..tools.import_file import read_file
from ..tools.import_heading import locate
from ..tools.import_sheet import MAX_ROWS
from ..tools.import_table import Column, read_rows
from ..tools.import_values import (
    ImportProblem,
    fold,
    fold_class,
    parse_birth_date,
    parse_boolean,
    parse_choice,
    parse_code,
    parse_date,
    parse_email,
    parse_integer,
    parse_list,
    parse_name,
    parse_number,
    parse_phone,
    parse_text,
)
from .common import covers

COLUMNS = [
    Column("code", ("Mã học sinh",), "code", required=True),
    Column("name", ("Họ và tên", "Họ và tên học sinh", "Họ tên"), "name", required=True),
    Column("birth_date", ("Ngày sinh", "NTNS"), "birth_date"),
    Column("father", ("Họ tên cha", "Cha Họ tên"), "name"),
    Column("mother", ("Họ tên mẹ", "Mẹ Họ tên"), "name"),
]


def workbook(*sheets, password=False):
    """Return the bytes of a workbook of ``(name, rows)``."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for position, value in enumerate(row):
                if isinstance(value, datetime.date):
                    sheet.write_datetime(line, position, value, day)
                elif value is not None:
                    sheet.write(line, position, value)
    book.close()
    return stream.getvalue()


@tagged("post_install", "-at_install")
class TestImportValues(BaseCase):
    def assertProblem(self, code, function, *arguments):
        with self.assertRaises(ImportProblem) as caught:
            function(*arguments)
        self.assertEqual(caught.exception.code, code)

    def test_dates_in_every_shape(self):
        for value in (
            "15/03/2013",
            "15-3-2013",
            "15.03.2013",
            "2013-03-15",
            "2013-03-15 00:00:00",
            41348,
            41348.0,
            "41348",
            "15/3/13",
            "15-03-2013 00:00",
            "15 / 03 / 2013",
            "2013.03.15",
            "15032013",
            15032013,
            "15-Mar-13",
            "ngày 15 tháng 3 năm 2013",
            "15 tháng 03, 2013",
            "'15/03/2013",
            datetime.date(2013, 3, 15),
            datetime.datetime(2013, 3, 15, 7, 30),
        ):
            self.assertEqual(parse_date(value), datetime.date(2013, 3, 15), value)

    def test_wrong_dates_are_named(self):
        self.assertProblem("no_such_day", parse_date, "31/02/2013")
        self.assertProblem("no_such_day", parse_date, "03/15/2013")
        self.assertProblem("not_a_date", parse_date, "hôm qua")
        for value in (-4, 15, 9999, "15"):
            self.assertProblem("not_a_date", parse_date, value)
        for value in (2013, 2013.0, "2013", "'2013"):
            self.assertProblem("only_a_year", parse_birth_date, value)
        self.assertProblem("date_out_of_range", parse_date, "15/03/0013")
        self.assertProblem("date_in_future", parse_birth_date, "15/03/2098")

    @freeze_time("2026-09-05")
    def test_years_of_two_digits(self):
        for text, year in (("1/2/85", 1985), ("1/2/15", 2015), ("1/2/26", 2026), ("1/2/27", 1927)):
            self.assertEqual(parse_birth_date(text).year, year, text)
        for text, year in (("1/2/30", 2030), ("1/2/70", 1970)):
            self.assertEqual(parse_date(text).year, year, text)

    def test_numbers(self):
        for value in ("8,5", "8.5", 8.5, " 8,5 "):
            self.assertEqual(parse_number(value), Decimal("8.5"), value)
        self.assertEqual(parse_number("1.234,5"), Decimal("1234.5"))
        self.assertEqual(parse_number("1.234.567"), 1234567)
        self.assertEqual(parse_integer("1.234"), 1234)
        self.assertEqual(parse_integer(140.0), 140)
        self.assertProblem("not_a_number", parse_number, "tám")
        self.assertProblem("not_a_number", parse_number, "nan")
        self.assertProblem("not_a_number", parse_number, True)
        self.assertProblem("not_whole", parse_integer, "8,5")
        self.assertProblem("negative", parse_integer, -1)

    def test_phones_become_international(self):
        for value in (
            "0912345678",
            912345678,
            912345678.0,
            "0912 345 678",
            "0912.345.678",
            "(0912) 345-678",
            "84912345678",
            "+84 912 345 678",
            "+84 (0)912.345.678",
            "0084 912 345 678",
            "'0912345678",
            "SĐT: 0912 345 678",
            "0912345678 (mẹ)",
            "0912345678 / 0987654321",
            "0912345678\n0987654321",
            "0912345678 hoặc 0987654321",
        ):
            self.assertEqual(parse_phone(value), "+84912345678", value)
        self.assertEqual(parse_phone("024 3825 1234"), "+842438251234")
        self.assertEqual(parse_phone("01234567890"), "+84834567890")
        self.assertProblem("no_such_phone", parse_phone, "0912345678 / 0912")
        self.assertProblem("no_such_phone", parse_phone, "/;/;/;")
        self.assertProblem("phone_has_letters", parse_phone, "09x2345678")
        self.assertProblem("no_such_phone", parse_phone, "0912")

    def test_texts(self):
        self.assertEqual(parse_text("  Trần   Thị\u00a0An "), "Trần Thị An")
        self.assertEqual(parse_text("Tra\u0302\u0300n"), "Trần")
        self.assertEqual(parse_code(123.0), "123")
        self.assertEqual(parse_list("Giáo viên; Tổ trưởng ,"), ["Giáo viên", "Tổ trưởng"])
        self.assertEqual(parse_email("An@Truong.Edu.Vn"), "an@truong.edu.vn")
        self.assertProblem("excel_error", parse_text, "#REF!")
        self.assertProblem("too_long", parse_text, "a" * 600)
        self.assertProblem("name_has_digits", parse_name, "An 2")
        self.assertProblem("code_has_space", parse_code, "HS 01")
        self.assertProblem("not_an_email", parse_email, "an.truong")

    def test_choices(self):
        genders = {"male": ("Nam",), "female": ("Nữ", "F")}
        self.assertEqual(parse_choice(" NỮ", genders), "female")
        self.assertEqual(parse_choice("nu", genders), "female")
        self.assertProblem("not_in_list", parse_choice, "Khác", genders)
        self.assertTrue(parse_boolean("x"))
        self.assertFalse(parse_boolean("Không"))
        self.assertProblem("not_yes_no", parse_boolean, "có lẽ")
        self.assertEqual(fold("Đặng Thị Ước"), fold("DANG  THI UOC"))


@tagged("post_install", "-at_install")
class TestImportFile(BaseCase):
    def assertProblem(self, code, name, content):
        with self.assertRaises(ImportProblem) as caught:
            read_file(name, content)
        self.assertEqual(caught.exception.code, code)

    def test_bad_files_are_named(self):
        self.assertProblem("file_broken", "a.xlsx", b"PK\x03\x04 broken")
        self.assertProblem("file_broken", "a.xlsx", b"no zip at all")
        self.assertProblem("file_empty", "a.xlsx", b"")
        self.assertProblem("file_empty", "a.xlsx", workbook(("Trang 1", [])))
        self.assertProblem("file_type", "a.docx", b"text")
        self.assertProblem("file_broken", "a.xls", b"\xd0\xcf\x11\xe0 old")
        encrypted = b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")
        self.assertProblem("file_has_password", "a.xlsx", encrypted)

    def test_too_many_rows_is_an_error(self):
        content = "\n".join(["a;b"] * (MAX_ROWS + 1)).encode()
        self.assertProblem("too_many_rows", "a.csv", content)

    def test_csv_in_every_encoding(self):
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            for delimiter in (",", ";", "\t"):
                content = f"Mã học sinh{delimiter}Họ và tên\nHS1{delimiter}Đỗ Ước".encode(encoding)
                (sheet,) = read_file("hoc-sinh.csv", content)
                self.assertEqual(sheet.rows[1], ["HS1", "Đỗ Ước"], (encoding, delimiter))
        (sheet,) = read_file("a.csv", "Ma\u0303,Tên\nHS1,Đ\u00e2\u0300n".encode("cp1258"))
        self.assertEqual(sheet.rows[1], ["HS1", "Đần"])

    def test_formula_without_value_is_an_error(self):
        book = openpyxl.Workbook()
        book.active.append(["Mã học sinh", "Họ và tên"])
        book.active.append(["HS1", '="An"&" "&"Bình"'])
        stream = io.BytesIO()
        book.save(stream)
        (sheet,) = read_file("a.xlsx", stream.getvalue())
        table = read_rows(locate(sheet, COLUMNS), COLUMNS)
        (problem,) = table.problems
        self.assertEqual((problem.code, problem.row, problem.column), ("formula", 2, "Họ và tên"))

    def test_formula_with_value_is_read(self):
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream)
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Mã học sinh", "Họ và tên"])
        sheet.write_string(1, 0, "HS1")
        sheet.write_formula(1, 1, '="An Bình"', value="An Bình")
        book.close()
        (sheet,) = read_file("a.xlsx", stream.getvalue())
        table = read_rows(locate(sheet, COLUMNS), COLUMNS)
        self.assertEqual(table.rows[0].values["name"], "An Bình")

    def test_hidden_sheets_are_not_read(self):
        book = openpyxl.Workbook()
        book.active.append(["Mã học sinh", "Họ và tên"])
        hidden = book.create_sheet("Ẩn")
        hidden.append(["Mã học sinh", "Họ và tên"])
        hidden.sheet_state = "hidden"
        stream = io.BytesIO()
        book.save(stream)
        self.assertEqual(len(read_file("a.xlsx", stream.getvalue())), 1)


@tagged("post_install", "-at_install")
class TestImportTable(BaseCase):
    def _read(self, *rows):
        (sheet,) = read_file("a.xlsx", workbook(("Lớp 8A", rows)))
        return read_rows(locate(sheet, COLUMNS), COLUMNS)

    @covers("OPS-01")
    def test_heading_is_found_below_a_title(self):
        table = self._read(
            ["TRƯỜNG THCS GÒ MÂY"],
            ["Danh sách học sinh lớp 8A"],
            [],
            ["STT", "MÃ HỌC SINH", "Họ  và tên học sinh", "ngày sinh", "Ghi chú"],
            [1, "HS1", "Trần An", datetime.date(2013, 3, 15)],
            [],
            [2, "HS2", "Lê Bình", "31/02/2013"],
        )
        self.assertEqual([row.number for row in table.rows], [5, 7])
        self.assertEqual(table.rows[0].values["birth_date"], datetime.date(2013, 3, 15))
        found = [(p.row, p.column, p.value, p.code, p.is_notice) for p in table.problems]
        self.assertEqual(
            found,
            [
                (4, "Ghi chú", "", "column_unknown", True),
                (7, "ngày sinh", "31/02/2013", "no_such_day", False),
            ],
        )

    def test_heading_of_two_rows(self):
        table = self._read(
            ["Mã học sinh", "Họ tên", "Cha", None, "Mẹ"],
            [None, None, "Họ tên", "Ngày sinh", "Họ tên"],
            ["HS1", "Trần An", "Trần Ba", None, "Lê Tư"],
        )
        self.assertEqual(table.unknown, ["Cha Ngày sinh"])
        self.assertEqual(table.rows[0].values["father"], "Trần Ba")
        table = self._read(
            [None, None, "Cha", None, "Mẹ"],
            ["Mã học sinh", "Họ và tên", "Họ tên", "Ngày sinh", "Họ tên"],
            ["HS1", "Trần An", "Trần Ba", None, "Lê Tư"],
        )
        self.assertEqual(table.rows[0].values["father"], "Trần Ba")
        self.assertEqual(table.rows[0].values["mother"], "Lê Tư")

    @covers("OPS-01")
    def test_names_and_dates_in_several_columns(self):
        table = self._read(
            ["STT", "Mã học sinh", "Họ và tên đệm", "Tên học sinh", "Ngày sinh", None, None],
            [None, None, None, None, "Ngày", "Tháng", "Năm"],
            [1, "HS1", "Trần Thị", "An", 15, 3, 2013],
            [2, "HS2", "Lê", "Bình", "05", "04", "13"],
            [3, "HS3", "Lê", "Chi", 31, 2, 2013],
            [4, "HS4", "Lê", "Dung", None, 2, 2013],
            [5, "HS5", "Lê", "Giang"],
        )
        self.assertEqual(table.unknown, [])
        self.assertEqual(
            [(row.values["name"], row.values.get("birth_date")) for row in table.rows],
            [
                ("Trần Thị An", datetime.date(2013, 3, 15)),
                ("Lê Bình", datetime.date(2013, 4, 5)),
                ("Lê Chi", None),
                ("Lê Dung", None),
                ("Lê Giang", None),
            ],
        )
        errors = [(problem.row, problem.column, problem.value) for problem in table.problems]
        self.assertEqual(errors, [(5, "Ngày sinh", "31/2/2013"), (6, "Ngày sinh", "/2/2013")])

    def test_names_of_classes(self):
        for text in ("6A1", "Lớp 6A1", "lớp: 6 a1", "06A01", "6.A1"):
            self.assertEqual(fold_class(text), "6a1", text)
        self.assertEqual(fold_class("Lớp 6/1"), fold_class("6.1"))
        different = {fold_class(text) for text in ("6/1", "61", "1/11", "11/1", "10/1", "6A1")}
        self.assertEqual(len(different), 6)

    def test_missing_and_repeated_columns(self):
        table = self._read(["Họ và tên", "Ngày sinh", "NTNS"], ["An", "1/2/2013", "1/2/2013"])
        found = [(problem.column, problem.code) for problem in table.problems]
        self.assertEqual(found, [("Mã học sinh", "column_missing"), ("NTNS", "column_twice")])
        self.assertFalse(table.rows)

    def test_only_totals_and_signatures_are_footers(self):
        columns = [
            replace(column, required=column.name in ("code", "name", "birth_date"))
            for column in COLUMNS
        ]
        rows = [
            ["Mã học sinh", "Họ và tên", "Ngày sinh"],
            ["HS1", "Trần An", "ngày 5 tháng 9 năm 2012"],
            ["HS2", "Lê Công", None],
            [None, "Tống Giang", "5/9/2012"],
            ["Tổng số: 3 học sinh", None, None],
            [None, None, "Hà Nội, ngày 5 tháng 9 năm 2026"],
            [None, "Hiệu trưởng", None],
        ]
        (sheet,) = read_file("a.xlsx", workbook(("8A", rows)))
        table = read_rows(locate(sheet, columns), columns)
        self.assertEqual([row.number for row in table.rows], [2, 3, 4])
        found = [(problem.row, problem.code) for problem in table.problems]
        self.assertEqual(
            found,
            [(3, "required"), (4, "required"), *((row, "row_footer") for row in (5, 6, 7))],
        )

    def test_row_without_required_cells_is_told(self):
        table = self._read(
            ["Mã học sinh", "Họ và tên", "Ngày sinh"], ["HS1", None, None], [None, None, "1/2/2013"]
        )
        found = [(problem.row, problem.code, problem.is_notice) for problem in table.problems]
        self.assertEqual(found, [(2, "required", False), (3, "row_ignored", True)])
