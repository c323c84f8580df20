# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The marks of one subject: what a term requires, the values of term and year."""

from ..model import NOT_TAKEN, TermValue
from ..scale import COMMENT, FAILED, PASSED, half_up


class MarkRules:
    """Values of a subject. Values are tenths or PASSED/FAILED, unknown is None."""

    parameters = None
    words = None

    def required_regular(self, kind, periods, extra=0):
        """Return the number of regular marks a term demands.

        :param periods: periods in the school year; None (not known) gives the smallest number
        :param extra: regular marks on top, 1 for a cluster of specialised topics
        """
        parameters = self.parameters
        if kind == COMMENT and parameters.regular_comment is not None:
            return parameters.regular_comment + extra
        for most, number in parameters.regular_by_periods:
            if periods is None or periods <= most:
                return number + extra
        return parameters.regular_above + extra

    def term_value(self, kind, regular, midterm, final, required):
        """Return the :class:`TermValue` of a row of marks.

        The divisor uses the marks that are there; with fewer than ``required`` there is no value.
        ``missing`` names the first blank places: "regular.3", "midterm", "final".

        :param midterm: the periodic mark; a tuple where the circular knows several, of which
            each must be filled
        """
        marks = [mark for mark in regular if mark is not None]
        periodic = midterm if isinstance(midterm, tuple) else (midterm,)
        if len(marks) >= required and None not in periodic and final is not None:
            if kind == COMMENT:
                return TermValue(self._comment_value((*marks, *periodic, final)), ())
            total, divisor = self.parameters.weigh(marks, periodic, final)
            return TermValue(half_up(total, divisor), ())
        blank = [i for i, mark in enumerate(regular, 1) if mark is None]
        blank += range(len(regular) + 1, required + 1)
        missing = [f"regular.{i}" for i in blank[: max(0, required - len(marks))]]
        if len(periodic) == 1:
            missing += ["midterm"] * (periodic[0] is None)
        else:
            missing += [f"midterm.{i}" for i, mark in enumerate(periodic, 1) if mark is None]
        if final is None:
            missing.append("final")
        return TermValue(None, tuple(missing))

    def _comment_value(self, results):
        part, whole = self.parameters.comment_share
        enough = results.count(PASSED) * whole >= part * len(results)
        return PASSED if enough and results[-1] == PASSED else FAILED

    def explain_term(self, of, kind, regular, midterm, final, required):
        """Return the :class:`~..model.Reason` of what :meth:`term_value` gives for the same row.

        :param of: what the reason will say it is of, such as "subjects.toan.term.1"
        """
        found = self.term_value(kind, regular, midterm, final, required)
        return self.words.subject.term(of, kind, regular, midterm, final, found, required)

    def year_value(self, kind, term_1, term_2):
        """Return the year's value of a subject from those of its terms.

        The year of a subject assessed by comments is that of term 2. A subject taken in one term
        only has that term's value.
        """
        if term_1 == NOT_TAKEN or term_2 == NOT_TAKEN:
            return term_2 if term_1 == NOT_TAKEN else term_1
        if kind == COMMENT or term_2 is None:
            return term_2
        if term_1 is None:
            return None
        first, second = self.parameters.year_weights
        return half_up(first * term_1 + second * term_2, first + second)
