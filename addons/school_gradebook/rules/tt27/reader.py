# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reading of a case of primary school."""

from dataclasses import dataclass

from ..case_reader import CaseReader
from ..scale import KINDS
from .parameters import LARGEST_TEST, SUBJECT_LEVELS, TRAIT_LEVELS

_CASE_KEYS = (
    *("rules", "level", "grade", "settings", "subjects", "qualities", "competencies"),
    *("recognised", "absences", "disability"),
)
_SUBJECT_KEYS = ("code", "kind", "periods", "year", "summer", "exempt")
#: Keys of the format that only the rules of the other levels use.
_FOREIGN_CASE_KEYS = ("conduct",)
_FOREIGN_SUBJECT_KEYS = (
    *("extra_regular", "terms", "term_average", "year_average", "key", "specialised"),
)


@dataclass(frozen=True, slots=True)
class PrimarySubject:
    """A subject of a case; ``year`` and ``summer`` are pairs (level, mark of the test)."""

    code: str
    year: tuple
    summer: tuple
    exempt: bool


@dataclass(frozen=True, slots=True)
class PrimaryCase:
    """One pupil's year in primary school as read from the case format."""

    grade: int | None
    subjects: tuple
    traits: tuple
    recognised: bool
    disability: str | None


class PrimaryReader(CaseReader):
    """Reads levels T, H, C and whole marks of tests; absences are read but decide nothing."""

    def case(self, data, rules):
        data = self._object(data, _CASE_KEYS, _FOREIGN_CASE_KEYS)
        self._child(data, "settings", self._settings)
        self._child(data, "absences", self._absences)
        return PrimaryCase(
            grade=self._child(data, "grade", self._grade, data["level"]),
            subjects=self._child(data, "subjects", self._subjects),
            traits=(
                *self._child(data, "qualities", self._traits, rules, ("qualities",)),
                *self._child(data, "competencies", self._traits, rules, ("general", "specific")),
            ),
            recognised=self._child(data, "recognised", self._flag),
            disability=self._child(data, "disability", self._choice, ("inclusive",)),
        )

    def _subject(self, value, codes):
        data = self._object(value, _SUBJECT_KEYS, _FOREIGN_SUBJECT_KEYS)
        self._child(data, "kind", self._choice, KINDS)
        self._child(data, "periods", self._whole, 1)
        return PrimarySubject(
            code=self._child(data, "code", self._code, codes),
            year=self._child(data, "year", self._level_and_test),
            summer=self._child(data, "summer", self._level_and_test),
            exempt=self._child(data, "exempt", self._flag),
        )

    def _level_and_test(self, value):
        data = self._object(value, ("level", "test"))
        level = self._child(data, "level", self._choice, tuple(SUBJECT_LEVELS))
        return level, self._child(data, "test", self._test)

    def _test(self, value):
        mark = self._whole(value, 0)
        if mark is not None and mark > LARGEST_TEST:
            self.problem(f"{mark} is outside 0 to {LARGEST_TEST}")
            return None
        return mark

    def _traits(self, value, rules, groups):
        codes = [t.code for t in rules.parameters.traits if t.group in groups]
        data = self._object(value, tuple(codes))
        return [self._child(data, code, self._choice, tuple(TRAIT_LEVELS)) for code in codes]
