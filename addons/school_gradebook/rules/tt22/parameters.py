# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 22/2021 as data: marks in tenths, levels by their codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from ..secondary.parameters import SecondaryParameters

#: Levels from the best down; inside this module a level is its place in this tuple.
LEVELS = ("tot", "kha", "dat", "chua_dat")
TOT, KHA, DAT, CHUA_DAT = range(4)
LEVEL_LABELS = ("Tốt", "Khá", "Đạt", "Chưa đạt")

#: First school year (its starting year) of a grade under GDPT 2018 (Điều 21).
ROADMAP = MappingProxyType({6: 2021, 7: 2022, 10: 2022, 8: 2023, 11: 2023, 9: 2024, 12: 2024})


@dataclass(frozen=True, slots=True)
class LevelRow:
    """Conditions of a level of learning (Điều 9.2); marks in tenths."""

    level: int
    every: int
    enough: int
    failed: int
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters(SecondaryParameters):
    """The numbers of the circular."""

    code: str = "TT22"
    law: str = "TT22"
    title: str = "Thông tư 22/2021/TT-BGDĐT"
    effective: date = date(2021, 9, 5)
    levels: tuple = ("THCS", "THPT")
    first_years: Mapping = field(default_factory=lambda: ROADMAP)
    articles: Mapping = field(
        default_factory=lambda: {
            "comment": "9.1a",
            "score": "9.1b",
            "learning": "9.2",
            "adjusted": "9.3",
            "conduct": "8.2",
            "exempt": "10",
            "exemption": "10, Điều 11",
            "disability": "11",
            "promotion": "12.1",
            "conduct_too_low": "12.1a",
            "learning_too_low": "12.1b",
            "absences": "12.1c",
            "principal": "12.4",
            "training": "13",
            "after_training": "13, Điều 14",
            "reassess": "14",
            "summer": "13, Điều 14",
            "title": "15.1",
            "xuat_sac": "15.1a",
            "gioi": "15.1b",
        }
    )
    learning_levels: tuple = LEVELS
    learning_labels: tuple = LEVEL_LABELS
    conduct_levels: tuple = LEVELS
    conduct_labels: tuple = LEVEL_LABELS
    passing: int = DAT
    reassessed_levels: tuple = (CHUA_DAT,)
    repairs_both: bool = True
    #: "at least 06 subjects" of every level (Điều 9.2) and of the title (Điều 15).
    subjects_needed: int = 6
    #: Whether subjects assessed by comments count for the level (Điều 9.2).
    comments_count: bool = True
    rows: tuple = (
        LevelRow(TOT, every=65, enough=80, failed=0, article="9.2a"),
        LevelRow(KHA, every=50, enough=65, failed=0, article="9.2b"),
        LevelRow(DAT, every=35, enough=50, failed=1, article="9.2c"),
    )
    lowest_article: str = "9.2d"
    #: Conduct of the year by (term 2, term 1) (Điều 8.2).
    conduct_year: Mapping = field(
        default_factory=lambda: {
            (second, first): year
            for second, years in {
                "tot": ("tot", "tot", "kha", "kha"),
                "kha": ("kha", "kha", "kha", "dat"),
                "dat": ("kha", "dat", "dat", "dat"),
                "chua_dat": ("chua_dat", "chua_dat", "chua_dat", "chua_dat"),
            }.items()
            for first, year in zip(LEVELS, years, strict=True)
        }
    )
    #: Year averages that count for the title Học sinh Xuất sắc (Điều 15.1a).
    excellent: int = 90
