# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Plain data that goes into the rules and comes out of them; no rule is decided here."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .scale import KINDS

LEVEL_GRADES = {
    "TH": range(1, 6),
    "THCS": range(6, 10),
    "THPT": range(10, 13),
    "GDTX-THCS": range(6, 10),
    "GDTX-THPT": range(10, 13),
}
TERMS = ("1", "2")
PERIODS = (*TERMS, "year")

#: In a row of values: the pupil does not take this subject in this term.
NOT_TAKEN = -1


class Reason(NamedTuple):
    """Why a result has its value: one sentence in Vietnamese and the article it stands on.

    ``of`` is the path of the result in the case format ("learning.year"), ``value`` what stands
    there.
    """

    of: str
    value: Any
    because: str
    source: str


class TermValue(NamedTuple):
    """The value of a subject in a term (None while a mark is missing) and the missing marks."""

    value: int | None
    missing: tuple[str, ...]


class SubjectInfo(NamedTuple):
    """A subject in a plan; ``name`` is used in the sentences, the code in every list."""

    code: str
    kind: str
    name: str


class Plan:
    """The subjects of a class in a fixed order, prepared once for all its pupils.

    Every row of values given to the rules follows this order.
    """

    __slots__ = ("comments", "key", "scored", "specialised", "subjects")

    def __init__(self, subjects, key=(), specialised=()):
        """
        :param subjects: tuples (code, kind) or (code, kind, name)
        :param key: codes of the key subjects, where the circular knows such (TT58 Điều 13)
        :param specialised: codes of the subjects that a specialised class is made for
        """
        self.subjects = tuple(
            SubjectInfo(code, kind, name[0] if name else code) for code, kind, *name in subjects
        )
        unknown = {subject.kind for subject in self.subjects} - set(KINDS)
        if unknown:
            raise ValueError(f"unknown kind of subject: {', '.join(sorted(map(str, unknown)))}")
        kinds = [subject.kind for subject in self.subjects]
        self.scored = tuple(i for i, kind in enumerate(kinds) if kind == "score")
        self.comments = tuple(i for i, kind in enumerate(kinds) if kind == "comment")
        self.key = tuple(i for i in self.scored if self.subjects[i].code in key)
        self.specialised = tuple(i for i in self.scored if self.subjects[i].code in specialised)


@dataclass(frozen=True, slots=True)
class Settings:
    """The readings of the law that a school may choose where its text is open."""

    adjust_counts_comment_subject: bool = True
    adjust_reading: str = "A"


DEFAULT_SETTINGS = Settings()


@dataclass(slots=True)
class YearResult:
    """A pupil's results of both terms and the year; what is not known yet is None.

    Lists of three hold term 1, term 2, year. ``year_values`` follows the plan and holds the
    re-assessed value where it replaces the year's. What the summer changes stands as it is after
    the summer; the members ``*_at_end`` keep what it was at the end of the year.
    ``average`` (in tenths) and ``term_titles`` stay None where the circular has none.
    """

    learning: list = field(default_factory=lambda: [None, None, None])
    learning_before: list = field(default_factory=lambda: [None, None, None])
    average: list = field(default_factory=lambda: [None, None, None])
    conduct_year: str | None = None
    promotion: str = "incomplete"
    learning_at_end: str | None = None
    conduct_at_end: str | None = None
    promotion_at_end: str = "incomplete"
    reassess: list = field(default_factory=list)
    title: str | None = None
    term_titles: list = field(default_factory=lambda: [None, None])
    year_values: list = field(default_factory=list)
    missing: list = field(default_factory=list)
    reasons: list = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TermMarks:
    """The marks of a row of the sheet, in tenths or levels; a blank place is None.

    ``midterm`` is a tuple where the circular knows several periodic marks (TT58 before TT26).
    """

    regular: tuple = ()
    midterm: int | tuple | None = None
    final: int | None = None


@dataclass(frozen=True, slots=True)
class CaseSubject:
    """A subject of a case. Term data is keyed "1", "2"; what was left out is None.

    ``exempt`` holds the terms in which the pupil is exempt from the subject.
    """

    code: str
    kind: str
    periods: int | None
    extra_regular: dict
    terms: dict
    term_average: dict
    year_average: int | None
    summer: int | None
    exempt: tuple
    key: bool = False
    specialised: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One pupil's year as read from the case format."""

    rules: str
    level: str
    grade: int | None
    settings: Settings
    subjects: tuple[CaseSubject, ...]
    conduct: dict
    absences: tuple
    disability: str | None


@dataclass(slots=True)
class CaseResult:
    """What the case format gives back; the members have its names and shapes."""

    subjects: dict
    learning: dict
    learning_before_adjustment: dict
    conduct: dict
    promotion: str
    reassess: list
    title: str | None
    missing: list
    reasons: list
    average: dict = field(default_factory=lambda: dict.fromkeys(PERIODS))
    overall: str | None = None


class CaseError(ValueError):
    """A case that cannot be read; ``problems`` are sentences that name the place."""

    def __init__(self, problems):
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)
