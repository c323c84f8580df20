# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Rewards, discipline, diplomas and dated policies of some pupils, for the addon school_student."""

import datetime

from .people import COMMUNE
from .workbook import write_workbook

REWARD_HEADINGS = (
    "Hình thức khen thưởng",
    "Cấp khen thưởng",
    "Ngày khen thưởng",
    "Số quyết định",
    "Ngày quyết định",
)
DISCIPLINE_HEADINGS = (
    "Ngày vi phạm",
    "Hành vi vi phạm",
    "Mức độ",
    "Biện pháp kỷ luật",
    "Ngày nghe học sinh trình bày",
    "Ngày báo gia đình",
    "Cách báo, người được báo",
    "Ngày bản tự kiểm điểm",
    "Ngày quyết định",
    "Biện pháp hỗ trợ",
    "Ngày công nhận tiến bộ",
    "Kết quả tiến bộ",
)


def write_secondary(folder, members, year):
    classes = {}
    for pupil in members:
        classes.setdefault(pupil.school_class, []).append(pupil)
    write_workbook(
        folder / "khen-thuong-van-bang-chinh-sach.xlsx",
        {
            "Khen thưởng": _reward_rows(
                year,
                [
                    (
                        *("Giấy khen của Hiệu trưởng", "Trường", (9, 30), "31/QĐ-DT", (9, 30)),
                        "Giải Nhất hội thi Rung chuông vàng",
                        members[327:333],
                    ),
                    (
                        *("Tuyên dương trước lớp", "Lớp", (10, 20), "", (10, 20)),
                        "Tích cực giúp bạn trong học tập",
                        members[333:338],
                    ),
                    (
                        *("Thư khen", "Trường", (11, 10), "", None),
                        "Nhặt được của rơi, trả lại người mất",
                        members[338:340],
                    ),
                ],
            ),
            "Văn bằng": [_diploma_row(pupil, n, year) for n, pupil in enumerate(classes["10A"], 1)],
            "Diện chính sách": [
                _policy_row(pupil, number, year)
                for number, pupil in enumerate((p for p in members if p.policy), 1)
            ][:20],
        },
    )
    late, phone, fight, away = (classes[name][9] for name in ("8C", "9B", "9C", "10B"))
    write_workbook(
        folder / "ky-luat.xlsx",
        {
            "Kỷ luật": _discipline_rows(
                year,
                [
                    (
                        late,
                        *((9, 18), "Đi học muộn ba buổi trong tuần thứ hai.", "Mức 1"),
                        *("Nhắc nhở", (9, 18), None, "", None, (9, 18)),
                        "Cùng em lập thời gian biểu buổi sáng; bạn cùng xóm rủ nhau đi học.",
                        *((10, 16), "Bốn tuần liền đi học đúng giờ."),
                    ),
                    (
                        phone,
                        *((10, 6), "Dùng điện thoại trong giờ Toán khi chưa được phép.", "Mức 2"),
                        *("Phê bình", (10, 6), (10, 7), "Gọi điện cho mẹ", None, (10, 8)),
                        "Giao em làm trợ giảng thiết bị của lớp; giáo viên chủ nhiệm trao đổi hằng"
                        " tuần với gia đình.",
                        *(None, ""),
                    ),
                    (
                        fight,
                        *((10, 21), "Xô xát với bạn lớp bên sau giờ tan học.", "Mức 3"),
                        *("Yêu cầu viết bản tự kiểm điểm", (10, 21), (10, 21)),
                        *("Gặp cha mẹ tại trường", (10, 22), (10, 26)),
                        "Gặp tổ tư vấn học đường hai buổi; hai em cùng tham gia đội bóng của khối.",
                        *((11, 13), "Đã xin lỗi bạn, không tái phạm."),
                    ),
                    (
                        away,
                        *((11, 12), "Tự ý bỏ hai tiết cuối buổi sáng.", "Mức 1"),
                        *("", (11, 13), None, "", None, None, "", None, ""),
                    ),
                ],
            )
        },
    )


def write_primary(folder, members, year):
    write_workbook(
        folder / "khen-thuong-ky-luat.xlsx",
        {
            "Khen thưởng": _reward_rows(
                year,
                [
                    (
                        *("Tuyên dương trước lớp", "Lớp", (10, 15), "", (10, 15)),
                        "Viết chữ đẹp tiến bộ nhiều",
                        members[60:64],
                    ),
                    (
                        *("Thư khen", "Trường", (11, 6), "", (11, 6)),
                        "Giúp em nhỏ qua đường",
                        members[200:201],
                    ),
                ],
            ),
            "Kỷ luật": _discipline_rows(
                year,
                [
                    (
                        members[395],
                        *((10, 9), "Giật đồ chơi của bạn trong giờ ra chơi.", "Mức 1"),
                        *("Yêu cầu xin lỗi (tiểu học)", (10, 9), (10, 9), "Trao đổi khi bố đón"),
                        *(None, (10, 9), "Cô giáo hướng dẫn em cách xin phép, chia sẻ với bạn."),
                        *((10, 23), "Chơi hòa đồng với các bạn."),
                    )
                ],
            ),
        },
    )


def _reward_rows(year, rewards):
    rows = []
    for *values, text, pupils in rewards:
        cells = dict(zip(REWARD_HEADINGS, (_day(year, value) for value in values), strict=True))
        rows += [{**_who(pupil), "Thành tích": text, **cells} for pupil in pupils]
    return rows


def _discipline_rows(year, violations):
    return [
        {
            **_who(pupil),
            **dict(zip(DISCIPLINE_HEADINGS, (_day(year, value) for value in values), strict=True)),
        }
        for pupil, *values in violations
    ]


def _diploma_row(pupil, number, year):
    return {
        **_who(pupil),
        "Loại văn bằng": "Bằng tốt nghiệp THCS",
        "Năm tốt nghiệp": year,
        "Sê-ri": "B",
        "Số hiệu": f"{1234500 + number}",
        "Số vào sổ": f"{number}",
        "Số quyết định": "112/QĐ-SGDĐT",
        "Ngày quyết định": datetime.date(year, 6, 25),
        "Ngày cấp": datetime.date(year, 7, 15),
        "Ngày nhận": datetime.date(year, 8, 20) if number % 5 else "",
    }


def _policy_row(pupil, number, year):
    return {
        **_who(pupil),
        "Diện chính sách": pupil.policy,
        "Từ ngày": datetime.date(year, 1, 1),
        "Đến ngày": datetime.date(year + 1, 12, 31),
        "Số giấy tờ": f"{number}/GXN-UBND",
        "Ngày giấy tờ": datetime.date(year, 1, 5),
        "Nơi cấp": f"UBND {COMMUNE}",
    }


def _who(pupil):
    return {"Mã học sinh": pupil.code, "Họ và tên": pupil.name}


def _day(year, value):
    """Return a (month, day) as a date; other cells as they are."""
    if isinstance(value, tuple):
        return datetime.date(year, *value)
    return "" if value is None else value
