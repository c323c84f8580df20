# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 58/2011/TT-BGDĐT for THCS and THPT, as issued and as amended by Thông tư 26/2020."""

from ..registry import register
from .engine import TT58, TT58Before2020
from .parameters import TT58_2011, TT58_2020

register(TT58Before2020(TT58_2011))
register(TT58(TT58_2020))
