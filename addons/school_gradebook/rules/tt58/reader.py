# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a case under Thông tư 58/2011 may hold beside the common."""

from ..case_reader import CaseReader
from ..model import TERMS


class TT58Reader(CaseReader):
    """The conduct of the year is a decision; an exemption may be for one term."""

    conduct_keys = (*TERMS, "year", "summer")

    def _exempt(self, value):
        """Read true or false for the year, or an object with one for each term."""
        if not isinstance(value, dict):
            return super()._exempt(value)
        data = self._object(value, TERMS)
        return tuple(term for term in TERMS if self._child(data, term, self._flag))


class SeveralPeriodicReader(TT58Reader):
    """``midterm`` may be a list: the tests of coefficient 2 (KTđk), of which there may be more."""

    def _periodic(self, value, kind):
        if not isinstance(value, list):
            return super()._periodic(value, kind)
        marks = []
        for place, mark in enumerate(value):
            with self.at(place):
                marks.append(self._value(mark, kind))
        return tuple(marks) or None
