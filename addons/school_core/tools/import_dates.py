# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Dates as they stand in spreadsheets: real ones, serial numbers and text of every shape."""

import datetime
import re

from .import_problem import ImportProblem
from .local_time import local_today

EXCEL_EPOCH = datetime.date(1899, 12, 30)
FIRST_YEAR, LAST_YEAR = 1900, 2099
# 18 May 1927; smaller numbers are a day, a month or a count, typed in the wrong column.
FIRST_SERIAL = 10000
# A year of two digits lies in the past hundred years, for what is planned at most so far ahead.
YEARS_AHEAD = 10
_SEPARATOR = r"\s*[/.\-,\\ ]+\s*"
_DAY_FIRST = re.compile(rf"(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{4}}|\d{{2}})")
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{1,2}})")
_IN_WORDS = re.compile(
    r"(?:ngày\s*)?(\d{1,2})\s*tháng\s*(\d{1,2})\s*,?\s*(?:năm\s*)?(\d{4}|\d{2})", re.IGNORECASE
)
_MONTH_NAME = re.compile(r"(\d{1,2})[\s\-]([a-z]{3})[a-z]*[\s\-](\d{4}|\d{2})", re.IGNORECASE)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DIGITS = re.compile(r"(\d{2})(\d{2})((?:19|20)\d{2})")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_TIME = re.compile(r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([AaPp][Mm])?$")


def read_date(value, years_ahead: int = YEARS_AHEAD) -> datetime.date:
    """Return the day that ``value`` (a cell, text already tidied) stands for."""
    if isinstance(value, datetime.datetime):
        day = value.date()
    elif isinstance(value, datetime.date):
        day = value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        day = _date_of_number(value, years_ahead)
    else:
        day = _date_of_text(value, years_ahead)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ImportProblem("date_out_of_range")
    return day


def _date_of_number(value, years_ahead):
    if FIRST_YEAR <= value <= LAST_YEAR:
        raise ImportProblem("only_a_year")
    if FIRST_SERIAL <= value < 80000:
        return EXCEL_EPOCH + datetime.timedelta(days=int(value))
    if value == int(value) and len(str(int(value))) in (7, 8):
        # 15092012 typed without separators.
        return _date_of_text(f"{int(value):08d}", years_ahead)
    raise ImportProblem("not_a_date")


def _date_of_text(text, years_ahead):
    text = _TIME.sub("", text.strip().strip("'’`").strip())
    if re.fullmatch(r"(?:19|20)\d{2}", text):
        raise ImportProblem("only_a_year")
    if _SERIAL.fullmatch(text):
        return EXCEL_EPOCH + datetime.timedelta(days=int(float(text)))
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
    elif match := (
        _DAY_FIRST.fullmatch(text) or _IN_WORDS.fullmatch(text) or _DIGITS.fullmatch(text)
    ):
        day, month, year = match.groups()
    elif (match := _MONTH_NAME.fullmatch(text)) and match.group(2).lower() in _MONTHS:
        day, month, year = match.groups()
        month = _MONTHS.index(month.lower()) + 1
    else:
        raise ImportProblem("not_a_date")
    try:
        return datetime.date(_full_year(year, years_ahead), int(month), int(day))
    except ValueError as error:
        raise ImportProblem("no_such_day") from error


def _full_year(year, years_ahead):
    if len(year) == 4:
        return int(year)
    last = local_today().year + years_ahead
    return last - (last - int(year)) % 100
