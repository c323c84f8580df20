# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Files as other systems export them, made up: merged headings, titles, totals, old encodings."""

import io
import unicodedata

import xlsxwriter
import xlwt

from ..tools.vietnamese_encoding import encode_tcvn3, encode_vni

ENCODERS = {".VnTime": encode_tcvn3, "VNI-Times": encode_vni}
#: A list of pupils of a class: title, groups over two rows, a column of crosses, a total below.
CLASS_GROUPS = (
    ("STT",),
    ("Mã HS",),
    ("Họ và tên", 2),
    ("Ngày sinh",),
    ("Nữ",),
    ("Dân tộc",),
    ("Chỗ ở hiện nay",),
    ("Thông tin cha", "Họ tên", "Năm sinh", "Điện thoại"),
    ("Thông tin mẹ", "Họ tên", "Năm sinh", "Điện thoại"),
)
CLASS_PUPILS = (
    ("V1", "NGUYỄN THỊ HỒNG", "ÁNH", "15/9/12", "x", "Kinh", "Thôn Đoài, xã Hòa Bình"),
    ("V2", "TRẦN HOÀNG", "ÂN", "ngày 5 tháng 9 năm 2012", None, "H'Mông", "Tổ 3"),
    ("V3", "LÊ LÃ", "HÀ", "2012.12.01", "x", "DT Mường", "Số 5, phường Kim Mã, tỉnh Hòa Bình"),
)
CLASS_PARENTS = (
    ("Nguyễn Văn Hà", 1980, "0912.345.678", "Lê Thị Mỵ", 1982, 987654321),
    ("Trần Lã", "1979", "+84 912 345 679", None, None, None),
    (None, None, None, "Phạm Thuý", 1985, "0912345680; 0912345681"),
)
#: A form of the sector's database: no code of the school, one row a pupil.
SECTOR_HEADINGS = (
    *("STT", "Mã lớp", "Mã định danh Bộ GD&ĐT (trên CSDL ngành)", "Họ tên", "Ngày sinh"),
    *("Giới tính", "Dân tộc", "Tỉnh", "Huyện", "Xã", "Thôn/Xóm", "Họ tên cha", "Năm sinh cha"),
    *("Số ĐDCN", "SĐT của cha"),
)
SECTOR_PUPILS = (
    (
        *(1, "8C", "2512345671", "Lê Thị An", "15/03/2013", "Nữ", "Kinh", "Tỉnh Hòa Bình"),
        *("Huyện Yên Thủy", "Xã Yên Trị", "Xóm 2", "Lê Ba", "1980", "025313000001", "912345678"),
    ),
    (
        *(2, "Lớp 8C", "2512345672", "Lê Văn Bình", 41700, "Nam", "Dân tộc Kinh"),
        *("Thành phố Hà Nội", None, "Phường Kim Mã", None, None, None, None, None),
    ),
)


def class_list(school_class, font=None, pupils=CLASS_PUPILS):
    """Return an .xlsx as exported class by class, its text in ``font`` where one is given."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    cell = book.add_format({"font_name": font or "Times New Roman"})
    encode = ENCODERS.get(font, str)

    def text(value):
        return encode(value) if isinstance(value, str) else value

    sheet = book.add_worksheet("Sheet1")
    sheet.merge_range(0, 0, 0, 5, text("TRƯỜNG THCS GÒ MÂY"), cell)
    sheet.merge_range(2, 0, 2, 13, text(f"DANH SÁCH HỌC SINH LỚP {school_class}"), cell)
    _write_groups(sheet, 4, text, cell)
    sheet.write_row(6, 0, [f"({number})" for number in range(1, 15)])
    for number, (pupil, parents) in enumerate(zip(pupils, CLASS_PARENTS, strict=True)):
        line = (number + 1, *pupil, *parents)
        for position, value in enumerate(line):
            if value is not None:
                sheet.write(7 + number, position, text(value), cell)
    below = 7 + len(pupils)
    sheet.write(below, 1, text(f"Tổng số: {len(pupils)} học sinh"), cell)
    sheet.merge_range(below + 1, 8, below + 1, 13, text("Hà Nội, ngày 5 tháng 9 năm 2026"), cell)
    sheet.write(below + 2, 8, text("HIỆU TRƯỞNG"), cell)
    book.close()
    return stream.getvalue()


def _write_groups(sheet, row, text, cell):
    position = 0
    for group, *parts in CLASS_GROUPS:
        if not parts:
            sheet.merge_range(row, position, row + 1, position, text(group), cell)
            position += 1
        elif parts == [2]:
            sheet.merge_range(row, position, row + 1, position + 1, text(group), cell)
            position += 2
        else:
            sheet.merge_range(row, position, row, position + len(parts) - 1, text(group), cell)
            for offset, part in enumerate(parts):
                sheet.write(row + 1, position + offset, text(part), cell)
            position += len(parts)


def old_workbook(rows, font="VNI-Times"):
    """Return an .xls of Excel 97 with its text in ``font``."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("DS")
    style = xlwt.easyxf(f"font: name {font}")
    for line, row in enumerate(rows):
        for position, value in enumerate(row):
            if value is not None:
                coded = ENCODERS[font](value) if isinstance(value, str) else value
                sheet.write(line, position, coded, style)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def delimited(rows, delimiter=";"):
    """Return ``rows`` as the text of a .csv."""
    return "\r\n".join(
        delimiter.join("" if value is None else str(value) for value in row) for row in rows
    )


def windows_1258(text):
    """Return ``text`` as Windows writes Vietnamese: the tone marks after their letters."""
    coded = b""
    for char in unicodedata.normalize("NFC", text):
        letter, *marks = unicodedata.normalize("NFD", char)
        shape = [mark for mark in marks if mark in "\u0302\u0306\u031b"]
        tones = [mark for mark in marks if mark not in shape]
        letter = unicodedata.normalize("NFC", "".join([letter, *shape]))
        coded += "".join([letter, *tones]).encode("cp1258")
    return coded


def web_page(rows):
    """Return ``rows`` as the web page that many systems call .xls."""
    lines = "".join(
        "<tr>" + "".join(f"<td>{'' if cell is None else cell}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<html><meta charset='utf-8'><table>{lines}</table></html>".encode()
