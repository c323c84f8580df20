# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A pupil's results, the same way under every circular of secondary schools."""

from ..case_reader import CaseReader
from ..model import DEFAULT_SETTINGS, YearResult
from .case import assess_case
from .decision import Decision
from .marks import MarkRules


class SecondaryRules(MarkRules):
    """Rules of a circular: its ``parameters``, the level of a row of values, the titles."""

    reader = CaseReader
    words_class = None

    def __init__(self, parameters):
        self.parameters = parameters
        self.words = self.words_class(parameters)
        self.code = parameters.code
        self.levels = parameters.levels
        self.conduct_levels = parameters.conduct_levels

    # What a circular must say itself

    def learning(self, plan, values, settings=DEFAULT_SETTINGS):
        """Return the :class:`Learning` of a row of values."""
        raise NotImplementedError

    def counted_comments(self, plan):
        """Return the places of the subjects assessed by comments that count for the level."""
        return plan.comments

    def title(self, learning, conduct):
        """Return the code of the title that a level and a conduct deserve, or None."""
        raise NotImplementedError

    def conduct_of_year(self, conduct, given):
        """Return the code of the year's conduct.

        :param conduct: codes of term 1 and term 2
        :param given: the year's conduct where somebody decided on it
        """
        raise NotImplementedError

    def missing_facts(self, plan):
        """Return the words for what the circular must know about the plan itself."""
        return []

    # A pupil's results

    def leaves_out(self, disability, kind=None):
        """Tell whether an exemption from a whole subject leaves it out.

        :param disability: "inclusive", "special" or None
        :param kind: the kind of the subject
        """
        parameters = self.parameters
        return disability in parameters.exempt_disabilities or kind in parameters.exempt_kinds

    def assess_case(self, case):
        """Return the :class:`~..model.CaseResult` of a :class:`~..model.Case`.

        :raise CaseError: a given average contradicts the marks beside it
        """
        return assess_case(self, case)

    def assess(
        self,
        plan,
        term_1,
        term_2,
        year=None,
        *,
        conduct=(None, None),
        conduct_year=None,
        conduct_summer=None,
        absences=(None, None),
        summer=None,
        inclusive=False,
        settings=DEFAULT_SETTINGS,
        grade=None,
        words=None,
        reasons=True,
    ):
        """Return the :class:`~..model.YearResult` of a pupil.

        :param plan: the :class:`~..model.Plan` that the rows of values follow
        :param term_1: values of term 1: tenths, PASSED/FAILED, None (unknown), NOT_TAKEN
        :param term_2: values of term 2
        :param year: values of the year where they are stored; else computed from the terms
        :param conduct: codes of term 1 and term 2, None where unknown
        :param conduct_year: code for the year, where the circular leaves it to the school
        :param conduct_summer: the year's conduct after training in summer
        :param absences: sessions (excused, unexcused) of the year, None where unknown
        :param summer: values of the re-assessment, None where there is none
        :param inclusive: a pupil with a disability in inclusive education
        :param grade: 9 and 12 speak of completing the level instead of promotion
        :param words: mapping (place in the plan, "1" or "2") to the words for what is missing;
            default one word "code.1.average"
        :param reasons: False leaves the sentences out
        """
        if year is None:
            year = [
                self.year_value(subject.kind, first, second)
                for subject, first, second in zip(plan.subjects, term_1, term_2, strict=True)
            ]
        terms = [self.learning(plan, row, settings) for row in (term_1, term_2)]
        learning = self.learning(plan, year, settings)
        result = YearResult(year_values=year)
        result.missing = self.missing_facts(plan)
        result.missing += _missing(plan, (term_1, term_2), conduct, absences, words or {})
        result.conduct_year = self.conduct_of_year(conduct, conduct_year)
        decision = Decision(self, plan, result, learning, settings)
        decision.award(terms, conduct)
        decision.close_year(absences, inclusive)
        decision.apply_summer(conduct_summer, summer)
        if decision.trained or decision.replaced:
            decision.promote(absences, inclusive)
        levels = self.parameters.learning_levels
        for place, found in enumerate((*terms, decision.learning)):
            result.average[place] = found.average
            if found.level is not None:
                result.learning[place] = levels[found.level]
                result.learning_before[place] = levels[found.before]
        if reasons:
            given = (conduct, conduct_year, conduct_summer)
            self.words.explain(decision, terms, given, absences, summer, grade)
        return result

    def fails(self, learning):
        """Tell whether a level is too low to be promoted with."""
        return learning.level > self.parameters.passing


class Learning:
    """What the conditions of the levels see of a row of values, and the level they give."""

    __slots__ = (
        "average",
        "before",
        "culprit",
        "failed",
        "level",
        "marks",
        "unknown",
        "values",
        "without",
    )

    def __init__(self, values, marks, failed, unknown):
        self.values = values
        self.marks = marks
        self.failed = failed
        self.unknown = unknown
        self.level = self.before = self.culprit = self.without = self.average = None


def _missing(plan, terms, conduct, absences, words):
    missing = []
    if None in terms[0] or None in terms[1]:
        for place, subject in enumerate(plan.subjects):
            for term, values in zip("12", terms, strict=True):
                if values[place] is None:
                    default = (f"{subject.code}.{term}.average",)
                    missing += words.get((place, term), default)
    missing += [f"conduct.{i}" for i, level in enumerate(conduct, 1) if level is None]
    if absences == (None, None):
        missing.append("absences")
    elif None in absences:
        missing.append("absences.excused" if absences[0] is None else "absences.unexcused")
    return missing
