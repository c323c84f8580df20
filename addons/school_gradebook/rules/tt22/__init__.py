# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 22/2021/TT-BGDĐT for THCS and THPT."""

from ..registry import register
from .engine import TT22
from .parameters import Parameters

register(TT22(Parameters()))
