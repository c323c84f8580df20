# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Pupils whose figures meet the interesting places of the law, each with a sentence about it."""

import datetime
from decimal import Decimal

from . import marks, plan


def _all_scores(pupil, term, value, **others):
    """Set every mark to ``value``, of the subjects in ``others`` to theirs, or to Đạt."""
    for subject in plan.periods_of(pupil.school_class, pupil.grade):
        mark = Decimal(str(others.get(subject, value)))
        if subject in plan.COMMENT_SUBJECTS:
            mark = "Đ"
        pupil.marks[term, subject] = dict.fromkeys(pupil.marks[term, subject], mark)


def border(pupil, _year):
    pupil.marks[1, "cnghe"] = {
        column: Decimal(mark)
        for column, mark in zip(
            ("TX1", "TX2", "TX3", "GK", "CK"), ("8.0", "7.9", "7.7", "8.0", "8.0"), strict=True
        )
    }
    return "Công nghệ học kì I: 63,6 / 8 = 7,95, làm tròn thành 8,0."


def one_weak_subject(pupil, _year):
    _all_scores(pupil, 1, 8.5, toan=4.5)
    return "Chỉ vì môn Toán 4,5 mà từ Tốt xuống Đạt: Điều 9 khoản 3 nâng lên Khá."


def excellent(pupil, _year):
    _all_scores(pupil, 1, 9.5)
    pupil.conduct[1]["Kết quả rèn luyện"] = "Tốt"
    return "Tất cả các môn từ 9,0 trở lên, rèn luyện Tốt."


def failing(pupil, _year):
    _all_scores(pupil, 1, 3.0, gdcd=5, tin=5, cnghe=5)
    pupil.conduct[1]["Kết quả rèn luyện"] = "Đạt"
    return "Nhiều môn dưới 3,5: kết quả học tập Chưa đạt."


def bad_conduct(pupil, _year):
    pupil.conduct[1].update(
        {
            "Kết quả rèn luyện": "Chưa đạt",
            "Nhận xét của giáo viên chủ nhiệm": marks.REMARKS["chua_dat"][0],
        }
    )
    return "Rèn luyện học kì I Chưa đạt."


def often_absent(pupil, _year):
    pupil.conduct[1].update({"Nghỉ có phép": 24, "Nghỉ không phép": 6})
    pupil.conduct[2].update({"Nghỉ có phép": 12, "Nghỉ không phép": 4})
    return "Nghỉ 46 buổi cả năm: quá 45 buổi, không được lên lớp."


def forty_five(pupil, _year):
    pupil.conduct[1].update({"Nghỉ có phép": 25, "Nghỉ không phép": 4})
    pupil.conduct[2].update({"Nghỉ có phép": 15, "Nghỉ không phép": 1})
    return "Nghỉ đúng 45 buổi: còn được xét lên lớp."


def missing_final(pupil, _year):
    pupil.marks[1, "van"].pop("CK")
    pupil.marks[1, "toan"].pop("TX4")
    return "Thiếu điểm cuối kì Ngữ văn và một điểm thường xuyên Toán học kì I."


def comment_failed(pupil, _year):
    pupil.marks[1, "gdtc"]["CK"] = "CĐ"
    return "Giáo dục thể chất học kì I Chưa đạt."


def practice_exempt(pupil, year):
    pupil.marks["exemption"] = {
        "Môn học": plan.SUBJECT_NAMES["gdtc"],
        "Phần miễn": "Thực hành",
        "Từ ngày": datetime.date(year, 9, 14),
        "Đến ngày": "",
        "Số quyết định": f"12/QĐ-DT-{year}",
        "Lí do": "Bệnh tim bẩm sinh",
    }
    return (
        "Miễn phần thực hành Giáo dục thể chất: vẫn có kết quả bằng nội dung lí thuyết (Điều 10)."
    )


def inclusive(pupil, year):
    pupil.disability = "Hoà nhập"
    pupil.marks.pop((1, "anh"))
    pupil.marks.pop((2, "anh"))
    pupil.marks["exemption"] = {
        "Môn học": plan.SUBJECT_NAMES["anh"],
        "Phần miễn": "Cả môn",
        "Từ ngày": datetime.date(year, 9, 7),
        "Đến ngày": "",
        "Số quyết định": f"13/QĐ-DT-{year}",
        "Lí do": "Khiếm thính, học theo kế hoạch giáo dục cá nhân",
    }
    return "Học sinh khuyết tật học hoà nhập, miễn môn Tiếng Anh (Điều 11)."


def transferred_in(pupil, year):
    pupil.date_start = datetime.date(year, 10, 19)
    pupil.other_school = "Trường THCS Làng Trám"
    return "Chuyển đến ngày 19/10, vào lớp giữa học kì I."


def transferred_out(pupil, year):
    pupil.marks["movement"] = {
        "Loại biến động": "Chuyển đi",
        "Ngày": datetime.date(year, 10, 30),
        "Lớp đến": "",
        "Trường khác": "Trường THCS Bến Sim",
        "Lí do": "Theo gia đình chuyển nơi ở",
        "Số quyết định": f"21/QĐ-DT-{year}",
    }
    for key in [key for key in pupil.marks if isinstance(key, tuple)]:
        regular = {"TX1": pupil.marks[key]["TX1"]} if key[0] == 1 else {}
        pupil.marks[key] = regular
        if not regular:
            del pupil.marks[key]
    pupil.conduct.clear()
    return "Chuyển đi ngày 30/10: chỉ có điểm đầu học kì I."


def moved_class(pupil, year):
    pupil.marks["movement"] = {
        "Loại biến động": "Chuyển lớp",
        "Ngày": datetime.date(year, 11, 9),
        "Lớp đến": "8B",
        "Trường khác": "",
        "Lí do": "Theo nguyện vọng gia đình",
        "Số quyết định": f"22/QĐ-DT-{year}",
    }
    pupil.marks["class"] = "8B"
    return "Chuyển từ lớp 8A sang 8B ngày 09/11: điểm đi theo học sinh."


# Class, place in the class, case.
CASES = (
    ("8A", 1, border),
    ("8A", 2, one_weak_subject),
    ("8A", 3, missing_final),
    ("8A", 4, transferred_in),
    ("8A", 5, transferred_out),
    ("8A", 6, moved_class),
    ("8B", 1, practice_exempt),
    ("8B", 2, often_absent),
    ("8B", 3, forty_five),
    ("7A", 1, inclusive),
    ("7B", 1, failing),
    ("7C", 1, bad_conduct),
    ("9A", 1, excellent),
    ("9B", 1, comment_failed),
    ("10A", 1, excellent),
    ("11B", 1, one_weak_subject),
    ("12B", 1, failing),
)


def apply(pupils, year):
    """Change the pupils of the cases; return [(pupil, sentence)]."""
    told = []
    for name, place, case in CASES:
        members = [pupil for pupil in pupils if pupil.school_class == name]
        pupil = members[place - 1]
        pupil.note = case(pupil, year)
        told.append((pupil, pupil.note))
    return told
