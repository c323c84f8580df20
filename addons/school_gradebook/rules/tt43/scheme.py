# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The books of Thông tư 43/2021: those of Thông tư 22/2021, one article less after the tenth."""

from types import MappingProxyType

from ..average_scheme import AverageScheme


class TT43Scheme(AverageScheme):
    """There is no article on an exemption from practical parts."""

    articles = MappingProxyType(
        {
            "regular": "Điều 6",
            "decimals": "Điều 5",
            "exempt_whole": "Điều 10",
            "exempt_practice": "Điều 10",
            "training": "Điều 12",
            "decision": "Điều 11",
        }
    )
