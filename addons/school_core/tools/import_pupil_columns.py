# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The columns of the list of pupils, in the many ways schools head them."""

import re
from dataclasses import replace

from .import_columns import BIRTH_DATE, CLASS, CODE, EMAIL, GENDER, NAME
from .import_table import Column

RELATIONS = {"father": "cha", "mother": "mẹ", "guardian": "người giám hộ"}
DISABILITIES = {
    "inclusive": ("Hoà nhập", "Học hoà nhập", "Giáo dục hoà nhập"),
    "special": ("Chuyên biệt", "Giáo dục chuyên biệt"),
}
NO_POLICY = "Không"
# Policies by code, as schools write them, whatever language the names are shown in.
POLICY_SPELLINGS = {
    "LS": ("Con liệt sĩ",),
    "TB": ("Con thương binh",),
    "NTB": ("Con người hưởng chính sách như thương binh",),
    "BB": ("Con bệnh binh",),
    "CDHH": ("Con người nhiễm chất độc hoá học", "Con nạn nhân chất độc da cam"),
    "AH": ("Con Anh hùng",),
    "NCC": ("Con người có công",),
    "HN": ("Hộ nghèo", "Con hộ nghèo"),
    "HCN": ("Hộ cận nghèo", "Con hộ cận nghèo"),
    "MC": ("Mồ côi",),
    "BTXH": ("Bảo trợ xã hội",),
}


def pupil_columns():
    columns = [
        replace(CODE, headers=(*CODE.headers, "Mã")),
        replace(
            NAME,
            headers=(*NAME.headers, "Họ tên học sinh", "Tên học sinh"),
            required=True,
            example="Nguyễn Thị An",
        ),
        replace(
            BIRTH_DATE,
            headers=(*BIRTH_DATE.headers, "Ngày, tháng, năm sinh"),
            required=True,
            help="Ngày/tháng/năm",
        ),
        replace(GENDER, required=True, example="Nữ"),
        replace(CLASS, headers=(*CLASS.headers, "Lớp học")),
        Column("ethnic_group", ("Dân tộc",), example="Kinh"),
        Column("birth_place", ("Nơi sinh",)),
        Column(
            "street",
            ("Địa chỉ thường trú", "Địa chỉ", "Nơi thường trú", "Hộ khẩu thường trú"),
            help="Số nhà, đường, thôn; hoặc cả địa chỉ khi không có hai cột sau",
        ),
        Column("ward", ("Xã, phường", "Xã/Phường", "Phường/Xã", "Xã")),
        Column(
            "district",
            ("Quận, huyện", "Huyện, quận"),
            help="Cấp huyện trước 01/7/2025; ghi nối vào địa chỉ",
        ),
        Column("province", ("Tỉnh, thành phố", "Tỉnh/Thành phố", "Tỉnh/TP", "Tỉnh")),
        Column("phone", ("Điện thoại", "SĐT", "Số điện thoại", "Điện thoại học sinh"), "phone"),
        EMAIL,
        Column("moet_code", ("Mã định danh Bộ GDĐT", "Mã định danh Bộ", "Mã MOET"), "code"),
        Column(
            "identity_number",
            ("Số định danh cá nhân", "CCCD", "Số CCCD"),
            "code",
            help="12 chữ số",
        ),
        Column(
            "policies",
            ("Diện chính sách", "Con gia đình chính sách", "Chính sách"),
            "list",
            help=f"Một hoặc nhiều diện; {NO_POLICY} hoặc để trống nếu không thuộc diện nào",
        ),
        Column("disability", ("Khuyết tật",), choices=DISABILITIES),
        Column(
            "date",
            ("Ngày vào lớp", "Ngày nhập học"),
            "date",
            help="Để trống: từ đầu năm học",
        ),
        Column(
            "other_school",
            ("Chuyển đến từ trường", "Trường cũ"),
            help="Điền khi học sinh chuyển đến từ trường khác",
        ),
    ]
    for relation, label in RELATIONS.items():
        columns += _guardian_columns(relation, label)
    return columns


def _guardian_columns(relation, label):
    """Return the columns of a guardian; headings like "Họ tên cha" or "Cha" above "Họ tên"."""
    group = label.capitalize()
    names = [
        f"Họ tên {label}",
        f"Họ và tên {label}",
        f"{group} Họ tên",
        f"{group} Họ và tên",
        group,
    ]
    phones = [
        f"{text} {label}" for text in ("Điện thoại", "SĐT", "Số điện thoại", "ĐT", "Điện thoại của")
    ]
    phones += [f"{group} {text}" for text in ("Điện thoại", "SĐT", "Số điện thoại")]
    jobs = [f"Nghề nghiệp {label}", f"Nghề nghiệp của {label}", f"{group} Nghề nghiệp"]
    emails = [f"Email {label}", f"{group} Email"]
    if relation == "father":
        for spellings in (names, phones, jobs, emails):
            spellings += [
                re.sub("cha", "bố", text).replace("Cha", "Bố") for text in list(spellings)
            ]
    return [
        Column(f"{relation}_name", tuple(names), "name"),
        Column(f"{relation}_phone", tuple(phones), "phone"),
        Column(f"{relation}_occupation", tuple(jobs)),
        Column(f"{relation}_email", tuple(emails), "email"),
    ]
