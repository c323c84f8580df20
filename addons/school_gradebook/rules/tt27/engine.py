# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 27/2020/TT-BGDĐT: what is tested when, the classification of the year, what follows."""

from dataclasses import dataclass, field
from typing import NamedTuple

from ..model import NOT_TAKEN
from .parameters import SUBJECT_LEVELS, TRAIT_LEVELS, Parameters
from .words import Words

SUBJECT_ORDER = "".join(SUBJECT_LEVELS)
TRAIT_ORDER = "".join(TRAIT_LEVELS)


class Taught(NamedTuple):
    """A subject of a class: whether its year ends with a test."""

    code: str
    name: str
    tested: bool


@dataclass(slots=True)
class PrimaryResult:
    """A pupil's year. ``overall_at_end`` is what stood before anything was assessed again.

    ``levels`` and ``tests`` follow the subjects of the class and hold what was assessed again
    where it replaces the year's.
    """

    overall: str | None = None
    overall_at_end: str | None = None
    promotion: str = "incomplete"
    promotion_at_end: str = "incomplete"
    title: str | None = None
    levels: list = field(default_factory=list)
    tests: list = field(default_factory=list)
    traits: list = field(default_factory=list)
    reassess: list = field(default_factory=list)
    missing: list = field(default_factory=list)
    reasons: list = field(default_factory=list)


class TT27:
    """The rules of Thông tư 27/2020.

    Levels are their codes: T, H, C of a subject; T, D, C of a quality or a competency. Tests are
    whole marks from 0 to 10. Unknown is None. There is no average, and absences decide nothing.
    """

    def __init__(self, parameters=None):
        self.parameters = parameters or Parameters()
        self.words = Words(self.parameters)
        self.code = self.parameters.code
        self.levels = self.parameters.levels

    def leaves_out(self, disability, kind=None):
        """Tell whether an exemption from a whole subject leaves it out (Điều 8).

        :param kind: of the subject; it makes no difference here
        """
        return disability in self.parameters.exempt_disabilities

    # What is recorded when

    def has_test(self, subject, grade, part):
        """Tell whether the circular has a test in ``part`` ("midterm", "final") of both terms.

        With the grade unknown: whether it has one in every grade.
        """
        parameters = self.parameters
        grades = parameters.final_tests if part == "final" else parameters.midterm_tests
        tested = grades.get(subject, ())
        return len(tested) == parameters.last_grade if grade is None else grade in tested

    def required_traits(self, grade):
        """Return the codes of the qualities and competencies that must have a level in a grade."""
        traits = self.parameters.traits
        return [t.code for t in traits if grade is None or grade >= t.first_grade]

    # A pupil's results

    def assess_year(
        self,
        subjects,
        levels,
        tests,
        traits,
        *,
        recognised=False,
        again=None,
        inclusive=False,
        grade=None,
        reasons=True,
    ):
        """Return the :class:`PrimaryResult` of a pupil's year.

        :param subjects: the :class:`Taught` of the class, whose order the rows follow
        :param levels: levels at the end of the year, NOT_TAKEN where the pupil is exempt
        :param tests: marks of the tests at the end of the year
        :param traits: levels of all qualities and competencies, in the circular's order
        :param recognised: the class has recognised outstanding results or progress (Điều 13.1b)
        :param again: (levels, tests, traits) of the assessment after guidance (Điều 11)
        :param inclusive: a pupil with a disability in inclusive education (Điều 8)
        """
        found = PrimaryResult(levels=list(levels), tests=list(tests), traits=list(traits))
        found.missing = self._missing(subjects, found, grade)
        if not found.missing:
            found.overall = found.overall_at_end = self._overall(found)
            if found.overall == self.parameters.lowest:
                found.promotion_at_end = "principal" if inclusive else "reassess"
                replaced, left = self._assess_again(subjects, found, again or ((), (), ()))
                self._decide(found, replaced, left, inclusive)
            else:
                found.promotion = found.promotion_at_end = "promoted"
                self._award(found, recognised)
        if reasons:
            self.words.explain(self, subjects, found, recognised, inclusive, grade)
        return found

    def below(self, found, row):
        """Return the places of the levels, tests and traits that do not meet ``row``."""
        worst_level = SUBJECT_ORDER.index(row.subject)
        worst_trait = TRAIT_ORDER.index(row.trait)
        return (
            [
                i
                for i, level in enumerate(found.levels)
                if level != NOT_TAKEN and SUBJECT_ORDER.index(level) > worst_level
            ],
            [
                i
                for i, test in enumerate(found.tests)
                if found.levels[i] != NOT_TAKEN and test is not None and test < row.test
            ],
            [
                i
                for i, level in enumerate(found.traits)
                if level is not None and TRAIT_ORDER.index(level) > worst_trait
            ],
        )

    def _overall(self, found):
        for row in self.parameters.rows:
            if not any(self.below(found, row)):
                return row.level
        return self.parameters.lowest

    def _missing(self, subjects, found, grade):
        missing = []
        for subject, level, test in zip(subjects, found.levels, found.tests, strict=True):
            if level == NOT_TAKEN:
                continue
            if level is None:
                missing.append(f"{subject.code}.year.level")
            if test is None and subject.tested:
                missing.append(f"{subject.code}.year.test")
        required = self.required_traits(grade)
        for trait, level in zip(self.parameters.traits, found.traits, strict=True):
            if level is None and trait.code in required:
                group = "qualities" if trait.group == "qualities" else "competencies"
                missing.append(f"{group}.{trait.code}")
        return missing

    def _assess_again(self, subjects, found, again):
        """Let what was assessed again replace what fell short (Điều 11).

        :return: whether anything was, and whether anything is left to be
        """
        failed = self.below(found, self.parameters.rows[-1])
        replaced, left = False, set()
        rows = (found.levels, found.tests, found.traits)
        for kind, (values, new, places) in enumerate(zip(rows, again, failed, strict=True)):
            for i in places:
                if new and new[i] is not None:
                    values[i] = new[i]
                    replaced = True
                else:
                    left.add(("subject" if kind < 2 else "trait", i))
        if replaced:
            found.overall = self._overall(found)
        places = sorted(i for kind, i in left if kind == "subject")
        found.reassess = [subjects[i].code for i in places]
        return replaced, bool(left)

    def _decide(self, found, replaced, left, inclusive):
        """Decide on completing the grade after what was assessed again (Điều 11)."""
        if found.overall != self.parameters.lowest:
            found.promotion = "promoted_after_summer"
        elif inclusive or (replaced and not left):
            found.promotion = "principal"
        else:
            found.promotion = "reassess"
            return
        found.reassess = []

    def _award(self, found, recognised):
        if found.overall == "htxs":
            found.title = "xuat_sac"
        elif found.overall == "htt" and recognised:
            found.title = "tieu_bieu"
