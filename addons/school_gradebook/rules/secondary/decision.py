# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What follows from a pupil's learning and conduct of the year: promotion, summer, titles."""

from ..model import NOT_TAKEN
from ..scale import FAILED, LARGEST, PASSED, SCORE


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
        "parameters",
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
        self.parameters = rules.parameters
        self.plan = plan
        self.result = result
        self.settings = settings
        self.learning = self.learning_at_end = learning
        self.conduct_at_end = result.conduct_year
        self.replaced = ()
        self.trained = False
        self.step = None

    def award(self, terms, conduct):
        """Give the titles by the results at the end of the year, and of each term."""
        self.result.title = self.rules.title(self.learning_at_end, self.conduct_at_end)
        if self.parameters.term_titles:
            self.result.term_titles = [
                self.rules.title(found, level) for found, level in zip(terms, conduct, strict=True)
            ]

    def close_year(self, absences, inclusive):
        """Note what the results are at the end of the year, whatever the summer brings."""
        self.promote(absences, inclusive)
        level = self.learning_at_end.level
        levels = self.parameters.learning_levels
        self.result.learning_at_end = None if level is None else levels[level]
        self.result.conduct_at_end = self.conduct_at_end
        self.result.promotion_at_end = self.result.promotion

    def apply_summer(self, conduct, values):
        """Let the results of the summer replace those of the year.

        Conduct is assessed again where it was too low; subjects where learning was, conduct is
        not, and the subject itself was failed or below the limit.
        """
        if conduct is not None and self._conduct_fails() and self._may_train():
            self.trained = True
            self.result.conduct_year = conduct
        if values and self.result.conduct_year is not None and not self._conduct_fails():
            self.replaced = [i for i in self._eligible() if values[i] is not None]
        if self.replaced:
            year = list(self.learning.values)
            for i in self.replaced:
                year[i] = values[i]
            self.result.year_values = year
            self.learning = self.rules.learning(self.plan, year, self.settings)

    def promote(self, absences, inclusive):
        """Decide by the results after the summer, as far as it has passed."""
        known = sum(sessions for sessions in absences if sessions is not None)
        if inclusive:
            self._decide("principal")
        elif known > self.parameters.absences_allowed:
            self._decide("repeat", "absences")
        elif None in absences or self.learning.unknown or self.result.conduct_year is None:
            self._decide("incomplete")
        elif self._conduct_fails():
            self._by_conduct()
        elif not self.rules.fails(self.learning):
            at_once = not self.trained and not self.replaced
            self._decide("promoted" if at_once else "promoted_after_summer")
        else:
            self._by_learning()

    def _conduct_fails(self):
        return self.result.conduct_year == self.parameters.conduct_levels[-1]

    def _may_train(self):
        """Tell whether low learning leaves the way to the training in summer open."""
        if self.parameters.repairs_both:
            return True
        return not self.learning_at_end.unknown and not self.rules.fails(self.learning_at_end)

    def _by_conduct(self):
        if self.trained:
            self._decide("repeat", "conduct")
        elif not self.rules.fails(self.learning):
            self._decide("summer_training")
        elif self.parameters.repairs_both:
            self._decide("reassess_after_training")
            self.result.reassess = self._codes(self._eligible())
        else:
            self._decide("repeat", "both")

    def _by_learning(self):
        eligible = self._eligible()
        left = [i for i in eligible if i not in self.replaced]
        if self.learning_at_end.level not in self.parameters.reassessed_levels:
            self._decide("repeat", "too_low")
        elif not eligible:
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
        """Return the places of the subjects that may be taken again."""
        found = self.learning_at_end
        if found.level not in self.parameters.reassessed_levels:
            return []
        below = self.parameters.reassess_below
        scored = [i for i in self.plan.scored if NOT_TAKEN < found.values[i] < below]
        failed = [i for i in self.rules.counted_comments(self.plan) if found.values[i] == FAILED]
        return sorted(scored + failed)

    def _can_pass(self, places):
        """Tell whether the best results in ``places`` would still reach the passing level."""
        best = list(self.learning.values)
        for i in places:
            best[i] = LARGEST if self.plan.subjects[i].kind == SCORE else PASSED
        return not self.rules.fails(self.rules.learning(self.plan, best, self.settings))

    def _codes(self, places):
        return [self.plan.subjects[i].code for i in places]
