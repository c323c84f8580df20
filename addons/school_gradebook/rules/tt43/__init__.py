# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 43/2021/TT-BGDĐT for the general programme in continuing education (GDTX)."""

from ..registry import register
from ..tt22.engine import TT22
from .parameters import TT43

register(TT22(TT43))
