# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 43/2021 as data: Thông tư 22/2021 with the numbers and names of continuing education."""

from datetime import date
from types import MappingProxyType

from ..tt22.parameters import Parameters

TT43 = Parameters(
    code="TT43",
    law="TT43",
    title="Thông tư 43/2021/TT-BGDĐT",
    effective=date(2022, 2, 14),
    levels=("GDTX-THCS", "GDTX-THPT"),
    people=MappingProxyType({"pupil": "học viên", "head": "giám đốc trung tâm"}),
    subjects_needed=5,
    comments_count=False,
    replaces_practice=False,
    # One article less than in TT22: there is none on exemption from practical parts.
    articles=MappingProxyType(
        {
            "comment": "9.1",
            "score": "9.1",
            "learning": "9.2",
            "adjusted": "9.3",
            "conduct": "8",
            "exempt": "10",
            "exemption": "10",
            "disability": "10",
            "promotion": "11.1",
            "conduct_too_low": "11.1a",
            "learning_too_low": "11.1b",
            "absences": "11.1c",
            "principal": "11",
            "training": "12",
            "after_training": "12, Điều 13",
            "reassess": "13",
            "summer": "12, Điều 13",
            "title": "14",
            "xuat_sac": "14",
            "gioi": "14",
        }
    ),
    # Read in a text: averages, level Tốt, promotion, summer. From memory, like TT22: the rest.
    unverified=frozenset(
        (
            *("adjusted", "conduct", "exempt", "exemption", "disability", "principal"),
            *("title", "xuat_sac", "gioi", "9.2b", "9.2c", "9.2d"),
        )
    ),
)
