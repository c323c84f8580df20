# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The numbers and names of Thông tư 27/2020 as data; levels by their codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

#: Levels of a subject, from the best down.
SUBJECT_LEVELS = {"T": "Hoàn thành tốt", "H": "Hoàn thành", "C": "Chưa hoàn thành"}
#: Levels of a quality or a competency, from the best down.
TRAIT_LEVELS = {"T": "Tốt", "D": "Đạt", "C": "Cần cố gắng"}
OVERALL_LABELS = {
    "htxs": "Hoàn thành xuất sắc",
    "htt": "Hoàn thành tốt",
    "ht": "Hoàn thành",
    "cht": "Chưa hoàn thành",
}
LARGEST_TEST = 10


class Trait(NamedTuple):
    """A quality or a competency. ``group``: qualities, general, specific."""

    code: str
    group: str
    name: str
    #: The first grade in which it must be assessed: before, the programme has no such subject.
    first_grade: int = 1


class Moment(NamedTuple):
    """One of the four times a year; ``part`` is midterm or final."""

    code: str
    term: int
    part: str
    name: str


@dataclass(frozen=True, slots=True)
class OverallRow:
    """Conditions of a level of the year (Điều 9.2)."""

    level: str
    subject: str
    trait: str
    test: int
    source: str


@dataclass(frozen=True, slots=True)
class Parameters:
    """The numbers of the circular. A changed circular is another instance of this class."""

    code: str = "TT27"
    title: str = "Thông tư 27/2020/TT-BGDĐT"
    effective: date = date(2020, 10, 20)
    levels: tuple = ("TH",)
    #: First school year (its starting year) in which the circular applies, by grade.
    first_years: Mapping = field(
        default_factory=lambda: {1: 2020, 2: 2021, 3: 2022, 4: 2023, 5: 2024}
    )
    moments: tuple = (
        Moment("gk1", 1, "midterm", "Giữa học kì I"),
        Moment("ck1", 1, "final", "Cuối học kì I"),
        Moment("gk2", 2, "midterm", "Giữa học kì II"),
        Moment("cn", 2, "final", "Cuối năm học"),
    )
    #: Grades with a test at the end of both terms, by the code of the subject (Điều 7).
    final_tests: Mapping = field(
        default_factory=lambda: {
            **dict.fromkeys(("tv", "toan"), range(1, 6)),
            **dict.fromkeys(("anh", "tincn", "tin", "cnghe"), range(3, 6)),
            **dict.fromkeys(("lsdl", "khoahoc"), range(4, 6)),
        }
    )
    #: Grades with a test in the middle of both terms as well (Điều 7).
    midterm_tests: Mapping = field(
        default_factory=lambda: dict.fromkeys(("tv", "toan"), range(4, 6))
    )
    traits: tuple = (
        Trait("yeu_nuoc", "qualities", "Yêu nước"),
        Trait("nhan_ai", "qualities", "Nhân ái"),
        Trait("cham_chi", "qualities", "Chăm chỉ"),
        Trait("trung_thuc", "qualities", "Trung thực"),
        Trait("trach_nhiem", "qualities", "Trách nhiệm"),
        Trait("tu_chu_tu_hoc", "general", "Tự chủ và tự học"),
        Trait("giao_tiep_hop_tac", "general", "Giao tiếp và hợp tác"),
        Trait("giai_quyet_van_de_sang_tao", "general", "Giải quyết vấn đề và sáng tạo"),
        Trait("ngon_ngu", "specific", "Ngôn ngữ"),
        Trait("tinh_toan", "specific", "Tính toán"),
        Trait("khoa_hoc", "specific", "Khoa học"),
        Trait("cong_nghe", "specific", "Công nghệ", 3),
        Trait("tin_hoc", "specific", "Tin học", 3),
        Trait("tham_mi", "specific", "Thẩm mĩ"),
        Trait("the_chat", "specific", "Thể chất"),
    )
    rows: tuple = (
        OverallRow("htxs", subject="T", trait="T", test=9, source="TT27 Điều 9.2a"),
        OverallRow("htt", subject="T", trait="T", test=7, source="TT27 Điều 9.2b"),
        OverallRow("ht", subject="H", trait="D", test=5, source="TT27 Điều 9.2c"),
    )
    #: Disabilities with which a whole subject may be left out (Điều 8).
    exempt_disabilities: tuple = ("inclusive",)
    exemption_source: str = "TT27 Điều 8"
    lowest: str = "cht"
    lowest_source: str = "TT27 Điều 9.2d"
    last_grade: int = 5
