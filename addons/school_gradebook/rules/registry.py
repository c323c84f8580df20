# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which rules apply: by code and level, or by school year, level and grade.

A circular is a module that calls :func:`register`; nothing here names one.
"""

from .average_scheme import AverageScheme
from .model import LEVEL_GRADES

_RULES = {}


class RulesError(LookupError):
    """There are no rules for what was asked."""


def register(rules):
    """Make ``rules`` answer for its ``code`` and each of its ``levels``.

    Its books are those of its ``scheme_class``; without one they are those with averages.
    """
    rules.scheme = getattr(rules, "scheme_class", AverageScheme)(rules)
    for level in rules.levels:
        _RULES[rules.code, level] = rules


def get_rules(code, level):
    """Return the rules of the circular ``code`` for ``level``.

    :raise RulesError: unknown code or level, or a circular that has no rules for the level
    """
    levels = [known for rules, known in _RULES if rules == code]
    if not levels:
        known = sorted({rules for rules, _level in _RULES})
        raise RulesError(f"unknown rules {code!r}; known: {', '.join(known)}")
    if not isinstance(level, str) or level not in LEVEL_GRADES:
        raise RulesError(f"unknown level {level!r}; known: {', '.join(LEVEL_GRADES)}")
    if level not in levels:
        raise RulesError(f"{code} has no rules for {level}, only for {', '.join(levels)}")
    return _RULES[code, level]


def schemes():
    """Return what the books of each circular are made of, once each."""
    return list({rules.scheme: None for rules in _RULES.values()})


def rules_for(first_year, level, grade):
    """Return the rules that apply in the school year that starts in ``first_year``.

    :raise RulesError: no registered circular applies
    """
    since = {
        rules.parameters.first_years[grade]: rules
        for (_code, known), rules in _RULES.items()
        if known == level and rules.parameters.first_years.get(grade, first_year + 1) <= first_year
    }
    if not since:
        raise RulesError(
            f"no rules are available for {level}, grade {grade}, {first_year}-{first_year + 1}"
        )
    return since[max(since)]
