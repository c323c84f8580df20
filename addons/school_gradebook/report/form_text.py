# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Words and number formats of the ministry's forms; these forms are Vietnamese by law."""

from markupsafe import Markup

from ..tools.mark_text import average_text as average_text
from ..tools.mark_text import mark_text as mark_text

GENDERS = {"male": "Nam", "female": "Nữ"}
TERMS = {1: "Học kì I", 2: "Học kì II"}
#: To be filled in by hand.
DOTS = "……"
TERM_NUMERALS = {1: "I", 2: "II"}


def mark_cell(row, column, value, kind="score"):
    """Return a mark; the ones it was corrected from stand before it, struck out in red."""
    struck = [text for text in row["struck"].get(column, ()) if text]
    if not struck:
        return mark_text(value, kind)
    return Markup("<s>%s</s> %s") % (", ".join(struck), mark_text(value, kind))


def count_text(number):
    """Return a number of sessions; dots to write on where nobody has counted them."""
    return DOTS if number is None or number is False else str(number)


def within(heading):
    """Return a heading as it stands within a sentence: học kì I, cả năm."""
    return heading[:1].lower() + heading[1:]


def date_text(day):
    return day.strftime("%d/%m/%Y") if day else ""
