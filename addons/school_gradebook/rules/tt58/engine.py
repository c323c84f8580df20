# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 58/2011/TT-BGDĐT: averages, the level of learning, titles."""

from dataclasses import replace

from ..model import DEFAULT_SETTINGS, NOT_TAKEN
from ..scale import FAILED, LARGEST, half_up
from ..secondary.engine import Learning, SecondaryRules
from .parameters import KEM, TB
from .reader import SeveralPeriodicReader, TT58Reader
from .scheme import TT58Before2020Scheme, TT58Scheme
from .words import TT58Words


class TT58(SecondaryRules):
    """The rules of Thông tư 58/2011. ``Learning.culprit`` is a place in the plan here."""

    words_class = TT58Words
    reader = TT58Reader
    scheme_class = TT58Scheme

    def conduct_of_year(self, conduct, given):
        """Return what the school decided; by default the level of term 2, the main one (Điều 3)."""
        return given or conduct[1]

    def title(self, learning, conduct):
        if learning.level is None or conduct is None:
            return None
        place = self.conduct_levels.index
        for title, level, lowest in self.parameters.titles:
            if learning.level <= level and place(conduct) <= place(lowest):
                return title
        return None

    def missing_facts(self, plan):
        return [] if self.key_places(plan) or not plan.scored else ["key"]

    def key_places(self, plan):
        """Return the places of the key subjects: those marked, else those of known codes."""
        codes = self.parameters.key_codes
        return plan.key or tuple(i for i in plan.scored if plan.subjects[i].code in codes)

    def learning(self, plan, values, settings=DEFAULT_SETTINGS):
        """Return the :class:`Learning` of a row of values: Điều 11, 13."""
        marks = [value for i in plan.scored if (value := values[i]) != NOT_TAKEN]
        comments = [values[i] for i in plan.comments]
        found = Learning(values, marks, comments.count(FAILED), unknown=True)
        if not marks or None in marks:
            return found
        found.average = half_up(sum(marks), len(marks))
        if None in comments:
            return found
        if not self.key_places(plan):
            one, other = (self._judge(plan, found, settings, key) for key in (-1, LARGEST))
            if one != other:
                return found
        found.unknown = False
        judged = self._judge(plan, found, settings)
        found.before, found.level, found.culprit, found.without = judged
        return found

    def _judge(self, plan, found, settings, key=None):
        """Return the level by the table, the adjusted one, the one subject, the level without it.

        Điều 13.6 raises a level where one single subject pulled it down: it is no obstacle then,
        though it stays in the average. Reading A does not count it as a key subject, reading B
        takes it as reaching the bar.
        """
        before = level = self._table(plan, found, key=key)
        culprit = without = None
        if before >= TB:
            for i in self._obstacles(plan, found, settings):
                meets = settings.adjust_reading == "B"
                judged = self._table(plan, found, skip=i, meets=meets, key=key)
                raised = self.parameters.adjustments.get((judged, before), before)
                if raised < level:
                    level, culprit, without = raised, i, judged
        return before, level, culprit, without

    def _obstacles(self, plan, found, settings):
        """Return the places of the subjects one of which may be the only obstacle."""
        values, (best, second) = found.values, self.parameters.rows[:2]
        low = sum(mark < second.every for mark in found.marks)
        if found.average < second.average or low + found.failed > 1:
            return []
        bar = max(best.every, best.key)
        places = [i for i in plan.scored if NOT_TAKEN < values[i] < bar]
        if settings.adjust_counts_comment_subject:
            places += [i for i in plan.comments if found.values[i] == FAILED]
        return places

    def _table(self, plan, found, skip=None, meets=False, key=None):
        """Return the first level whose conditions are met.

        :param skip: place of a subject that is no obstacle
        :param meets: whether that subject counts as a key subject that reaches the bar
        :param key: what the best key subject has, where the plan does not tell
        """
        values = found.values
        taken = [i for i in plan.scored if values[i] != NOT_TAKEN and i != skip]
        lowest = min((values[i] for i in taken), default=LARGEST)
        places = self.key_places(plan)
        if key is None:
            key = max((values[i] for i in places if i != skip), default=-1)
            key = LARGEST if meets and skip in places else key
        special = min((values[i] for i in plan.specialised if i in taken), default=LARGEST)
        failed = found.failed - (skip in plan.comments)
        for row in self.parameters.rows:
            bar = row.key or 0
            if found.average < row.average or lowest < row.every:
                continue
            if (row.key and min(key, special) < bar) or (row.comments and failed):
                continue
            return row.level
        return KEM

    def other_reading(self, plan, found, settings):
        """Return the settings with an open point turned round that matters, and their level.

        None where every reading gives the same level.
        """
        turned = "B" if settings.adjust_reading == "A" else "A"
        counts = not settings.adjust_counts_comment_subject
        for other in (
            replace(settings, adjust_reading=turned),
            replace(settings, adjust_counts_comment_subject=counts),
        ):
            level = self._judge(plan, found, other)[1]
            if level != found.level:
                return other, level
        return None


class TT58Before2020(TT58):
    """The circular as issued: a term has several periodic marks (KTđk)."""

    reader = SeveralPeriodicReader
    scheme_class = TT58Before2020Scheme
