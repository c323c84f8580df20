# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Finding the heading of a table in a sheet: below titles, up to three rows high, with groups."""

import re

from .import_sheet import Sheet, is_empty
from .import_table import Column, Table
from .import_values import fold, show

HEADER_ROWS = 25
COUNTERS = {"stt", "tt", "sott", "sothutu", "no", ""}
SKIPPED_SHEETS = {"huongdan", "huongdannhap", "danhmuc", "loi"}
# Groups of columns that tell of a person; what stands below one is not the pupil's.
PERSONS = re.compile(r"(?:thongtin|thongtinve|vethongtin)?(cha|bo|me|nguoigiamho|giamho)$")
PERSON_NAMES = {"bo": "cha", "giamho": "nguoigiamho"}
FAMILY_NAMES = {
    "ho",
    "hodem",
    "holot",
    "hovadem",
    "hovatendem",
    "hovachulot",
    "hotendem",
    "hochulot",
}
GIVEN_NAMES = {"ten", "tenhocsinh"}
SAMPLE_ROWS = 40
TITLES = {
    "class": re.compile(r"\blớp\s*:?\s*(\d{1,2}\s?[A-ZĐa-zđ]?[\w/.]*)", re.IGNORECASE),
    "subject": re.compile(
        r"\bmôn(?:\s*:|\s+học\s*:|\s+học\s+(?=\w)(?!k[ìỳiy])|\s+(?!học))\s*(\w.*?)\s*(?=$|[-–—;|,(]|lớp|học k|hk|năm học|khối|giáo viên|gv)",
        re.IGNORECASE,
    ),
    "term": re.compile(r"\b(?:học\s*k[ìỳiy]|hk)\s*:?\s*(I{1,2}|[12])\b", re.IGNORECASE),
}
SHEET_OF_CLASS = re.compile(
    r"(?:lớp\s*)?(\d{1,2}\s?[A-ZĐ]\w{0,4}|\d{1,2}[/.]\d{1,2})", re.IGNORECASE
)


def locate(sheet: Sheet, columns: list[Column], chosen: dict[str, str] | None = None) -> Table:
    """Return the table whose heading, among the first rows, knows most of ``columns``.

    :param chosen: what the school has said of headings, folded: a column, or "" for none
    """
    accepted = {fold(header): column.name for column in columns for header in column.headers}
    best = None
    for index in range(min(HEADER_ROWS, len(sheet.rows))):
        table = _read_heading(sheet, index, accepted, chosen or {})
        if best is None or len(table.positions) > len(best.positions):
            best = table
    _join_names(best, {column.name for column in columns if column.type == "name"})
    _read_titles(best, columns)
    return best


def _read_heading(sheet, index, accepted, chosen):
    """Read row ``index`` as heading, with the rows above it.

    A row above names groups of columns, or the column itself where cells are merged.
    """
    table = Table(sheet, index + 1, {}, {}, [], [])
    line = sheet.rows[index]
    upper = _groups(sheet, index - 1)
    top = _groups(sheet, index - 2) if len(set(filter(None, upper.values()))) > 1 else {}
    above = sheet.rows[index - 1] if index else []
    for position in range(max(len(line), len(above))):
        own = show(_cell(line, position))
        groups = [top.get(position, ""), upper.get(position, "")]
        text, name = _name(own, show(_cell(above, position)), groups, accepted)
        name = chosen.get(fold(text), name)
        # "Họ đệm" and "Tên" are one name in two columns.
        if not name and fold(text) in FAMILY_NAMES:
            name = accepted.get("hovaten") or accepted.get("hoten")
        if name and name not in table.positions:
            table.positions[name], table.headings[name] = position, text
        elif name:
            table.repeated.append(text)
        elif fold(text) not in COUNTERS and not _is_given_name(table, position, text):
            table.unknown.append(text)
        if fold(text) not in COUNTERS:
            table.layout.append((position, text, name or ""))
    return table


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


def _name(own, above, groups, accepted):
    """Return the text of a heading and the column that it stands for."""
    own, above = " ".join(own.split()), " ".join(above.split())
    person = next(
        (match.group(1) for group in reversed(groups) if (match := PERSONS.match(fold(group)))), ""
    )
    if own and person and not PERSONS.match(fold(own)):
        person = PERSON_NAMES.get(person, person)
        text = f"{groups[1] if PERSONS.match(fold(groups[1])) else groups[0]} {own}"
        return text, accepted.get(person + fold(own)) or accepted.get(fold(text))
    if own:
        for group in (" ".join(filter(None, groups)), groups[1], groups[0]):
            if group and (name := accepted.get(fold(f"{group} {own}"))):
                return f"{group} {own}", name
    text = own or above
    return text, accepted.get(fold(text)) or accepted.get(fold(text.split("(")[0]))


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


def _read_titles(table, columns):
    """Read from the lines above the heading what the table has no column for."""
    wanted = {
        column.name: column.header
        for column in columns
        if column.required and column.name in TITLES and column.name not in table.positions
    }
    lines = [
        show(value)
        for row in table.sheet.rows[: table.header_row - 1]
        for value in row
        if isinstance(value, str)
    ]
    for name, header in wanted.items():
        found = next((match for line in lines if (match := TITLES[name].search(line))), None)
        if not found and name == "class":
            found = SHEET_OF_CLASS.fullmatch(table.sheet.name.strip())
        if found:
            table.titles[name] = found.group(1).strip()
            table.headings[name] = header
