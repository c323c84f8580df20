# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Telephone numbers of Viet Nam as schools note them, several in a cell among them."""

import re

import phonenumbers

from .import_problem import ImportProblem

# Mobile numbers of 11 digits became 10 in 2018; only the first digits changed.
OLD_PREFIXES = dict(
    [
        *((f"016{digit}", f"03{digit}") for digit in "23456789"),
        *(("0120", "070"), ("0121", "079"), ("0122", "077"), ("0126", "076"), ("0128", "078")),
        *(("0123", "083"), ("0124", "084"), ("0125", "085"), ("0127", "081"), ("0129", "082")),
        *(("0186", "056"), ("0188", "058"), ("0199", "059")),
    ]
)
_BETWEEN = re.compile(r"[/;,|\n&]|\s-\s|\s+(?:hoặc|và)\s+|(?<=\d{3})\s{2,}(?=\+?\d)")
_LABEL = re.compile(r"^(?:sđt|đt|tel|dd|đtdđ|mobile|zalo|bố|cha|mẹ|ông|bà)\b[\s.:]*", re.IGNORECASE)


def read_phones(text: str) -> list[str]:
    """Return the numbers in ``text`` as E.164; a leading zero lost by the spreadsheet is put back.

    A problem is raised when one of them is none: a wrong number is not dropped for a right one.
    """
    parts = [text]
    if len(re.sub(r"\D", "", text)) > 13 or re.search(r"[;|\n]", text):
        parts = [part for part in _BETWEEN.split(text) if part and part.strip()]
    numbers = [_read_phone(part) for part in parts]
    if not numbers:
        raise ImportProblem("no_such_phone")
    return list(dict.fromkeys(numbers))


def _read_phone(text):
    text = _LABEL.sub("", text.strip().strip("'’`"))
    text = re.sub(r"\(\s*(?:bố|cha|mẹ|ông|bà|zalo)\s*\)$", "", text, flags=re.IGNORECASE)
    digits = re.sub(r"[\s.\-()_\u2013]", "", text)
    digits = re.sub(r"^00(?=84)", "+", digits)
    digits = re.sub(r"^\+840", "+84", digits)
    if not re.fullmatch(r"\+?\d+", digits):
        raise ImportProblem("phone_has_letters")
    for candidate in _candidates(digits):
        try:
            number = phonenumbers.parse(candidate, "VN")
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    raise ImportProblem("no_such_phone")


def _candidates(digits):
    candidates = [digits]
    if not digits.startswith(("+", "0")):
        candidates = [f"+{digits}", f"0{digits}"] if digits.startswith("84") else [f"0{digits}"]
    for candidate in candidates:
        national = re.sub(r"^\+84", "0", candidate)
        yield candidate
        if len(national) == 11 and national[:4] in OLD_PREFIXES:
            yield OLD_PREFIXES[national[:4]] + national[4:]


def show_phone(number: str) -> str:
    """Return an E.164 number as it is dialled in Viet Nam."""
    return f"0{number[3:]}" if number.startswith("+84") else number
