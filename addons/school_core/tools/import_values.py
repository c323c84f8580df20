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

import phonenumbers

EXCEL_EPOCH = datetime.date(1899, 12, 30)
EXCEL_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"}
FIRST_YEAR, LAST_YEAR = 1900, 2099
MAX_TEXT = 500
YES = {"x", "co", "1", "true", "yes", "dung"}
NO = {"", "khong", "0", "false", "no", "sai"}
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
DAY_FIRST = re.compile(r"(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{2,4})")
YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")


class ImportProblem(ValueError):
    """A reason why a cell, a sheet or a file cannot be read."""

    def __init__(self, code: str, **params):
        super().__init__(code)
        self.code = code
        self.params = params


def fold(text) -> str:
    """Return ``text`` in lower case without accents, spaces and punctuation, for comparing."""
    decomposed = unicodedata.normalize("NFD", str(text).lower().replace("đ", "d"))
    return "".join(char for char in decomposed if char.isalnum())


def is_empty(value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


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
    code = parse_text(value, 40)
    if " " in code:
        raise ImportProblem("code_has_space")
    return code


def parse_date(value) -> datetime.date:
    if isinstance(value, datetime.datetime):
        day = value.date()
    elif isinstance(value, datetime.date):
        day = value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        day = _date_of_serial(value)
    else:
        day = _date_of_text(parse_text(value))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ImportProblem("date_out_of_range")
    return day


def _date_of_serial(value):
    if not 1 <= value < 80000:
        raise ImportProblem("not_a_date")
    return EXCEL_EPOCH + datetime.timedelta(days=int(value))


def _date_of_text(text):
    text = re.sub(r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$", "", text)
    if match := YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := DAY_FIRST.fullmatch(text):
        if len(match.group(3)) != 4:
            raise ImportProblem("date_short_year")
        day, month, year = map(int, match.groups())
    else:
        raise ImportProblem("not_a_date")
    try:
        return datetime.date(year, month, day)
    except ValueError as error:
        raise ImportProblem("no_such_day") from error


def parse_birth_date(value) -> datetime.date:
    day = parse_date(value)
    if day > datetime.date.today():
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
    text = text.replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ImportProblem("not_a_number") from error
    if not number.is_finite():
        raise ImportProblem("not_a_number")
    return number


def parse_integer(value) -> int:
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
    """Return the phone number as E.164; a leading zero lost by the spreadsheet is put back."""
    text = parse_text(value)
    if re.search(r"[/;,|]|\s-\s", text) and len(re.sub(r"\D", "", text)) > 13:
        raise ImportProblem("several_phones")
    digits = re.sub(r"[\s.\-()]", "", text)
    if not re.fullmatch(r"\+?\d+", digits):
        raise ImportProblem("phone_has_letters")
    candidates = [digits]
    if not digits.startswith(("+", "0")):
        candidates = [f"+{digits}", f"0{digits}"] if digits.startswith("84") else [f"0{digits}"]
    for candidate in candidates:
        try:
            number = phonenumbers.parse(candidate, "VN")
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if re.fullmatch(r"01\d{9}", candidates[-1]):
        raise ImportProblem("old_phone")
    raise ImportProblem("no_such_phone")


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
