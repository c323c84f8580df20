# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The numbers of Thông tư 22/2021 as data: marks in tenths, levels by their codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

#: Levels from the best down; inside this module a level is its place in this tuple.
LEVELS = ("tot", "kha", "dat", "chua_dat")
TOT, KHA, DAT, CHUA_DAT = range(4)
LEVEL_LABELS = ("Tốt", "Khá", "Đạt", "Chưa đạt")
UNKNOWN = "chưa có"
LABELS = {**dict(zip(LEVELS, LEVEL_LABELS, strict=True)), None: UNKNOWN}


@dataclass(frozen=True, slots=True)
class LevelRow:
    """Conditions of a level of learning (Điều 9.2); marks in tenths."""

    level: int
    every: int
    enough: int
    failed: int
    source: str


@dataclass(frozen=True, slots=True)
class Parameters:
    """The numbers of the circular. A changed circular is another instance of this class."""

    code: str = "TT22"
    title: str = "Thông tư 22/2021/TT-BGDĐT"
    effective: date = date(2021, 9, 5)
    levels: tuple = ("THCS", "THPT")
    #: First school year (its starting year) in which the circular applies, by grade.
    first_years: Mapping = field(
        default_factory=lambda: {6: 2021, 7: 2022, 10: 2022, 8: 2023, 11: 2023, 9: 2024, 12: 2024}
    )
    #: Yearly periods up to which a number of regular marks a term is required (Điều 6.2).
    regular_by_periods: tuple = ((35, 2), (70, 3))
    regular_above: int = 4
    regular_comment: int = 2
    #: Weights of a regular mark, the midterm, the final (Điều 9.1b).
    term_weights: tuple = (1, 2, 3)
    #: Weights of term 1 and term 2 in the year (Điều 9.1b).
    year_weights: tuple = (1, 2)
    #: "at least 06 subjects" of every level (Điều 9.2) and of the title (Điều 15).
    subjects_needed: int = 6
    rows: tuple = (
        LevelRow(TOT, every=65, enough=80, failed=0, source="TT22 Điều 9.2a"),
        LevelRow(KHA, every=50, enough=65, failed=0, source="TT22 Điều 9.2b"),
        LevelRow(DAT, every=35, enough=50, failed=1, source="TT22 Điều 9.2c"),
    )
    lowest_source: str = "TT22 Điều 9.2d"
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
    #: Disabilities with which a whole subject may be left out (Điều 11); all other pupils are
    #: exempt from the practical part at most, which theory replaces (Điều 10).
    exempt_disabilities: tuple = ("inclusive",)
    exemption_source: str = "TT22 Điều 10, Điều 11"
    #: Sessions of absence in a year with which a pupil may still be promoted (Điều 12.1c).
    absences_allowed: int = 45
    #: Year averages below this may be re-assessed (Điều 14).
    reassess_below: int = 50
    #: Year averages that count for the title Học sinh Xuất sắc (Điều 15.1a).
    excellent: int = 90
