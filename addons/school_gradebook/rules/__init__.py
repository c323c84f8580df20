# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The rules of assessment: pure Python, no Odoo. See README.md for the interface."""

from . import tt22, tt27, tt43, tt58
from .model import NOT_TAKEN, CaseError, Plan, Reason, Settings, TermValue, YearResult
from .registry import RulesError, get_rules, rules_for
from .scale import (
    COMMENT,
    FAILED,
    PASSED,
    SCORE,
    MarkError,
    Typed,
    from_tenths,
    mark_text,
    parse_mark,
    to_tenths,
)

__all__ = [
    "COMMENT",
    "FAILED",
    "NOT_TAKEN",
    "PASSED",
    "SCORE",
    "CaseError",
    "MarkError",
    "Plan",
    "Reason",
    "RulesError",
    "Settings",
    "TermValue",
    "Typed",
    "YearResult",
    "from_tenths",
    "get_rules",
    "mark_text",
    "parse_mark",
    "rules_for",
    "to_tenths",
]
