# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 22/2021/TT-BGDĐT: values of subjects, levels of learning, a pupil's results."""

from dataclasses import replace

from ..model import DEFAULT_SETTINGS, NOT_TAKEN, TermValue, YearResult
from ..scale import COMMENT, FAILED, LARGEST, SCORE, half_up
from .decision import Decision
from .parameters import CHUA_DAT, DAT, LEVELS, Parameters
from .words import Words


class Learning:
    """What the table of levels sees of a row of values, and the level it gives."""

    __slots__ = ("before", "culprit", "failed", "level", "marks", "unknown", "values", "without")

    def __init__(self, values, marks, failed, unknown):
        self.values = values
        self.marks = marks
        self.failed = failed
        self.unknown = unknown
        self.level = self.before = self.culprit = self.without = None


class TT22:
    """The rules of Thông tư 22/2021. Values are tenths or PASSED/FAILED, unknown is None."""

    def __init__(self, parameters=None):
        self.parameters = parameters or Parameters()
        self.words = Words(self.parameters)
        self.code = self.parameters.code
        self.levels = self.parameters.levels
        self.conduct_levels = LEVELS

    # Marks of a row

    def required_regular(self, kind, periods, extra=0):
        """Return the number of regular marks a term demands (Điều 6.2, 6.3).

        :param periods: periods in the school year; None (not known) gives the smallest number
        :param extra: regular marks on top, 1 for a cluster of specialised topics
        """
        parameters = self.parameters
        if kind == COMMENT:
            return parameters.regular_comment + extra
        for most, number in parameters.regular_by_periods:
            if periods is None or periods <= most:
                return number + extra
        return parameters.regular_above + extra

    def term_value(self, kind, regular, midterm, final, required):
        """Return the :class:`TermValue` of a row of marks (Điều 9.1).

        The divisor uses the marks that are there; with fewer than ``required`` there is no value.
        ``missing`` names the first blank places: "regular.3", "midterm", "final".
        """
        marks = [mark for mark in regular if mark is not None]
        if len(marks) >= required and midterm is not None and final is not None:
            if kind == COMMENT:
                return TermValue(min(*marks, midterm, final), ())
            one, two, three = self.parameters.term_weights
            total = one * sum(marks) + two * midterm + three * final
            return TermValue(half_up(total, one * len(marks) + two + three), ())
        blank = [i for i, mark in enumerate(regular, 1) if mark is None]
        blank += range(len(regular) + 1, required + 1)
        missing = [f"regular.{i}" for i in blank[: max(0, required - len(marks))]]
        if midterm is None:
            missing.append("midterm")
        if final is None:
            missing.append("final")
        return TermValue(None, tuple(missing))

    def explain_term(self, of, kind, regular, midterm, final, required):
        """Return the :class:`~..model.Reason` of what :meth:`term_value` gives for the same row.

        :param of: what the reason will say it is of, such as "subjects.toan.term.1"
        """
        found = self.term_value(kind, regular, midterm, final, required)
        return self.words.subject.term(of, kind, regular, midterm, final, found, required)

    def year_value(self, kind, term_1, term_2):
        """Return the year's value of a subject from those of its terms (Điều 9.1).

        A subject taken in one term only has that term's value: the circular has no word on it.
        """
        if term_1 == NOT_TAKEN or term_2 == NOT_TAKEN:
            return term_2 if term_1 == NOT_TAKEN else term_1
        if kind == COMMENT or term_2 is None:
            return term_2
        if term_1 is None:
            return None
        first, second = self.parameters.year_weights
        return half_up(first * term_1 + second * term_2, first + second)

    # A pupil's results

    def leaves_out(self, disability):
        """Tell whether an exemption from a whole subject leaves it out (Điều 10, 11).

        :param disability: "inclusive", "special" or None
        """
        return disability in self.parameters.exempt_disabilities

    def assess(
        self,
        plan,
        term_1,
        term_2,
        year=None,
        *,
        conduct=(None, None),
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
        :param conduct_summer: the year's conduct after training in summer (Điều 13)
        :param absences: sessions (excused, unexcused) of the year, None where unknown
        :param summer: values of the re-assessment (Điều 14), None where there is none
        :param inclusive: a pupil with a disability in inclusive education (Điều 11, 12.4)
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
        result.missing = self._missing(plan, (term_1, term_2), conduct, absences, words or {})
        result.conduct_year = self.parameters.conduct_year.get((conduct[1], conduct[0]))
        decision = Decision(self, plan, result, learning, settings)
        decision.award()
        decision.close_year(absences, inclusive)
        decision.apply_summer(conduct_summer, summer)
        if decision.trained or decision.replaced:
            decision.promote(absences, inclusive)
        for place, found in enumerate((*terms, decision.learning)):
            if found.level is not None:
                result.learning[place] = LEVELS[found.level]
                result.learning_before[place] = LEVELS[found.before]
        if reasons:
            self.words.explain(decision, terms, conduct, conduct_summer, absences, summer, grade)
        return result

    def learning(self, plan, values, settings=DEFAULT_SETTINGS):
        """Return the :class:`Learning` of a row of values: level by Điều 9.2, then 9.3."""
        marks = [value for i in plan.scored if (value := values[i]) != NOT_TAKEN]
        comments = [values[i] for i in plan.comments]
        if None in marks or None in comments or not plan.subjects:
            return Learning(values, marks, 0, unknown=True)
        marks.sort(reverse=True)
        found = Learning(values, marks, comments.count(FAILED), unknown=False)
        found.before = self._table(
            marks[-1] if marks else LARGEST, self.nth_mark(marks), found.failed
        )
        found.level, found.culprit, found.without = self._adjusted(found, settings)
        return found

    def nth_mark(self, marks, skip=0):
        """Return the mark that as many subjects reach as the circular needs, less ``skip``."""
        place = self.parameters.subjects_needed - 1 - skip
        return marks[place] if len(marks) > place else -1

    def _table(self, lowest, nth, failed):
        for row in self.parameters.rows:
            if lowest >= row.every and nth >= row.enough and failed <= row.failed:
                return row.level
        return CHUA_DAT

    def other_reading(self, found, settings):
        """Return the settings with the open point that matters turned round, and their level."""
        if found.failed:
            counts = not settings.adjust_counts_comment_subject
            other = replace(settings, adjust_counts_comment_subject=counts)
        else:
            other = replace(settings, adjust_reading="B" if settings.adjust_reading == "A" else "A")
        return other, self._adjusted(found, other)[0]

    def _adjusted(self, found, settings):
        """Raise the level by one where one single subject costs two or more (Điều 9.3).

        Only the lowest scored subject or the only failed comment subject can be that subject: with
        any other one left out, the same condition of Tốt and Khá still fails. Reading A leaves the
        subject out, reading B also lets it count among the subjects needed.

        :return: the level, the kind of that subject and the level without it, else None, None
        """
        marks, before = found.marks, found.before
        culprit = without = None
        if before < DAT:
            return before, None, None
        if found.failed == 1 and settings.adjust_counts_comment_subject:
            culprit = COMMENT
            without = self._table(marks[-1] if marks else LARGEST, self.nth_mark(marks), 0)
        elif found.failed == 0 and len(marks) > 1:
            culprit = SCORE
            skip = 1 if settings.adjust_reading == "B" else 0
            without = self._table(marks[-2], self.nth_mark(marks[:-1], skip), 0)
        if culprit and before - without >= 2:
            return before - 1, culprit, without
        return before, None, None

    def _missing(self, plan, terms, conduct, absences, words):
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
