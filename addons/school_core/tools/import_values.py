# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reading of single cells as schools write them: dates, numbers, phones, choices.

Every function takes what a spreadsheet or a CSV file holds in a cell and returns a Python value,
or raises :class:`ImportProblem` with a code; the sentence for the user is made by
``school.import`` in his language.
"""

import datetime
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from .import_dates import read_date
from .import_phones import read_phones
from .import_problem import ImportProblem
from .local_time import local_today

EXCEL_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"}
MAX_TEXT = 500
YES = {"x", "co", "1", "true", "yes", "dung"}
NO = {"", "khong", "0", "false", "no", "sai"}
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+")


def fold(text) -> str:
    """Return ``text`` in lower case without accents, spaces and punctuation, for comparing."""
    return _fold(str(text))


@lru_cache(maxsize=50000)
def _fold(text):
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(char for char in decomposed if char.isalnum())


def fold_class(text) -> str:
    """Fold the name of a class: "Lớp 06A1" is 6A1, and 6/1 stays apart from 61."""
    without_zeros = re.sub(r"(?<!\d)0+(?=\d)", "", str(text))
    parts = re.split(r"(?<=\d)\W+(?=\d)", without_zeros)
    return "/".join(map(fold, parts)).removeprefix("lop")


def fold_key(kind, text) -> str:
    """Fold what names a record of ``kind`` in a file."""
    return fold_class(text) if kind == "classes" else fold(text)


def show(value) -> str:
    """Return ``value`` as the user sees it in the cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime | datetime.date):
        return value.strftime("%d/%m/%Y")
    return str(value).strip()


def parse_text(value, max_length: int = MAX_TEXT) -> str:
    text = " ".join(unicodedata.normalize("NFC", show(value)).split())
    if text in EXCEL_ERRORS:
        raise ImportProblem("excel_error")
    if len(text) > max_length:
        raise ImportProblem("too_long", limit=max_length)
    return text


def parse_name(value) -> str:
    name = parse_text(value, 120)
    if any(char.isdigit() for char in name):
        raise ImportProblem("name_has_digits")
    return name


def parse_code(value) -> str:
    # an export's sign that the cell is text is no part of a code
    code = parse_text(value, 40).lstrip("'’`‘")
    if " " in code:
        raise ImportProblem("code_has_space")
    return code


def parse_date(value) -> datetime.date:
    return read_date(parse_text(value) if isinstance(value, str) else value)


def parse_birth_date(value) -> datetime.date:
    text = parse_text(value) if isinstance(value, str) else value
    day = read_date(text, years_ahead=0)
    if day > local_today():
        raise ImportProblem("date_in_future")
    return day


def parse_number(value) -> Decimal:
    if isinstance(value, bool):
        raise ImportProblem("not_a_number")
    if isinstance(value, int | float):
        return Decimal(str(value))
    text = parse_text(value).replace(" ", "").replace("\u00a0", "")
    if "," in text and "." in text:
        thousands = "." if text.rindex(",") > text.rindex(".") else ","
        text = text.replace(thousands, "")
    elif text.count(".") > 1 and THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    text = text.replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ImportProblem("not_a_number") from error
    if not number.is_finite():
        raise ImportProblem("not_a_number")
    return number


def parse_integer(value) -> int:
    if isinstance(value, str) and THOUSANDS.fullmatch(value.strip()):
        value = value.replace(".", "")
    number = parse_number(value)
    if number != number.to_integral_value():
        raise ImportProblem("not_whole")
    if number < 0:
        raise ImportProblem("negative")
    return int(number)


def parse_boolean(value) -> bool:
    answer = fold(show(value))
    if answer in YES:
        return True
    if answer in NO:
        return False
    raise ImportProblem("not_yes_no")


def parse_email(value) -> str:
    address = parse_text(value, 120).lower()
    if not EMAIL.fullmatch(address):
        raise ImportProblem("not_an_email")
    return address


def parse_phone(value) -> str:
    """Return the telephone number, the first of several, as E.164."""
    return read_phones(phone_text(value))[0]


def phone_text(value) -> str:
    # Lines of a cell hold a number each, so they stay apart.
    return "\n".join(filter(None, map(parse_text, show(value).split("\n"))))


def parse_choice(value, choices) -> str:
    """Return the key of ``choices`` ({key: accepted spellings}) that ``value`` stands for."""
    answer = fold(parse_text(value))
    for key, spellings in choices.items():
        if answer in {fold(spelling) for spelling in spellings}:
            return key
    raise ImportProblem(
        "not_in_list", allowed=", ".join(spellings[0] for spellings in choices.values())
    )


def parse_list(value) -> list[str]:
    return [part for part in map(parse_text, re.split(r"[;,\n]", show(value))) if part]


def parse_raw(value):
    """Return ``value`` as it is, for what the kind reads itself."""
    if isinstance(value, str) and value.strip() in EXCEL_ERRORS:
        raise ImportProblem("excel_error")
    return value


PARSERS = {
    "raw": parse_raw,
    "text": parse_text,
    "name": parse_name,
    "code": parse_code,
    "date": parse_date,
    "birth_date": parse_birth_date,
    "number": parse_number,
    "integer": parse_integer,
    "boolean": parse_boolean,
    "email": parse_email,
    "phone": parse_phone,
    "list": parse_list,
}
