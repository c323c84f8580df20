# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Marks on the scale 0 to 10 and levels Đạt, Chưa đạt.

Inside the rules a mark is a whole number of tenths (7,5 is 75), so that every sum is exact and
"half up" is integer arithmetic; a level of a subject assessed by comments is PASSED or FAILED.
"""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

SCORE = "score"
COMMENT = "comment"
KINDS = (SCORE, COMMENT)

PASSED = 1
FAILED = 0
COMMENT_CODES = ("CD", "D")
COMMENT_LABELS = ("Chưa đạt", "Đạt")

LARGEST = 100
_TEXTS = tuple(f"{tenths // 10},{tenths % 10}" for tenths in range(LARGEST + 1))
_NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(?:[.,][0-9]+)?")
_FORGOTTEN_COMMA = re.compile(r"0[1-9]|[1-9][0-9]|100")
_TYPED_COMMENTS = {
    "Đ": PASSED,
    "D": PASSED,
    "ĐẠT": PASSED,
    "CĐ": FAILED,
    "CD": FAILED,
    "CHƯA ĐẠT": FAILED,
}
_FLOAT_NOISE = 1e-6


class MarkError(ValueError):
    """A value that is no mark. ``reason``: format, decimals, range, not_a_number, not_a_level."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


class Typed(NamedTuple):
    """What :func:`parse_mark` made of a typed text; exactly one of the four cases holds.

    * a value: ``value`` is a float with one decimal, or "D", "CD";
    * blank: all members are empty;
    * doubtful: ``choices`` are the values to ask about, nothing was chosen;
    * refused: ``reason`` is a reason of :class:`MarkError`.
    """

    value: float | str | None = None
    choices: tuple = ()
    reason: str | None = None


def half_up(numerator, denominator):
    """Divide two whole numbers (the first not negative) and round half up to a whole number."""
    return (2 * numerator + denominator) // (2 * denominator)


def to_decimal(text):
    """Read a number written with a dot or a comma.

    :raise MarkError: no number in digits
    """
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        raise MarkError("format")
    return Decimal(text.replace(",", "."))


def to_tenths(mark):
    """Return ``mark`` (number, or text with a dot or a comma) in tenths; None stays None.

    :raise MarkError: more than one decimal, outside 0 to 10, or no number at all
    """
    if mark is None:
        return None
    if isinstance(mark, str):
        mark = to_decimal(mark)
    elif isinstance(mark, bool) or not isinstance(mark, (int, float, Decimal)):
        raise MarkError("format")
    if not 0 <= mark <= 10:
        raise MarkError("range")
    tenths = round(mark * 10)
    if isinstance(mark, float):
        exact = abs(mark * 10 - tenths) < _FLOAT_NOISE
    else:
        exact = Decimal(tenths) / 10 == mark
    if not exact:
        raise MarkError("decimals")
    return tenths


def from_tenths(tenths):
    """Return the mark as a float with one decimal; None stays None."""
    return None if tenths is None else tenths / 10


def mark_text(tenths):
    """Write a mark the Vietnamese way: 75 is "7,5"."""
    return _TEXTS[tenths]


def value_text(kind, value):
    """Write a mark or a level as it is read in Vietnam."""
    return _TEXTS[value] if kind == SCORE else COMMENT_LABELS[value]


def to_value(kind, raw):
    """Read a mark or a level code ("D", "CD") into the rules' own value; None stays None."""
    if kind == SCORE or raw is None:
        return to_tenths(raw)
    if raw not in COMMENT_CODES:
        raise MarkError("not_a_level")
    return COMMENT_CODES.index(raw)


def from_value(kind, value):
    """Return a value of the rules as it stands outside: float, "D" or "CD", None."""
    if value is None:
        return None
    return value / 10 if kind == SCORE else COMMENT_CODES[value]


def parse_mark(text, kind):
    """Read what a teacher typed, or what stands in a cell of a spreadsheet, into a :class:`Typed`.

    Nothing is ever cut or guessed: "85" is doubtful (8,5 was probably meant), "8,55" is refused.
    """
    if text is None or (isinstance(text, str) and not text.strip()):
        return Typed()
    if kind == COMMENT:
        return _parse_comment(text)
    try:
        return Typed(value=from_tenths(to_tenths(text)))
    except MarkError as error:
        choices = _forgotten_comma(text)
        if choices:
            return Typed(choices=choices)
        is_level = error.reason == "format" and _level_key(text) in _TYPED_COMMENTS
        return Typed(reason="not_a_number" if is_level else error.reason)


def _parse_comment(text):
    level = _TYPED_COMMENTS.get(_level_key(text))
    if level is None:
        return Typed(reason="not_a_level")
    return Typed(value=COMMENT_CODES[level])


def _level_key(text):
    # Old keyboards give the Icelandic Ð, which looks the same.
    key = unicodedata.normalize("NFC", str(text)).replace("Ð", "Đ").replace("ð", "đ")
    return " ".join(key.split()).upper()


def _forgotten_comma(text):
    """Return what digits that are no mark may mean: "85" 8,5; "100" 10; "05" 0,5 or 5."""
    digits = str(text).strip().removesuffix(".0")
    if not _FORGOTTEN_COMMA.fullmatch(digits):
        return ()
    with_comma = int(digits) / 10
    return (with_comma, float(digits)) if digits[0] == "0" else (with_comma,)
