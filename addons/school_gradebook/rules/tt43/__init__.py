# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 43/2021/TT-BGDĐT for the general programme in continuing education (GDTX)."""

from ..registry import register
from ..tt22.engine import TT22
from .parameters import TT43
from .scheme import TT43Scheme


class TT43Rules(TT22):
    """The rules of Thông tư 22/2021 with other numbers and articles."""

    scheme_class = TT43Scheme


register(TT43Rules(TT43))
