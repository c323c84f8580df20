# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 22/2021, Điều 12 to 15: promotion, summer, titles."""

from ..model import NOT_TAKEN
from ..scale import FAILED, LARGEST, PASSED, SCORE
from .parameters import CHUA_DAT, LEVELS, TOT


class Decision:
    """What follows from a pupil's learning and conduct of the year.

    ``learning`` and ``result.conduct_year`` end up as they stand after the summer; what they were
    at the end of the year stays in ``learning_at_end`` and ``conduct_at_end``. ``step`` names the
    rule that decided on promotion.
    """

    __slots__ = (
        "conduct_at_end",
        "learning",
        "learning_at_end",
        "plan",
        "replaced",
        "result",
        "rules",
        "settings",
        "step",
        "trained",
    )

    def __init__(self, rules, plan, result, learning, settings):
        self.rules = rules
        self.plan = plan
        self.result = result
        self.settings = settings
        self.learning = self.learning_at_end = learning
        self.conduct_at_end = result.conduct_year
        self.replaced = ()
        self.trained = False
        self.step = None

    def award(self):
        """Give the title by the results at the end of the year (Điều 15)."""
        if self.conduct_at_end == "tot" and self.learning_at_end.level == TOT:
            marks = self.learning_at_end.marks
            excellent = self.rules.nth_mark(marks) >= self.rules.parameters.excellent
            self.result.title = "xuat_sac" if excellent else "gioi"

    def close_year(self, absences, inclusive):
        """Note what the results are at the end of the year, whatever the summer brings."""
        self.promote(absences, inclusive)
        level = self.learning_at_end.level
        self.result.learning_at_end = None if level is None else LEVELS[level]
        self.result.conduct_at_end = self.conduct_at_end
        self.result.promotion_at_end = self.result.promotion

    def apply_summer(self, conduct, values):
        """Let the results of the summer replace those of the year (Điều 13, 14).

        Conduct is assessed again where it was Chưa đạt; subjects where learning was Chưa đạt,
        conduct is not, and the subject itself was failed or below the limit.
        """
        if conduct is not None and self.conduct_at_end == "chua_dat":
            self.trained = True
            self.result.conduct_year = conduct
        if values and self.result.conduct_year not in (None, "chua_dat"):
            self.replaced = [i for i in self._eligible() if values[i] is not None]
        if self.replaced:
            year = list(self.learning.values)
            for i in self.replaced:
                year[i] = values[i]
            self.result.year_values = year
            self.learning = self.rules.learning(self.plan, year, self.settings)

    def promote(self, absences, inclusive):
        """Decide by the results after the summer, as far as it has passed (Điều 12)."""
        known = sum(sessions for sessions in absences if sessions is not None)
        conduct = self.result.conduct_year
        if inclusive:
            self._decide("principal")
        elif known > self.rules.parameters.absences_allowed:
            self._decide("repeat", "absences")
        elif None in absences or self.learning.unknown or conduct is None:
            self._decide("incomplete")
        elif conduct == "chua_dat":
            self._by_conduct()
        elif self.learning.level != CHUA_DAT:
            at_once = not self.trained and not self.replaced
            self._decide("promoted" if at_once else "promoted_after_summer")
        else:
            self._by_learning()

    def _by_conduct(self):
        if self.trained:
            self._decide("repeat", "conduct")
        elif self.learning.level != CHUA_DAT:
            self._decide("summer_training")
        else:
            self._decide("reassess_after_training")
            self.result.reassess = self._codes(self._eligible())

    def _by_learning(self):
        eligible = self._eligible()
        left = [i for i in eligible if i not in self.replaced]
        if not eligible:
            self._decide("repeat", "nothing_to_reassess")
        elif not left or (self.replaced and not self._can_pass(left)):
            self._decide("repeat", "reassessed")
        else:
            self._decide("reassess")
            self.result.reassess = self._codes(left)

    def _decide(self, promotion, step=None):
        self.result.promotion = promotion
        self.result.reassess = []
        self.step = step or promotion

    def _eligible(self):
        """Return the places of the subjects that may be taken again (Điều 14)."""
        found = self.learning_at_end
        if found.level != CHUA_DAT:
            return []
        below = self.rules.parameters.reassess_below
        scored = [i for i in self.plan.scored if NOT_TAKEN < found.values[i] < below]
        failed = [i for i in self.plan.comments if found.values[i] == FAILED]
        return sorted(scored + failed)

    def _can_pass(self, places):
        """Tell whether the best results in ``places`` would still reach Đạt."""
        best = list(self.learning.values)
        for i in places:
            best[i] = LARGEST if self.plan.subjects[i].kind == SCORE else PASSED
        return self.rules.learning(self.plan, best, self.settings).level != CHUA_DAT

    def _codes(self, places):
        return [self.plan.subjects[i].code for i in places]
