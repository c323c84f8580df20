# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 58/2011 as data, as issued and as amended: marks in tenths, levels by their codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from ..secondary.parameters import MARK_NAMES, SecondaryParameters

#: Levels of learning from the best down; inside this module a level is its place in this tuple.
LEVELS = ("gioi", "kha", "tb", "yeu", "kem")
GIOI, KHA, TB, YEU, KEM = range(5)
LABELS = ("Giỏi", "Khá", "Trung bình", "Yếu", "Kém")

CONDUCT_LEVELS = ("tot", "kha", "tb", "yeu")
CONDUCT_LABELS = ("Tốt", "Khá", "Trung bình", "Yếu")

FOREIGN_LANGUAGES = ("anh", "phap", "nga", "trung", "nhat", "duc", "han", "nn1", "ngoai_ngu")


@dataclass(frozen=True, slots=True)
class LevelRow:
    """Conditions of a level of learning (Điều 13); marks in tenths.

    ``key``: what one key subject must reach, and each specialised subject; None: no such demand.
    """

    level: int
    average: int
    key: int | None
    every: int
    comments: bool
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters(SecondaryParameters):
    """The numbers of the circular."""

    law: str = "TT58"
    levels: tuple = ("THCS", "THPT")
    learning_levels: tuple = LEVELS
    learning_labels: tuple = LABELS
    conduct_levels: tuple = CONDUCT_LEVELS
    conduct_labels: tuple = CONDUCT_LABELS
    passing: int = TB
    reassessed_levels: tuple = (YEU,)
    repairs_both: bool = False
    #: Subjects assessed by comments need as many results as those with marks.
    regular_comment: int | None = None
    comment_share: tuple = (2, 3)
    exempt_kinds: tuple = ("comment",)
    term_titles: bool = True
    #: Subjects one of which must reach the bar (Điều 13), where a case or a class marks none.
    key_codes: tuple = ()
    key_names: str = ""
    rows: tuple = (
        LevelRow(GIOI, average=80, key=80, every=65, comments=True, article="13.1"),
        LevelRow(KHA, average=65, key=65, every=50, comments=True, article="13.2"),
        LevelRow(TB, average=50, key=50, every=35, comments=True, article="13.3"),
        LevelRow(YEU, average=35, key=None, every=20, comments=False, article="13.4"),
    )
    lowest_article: str = "13.5"
    #: (level without the one subject, level by the table) -> level after adjustment (Điều 13.6).
    adjustments: Mapping = field(
        default_factory=lambda: MappingProxyType(
            {(GIOI, TB): KHA, (GIOI, YEU): TB, (KHA, YEU): TB, (KHA, KEM): YEU}
        )
    )
    #: Title, lowest level of learning, lowest conduct (Điều 18).
    titles: tuple = (("gioi", GIOI, "tot"), ("tien_tien", KHA, "kha"))


_ARTICLES = {
    "comment": "10.2",
    "score": "10.1",
    "average": "11",
    "learning": "13",
    "adjusted": "13.6",
    "conduct": "3",
    "exempt": "12",
    "exemption": "12",
    "disability": "14",
    "principal": "14",
    "promotion": "15.1",
    "absences": "15.2a",
    "learning_too_low": "15.2b",
    "after_reassessment": "15.2c",
    "after_training": "15.2d",
    "reassess": "16",
    "training": "17",
    "summer": "16, Điều 17",
    "title": "18",
    "gioi": "18.1",
    "tien_tien": "18.2",
}

#: As issued on 12/12/2011, in force from 26/01/2012; for the school years 2011-2012 to 2019-2020.
TT58_2011 = Parameters(
    code="TT58-2011",
    title="Thông tư 58/2011/TT-BGDĐT",
    effective=date(2012, 1, 26),
    first_years=MappingProxyType(dict.fromkeys(range(6, 13), 2011)),
    articles=MappingProxyType(_ARTICLES),
    # From memory of the text: the number of tests, comments, exemptions, disability, training.
    unverified=frozenset(
        ("comment", "exempt", "exemption", "disability", "principal", "training", "summer")
    ),
    # At most 1 lesson a week, less than 3, 3 or more, in a year of 35 weeks (Điều 8).
    regular_by_periods=((35, 2), (104, 3)),
    mark_names=MappingProxyType(
        {
            "regular": "bài kiểm tra thường xuyên",
            "regular_mark": "điểm kiểm tra thường xuyên",
            "midterm": "bài kiểm tra định kì",
            "final": "bài kiểm tra học kì",
            "check": "bài kiểm tra",
        }
    ),
    key_codes=("toan", "van", "ngu_van"),
    key_names="Toán, Ngữ văn",
)

#: As amended by Thông tư 26/2020/TT-BGDĐT, in force from 11/10/2020.
TT58_2020 = replace(
    TT58_2011,
    code="TT58",
    title="Thông tư 58/2011/TT-BGDĐT, sửa đổi bởi Thông tư 26/2020/TT-BGDĐT",
    effective=date(2020, 10, 11),
    first_years=MappingProxyType(dict.fromkeys(range(6, 13), 2020)),
    articles=MappingProxyType(
        {
            **_ARTICLES,
            "score": "10.1 (TT26)",
            "learning": "13 (TT26)",
            "adjusted": "13.6 (TT26)",
            "principal": "15 (TT26)",
            "title": "18 (TT26)",
            "gioi": "18.1 (TT26)",
            "tien_tien": "18.2 (TT26)",
        }
    ),
    unverified=TT58_2011.unverified - {"principal"},
    rows=tuple(
        replace(row, article=f"{row.article} (TT26)" if row.key else row.article)
        for row in TT58_2011.rows
    ),
    regular_by_periods=((35, 2), (70, 3)),
    mark_names=MARK_NAMES,
    key_codes=(*TT58_2011.key_codes, *FOREIGN_LANGUAGES),
    key_names="Toán, Ngữ văn, Ngoại ngữ",
)
