# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 27/2020/TT-BGDĐT for primary school."""

from ..registry import register
from .case import CaseRules

register(CaseRules())
