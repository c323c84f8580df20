# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Finding the heading of a table in a sheet: below titles, up to three rows high, with groups."""

import re

from .import_known import Known, is_elsewhere, name_of
from .import_sheet import Sheet, is_empty
from .import_table import Column, Table
from .import_values import fold, show

HEADER_ROWS = 25
ROW_NUMBERS = {"stt", "tt", "sott", "sothutu", "no"}
COUNTERS = {*ROW_NUMBERS, ""}
SKIPPED_SHEETS = {"huongdan", "huongdannhap", "danhmuc", "loi"}
FAMILY_NAMES = {
    "ho",
    "hodem",
    "holot",
    "hovadem",
    "hovatendem",
    "hovachulot",
    "hotendem",
    "hochulot",
    "hovatenlot",
    "hotenlot",
    "hovachudem",
}
GIVEN_NAMES = {"ten", "tenhocsinh"}
DATE_PARTS = {"ngay": 0, "thang": 1, "nam": 2}
SAMPLE_ROWS = 40
TITLES = {
    "class": re.compile(r"\blớp\s*:?\s*(\d{1,2}\s?[A-ZĐa-zđ]?[\w/.]*)", re.IGNORECASE),
    "subject": re.compile(
        r"\bmôn(?:\s*:|\s+học\s*:|\s+học\s+(?=\w)(?!k[ìỳiy])|\s+(?!học))\s*(\w.*?)\s*(?=$|[-–—;|,(]|lớp|học k|hk|năm học|khối|giáo viên|gv)",
        re.IGNORECASE,
    ),
    "term": re.compile(
        r"\b(?:(?:học\s*k[ìỳiy]|hk)\s*:?\s*(I{1,2}|[12])\b|(cả\s+năm))", re.IGNORECASE
    ),
    "school_name": re.compile(r"^(?:tên\s+)?(trường\b\s*:?\s*\w.*)$", re.IGNORECASE),
}
YEAR = re.compile(r"\bnăm\s*học\s*:?\s*(\d{4})\s*[-–—/]\s*(\d{4})\b", re.IGNORECASE)
SHEET_OF = {
    "class": re.compile(r"(?:lớp\s*)?(\d{1,2}\s?[A-ZĐ]\w{0,4}|\d{1,2}[/.]\d{1,2})", re.IGNORECASE),
    "term": re.compile(r"(?:h[oọ]c\s*k[ìỳiy]|hk)\s*(I{1,2}|[12])|(c[aả]\s*n[aă]m)", re.IGNORECASE),
}


def locate(
    sheet: Sheet,
    columns: list[Column],
    chosen: dict[str, str] | None = None,
    header_row: int | None = None,
    elsewhere: frozenset[str] = frozenset(),
) -> Table:
    """Return the table whose heading, among the first rows, knows most of ``columns``.

    :param chosen: what the school has said of headings, folded: a column, or "" for none
    :param header_row: the row of the heading, from 1, where it is known
    :param elsewhere: folded headings of groups that have no place here
    """
    accepted = Known.of(columns, elsewhere)
    dates = {column.name for column in columns if column.type in ("date", "birth_date")}
    rows = range(min(HEADER_ROWS, len(sheet.rows)))
    if header_row:
        rows = [min(header_row, len(sheet.rows)) - 1]
    tables = [_read_heading(sheet, index, accepted, dates, chosen or {}) for index in rows]
    # The row with the parts of a date knows no more columns than the one above it.
    best = max(tables, key=lambda table: (len(table.positions), len(table.dates)))
    _join_names(best, {column.name for column in columns if column.type == "name"})
    _read_titles(best, columns)
    return best


def heading_key(cells: list) -> str:
    """Return what tells a row of headings from others, "" for a row of less than two."""
    texts = [fold(show(value)) for value in cells if isinstance(value, str) and not is_empty(value)]
    return "|".join(texts) if len(texts) > 1 else ""


def likely_heading(sheet: Sheet) -> int:
    """Return the row, from 1, that most likely holds the headings of a table nobody knows."""
    rows = sheet.rows[:HEADER_ROWS]
    texts = [len(set(heading_key(cells).split("|"))) for cells in rows]
    return texts.index(max(texts)) + 1


def title_year(table: Table) -> str:
    """Return the school year that stands above the table, as "2026-2027", or ""."""
    match = next((match for line in _lines_above(table) if (match := YEAR.search(line))), None)
    return "-".join(match.groups()) if match else ""


def _read_heading(sheet, index, accepted, dates, chosen):
    """Read row ``index`` as heading, with the rows above it.

    A row above names groups of columns, or the column itself where cells are merged.
    """
    table = Table(sheet, index + 1, {}, {}, [], [])
    line = sheet.rows[index]
    upper = _groups(sheet, index - 1)
    top = _groups(sheet, index - 2) if len(set(filter(None, upper.values()))) > 1 else {}
    above = sheet.rows[index - 1] if index else []
    table.dates = _dates_in_parts(line, upper, accepted, dates)
    parts = {place: name for name, places in table.dates.items() for place in places}
    first = next((place for place, value in enumerate(line) if not is_empty(value)), 0)
    titles = {top.get(first, ""), upper.get(first, "")}
    for position in range(max(len(line), len(above))):
        own = show(_cell(line, position))
        groups = [top.get(position, ""), upper.get(position, "")]
        text, name = name_of(own, show(_cell(above, position)), groups, accepted, titles)
        if is_elsewhere(text, groups, accepted):
            text, name = f"{next(filter(None, groups))} {text}", None
            table.elsewhere.add(text)
        if position in parts:
            text, name = f"{groups[1]} {own}", parts[position]
        name = chosen.get(fold(text), name)
        # "Họ đệm" and "Tên" are one name in two columns.
        if name is None and fold(text) in FAMILY_NAMES:
            name = accepted.alone.get("hovaten") or accepted.alone.get("hoten")
        if parts.get(position) in table.positions or _is_given_name(table, position, text):
            # A further cell of a date or of a name.
            name = parts.get(position, "name")
        elif name and name not in table.positions:
            table.positions[name] = position
            table.headings[name] = groups[1] if position in parts else text
        elif name:
            table.repeated.append(text)
        elif fold(text) in ROW_NUMBERS:
            table.order = position if table.order is None else table.order
        elif name is None and text:
            table.unknown.append(text)
        if fold(text) not in COUNTERS:
            table.layout.append((position, text, name or ""))
    return table


def _dates_in_parts(line, groups, accepted, dates):
    """Return the positions of day, month and year that stand side by side below a date."""
    found = {}
    for position, value in enumerate(line):
        part = DATE_PARTS.get(fold(show(value)))
        name = accepted.alone.get(fold(groups.get(position, "")))
        if part is not None and name in dates:
            found.setdefault(name, {}).setdefault(part, position)
    return {
        name: tuple(parts[part] for part in range(3))
        for name, parts in found.items()
        if len(parts) == 3
    }


def _is_given_name(table, position, text):
    family = table.positions.get("name")
    return (
        fold(text) in GIVEN_NAMES
        and family == position - 1
        and fold(table.headings["name"]) in FAMILY_NAMES
    )


def _groups(sheet, index):
    """Return, by position, the text of row ``index`` that stands above the position."""
    if index < 0:
        return {}
    has_spans = any(row == index + 1 for row, _position in sheet.spans)
    texts, text, end = {}, "", 0
    for position, value in enumerate(sheet.rows[index]):
        if not is_empty(value):
            text = " ".join(show(value).split())
            end = sheet.spans.get((index + 1, position), position if has_spans else 10**6)
        texts[position] = text if position <= end else ""
        last = position
    if texts and text:
        # The last group may reach beyond the last cell that holds anything.
        texts.update((position, text) for position in range(last + 1, min(end, last + 12) + 1))
    return texts


def _cell(line, position):
    return line[position] if position < len(line) else None


def _join_names(table, names):
    """Note which names stand in two cells: below one merged heading, or family and given name."""
    sheet, headed = table.sheet, {position for position, _heading, _name in table.layout}
    taken = {position for position, _heading, name in table.layout if name}
    rows = sheet.rows[table.header_row : table.header_row + SAMPLE_ROWS]
    for name in names & table.positions.keys():
        position = table.positions[name]
        following = position + 1
        if fold(table.headings[name]) in FAMILY_NAMES:
            table.joined[name] = following
            continue
        texts = [_cell(row, following) for row in rows if not is_empty(_cell(row, position))]
        is_text = [isinstance(value, str) and not is_empty(value) for value in texts]
        if following not in headed | taken and is_text and sum(is_text) >= 0.8 * len(is_text):
            table.joined[name] = following


def _lines_above(table):
    """Return the texts above the heading."""
    rows = table.sheet.rows[: table.header_row - 1]
    return [show(value) for row in rows for value in row if isinstance(value, str)]


def _read_titles(table, columns):
    """Read from the lines above the heading what the table has no column for."""
    wanted = {
        column.name: column.header
        for column in columns
        if column.for_all and column.name in TITLES and column.name not in table.positions
    }
    for name, header in wanted.items():
        lines = _lines_above(table)
        found = next((match for line in lines if (match := TITLES[name].search(line))), None)
        if not found and name in SHEET_OF:
            found = SHEET_OF[name].fullmatch(table.sheet.name.strip())
        if found:
            table.titles[name] = (found.group(1) or found.group(2)).strip()
            table.headings[name] = header
