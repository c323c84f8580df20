# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 22/2021/TT-BGDĐT: the level of learning, the year's conduct, titles."""

from dataclasses import replace

from ..model import DEFAULT_SETTINGS, NOT_TAKEN
from ..scale import COMMENT, FAILED, LARGEST, SCORE
from ..secondary.engine import Learning, SecondaryRules
from .parameters import CHUA_DAT, DAT, TOT
from .words import TT22Words


class TT22(SecondaryRules):
    """The rules of Thông tư 22/2021, and of circulars that differ in parameters only."""

    words_class = TT22Words

    def conduct_of_year(self, conduct, given):
        return self.parameters.conduct_year.get((conduct[1], conduct[0]))

    def title(self, learning, conduct):
        if conduct != "tot" or learning.level != TOT:
            return None
        excellent = self.nth_mark(learning.marks) >= self.parameters.excellent
        return "xuat_sac" if excellent else "gioi"

    def learning(self, plan, values, settings=DEFAULT_SETTINGS):
        """Return the :class:`Learning` of a row of values: level by Điều 9.2, then 9.3."""
        marks = [value for i in plan.scored if (value := values[i]) != NOT_TAKEN]
        comments = [values[i] for i in self.counted_comments(plan)]
        if None in marks or None in comments or not plan.subjects:
            return Learning(values, marks, 0, unknown=True)
        marks.sort(reverse=True)
        found = Learning(values, marks, comments.count(FAILED), unknown=False)
        found.before = self._table(
            marks[-1] if marks else LARGEST, self.nth_mark(marks), found.failed
        )
        found.level, found.culprit, found.without = self._adjusted(found, settings)
        return found

    def counted_comments(self, plan):
        """Return the places of the subjects assessed by comments that count for the level."""
        return plan.comments if self.parameters.comments_count else ()

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
