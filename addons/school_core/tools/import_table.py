# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A table in a sheet and its rows, read by the columns of a kind of data."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from .import_clean import Change
from .import_phones import read_phones, show_phone
from .import_problem import ImportProblem
from .import_sheet import Sheet, is_empty
from .import_values import PARSERS, fold, parse_choice, phone_text, show
from .vietnamese import proper_name

TOTALS = re.compile(r"(tongso|tongcong|cong$|nguoilap|hieutruong|danhsach(nay)?(co|gom))")
FOOTERS = re.compile(
    rf"{TOTALS.pattern}|(tong|phohieutruong|giaovienchunhiem|gvcn|kyten|kiten|xacnhan|ghichu"
    r"|nguoinhap|thutruong|.{0,25}ngay\d*thang\d*nam\d*$)"
)
# Headings of a column of crosses, whatever stands in brackets after them.
CROSSES = {"nu", "lanu", "gioitinhnu", "gtnu"}
USUAL_DATE = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{4}")
NUMBERING = re.compile(r"[(\[]?(\d{1,2}|[A-Z])[)\]]?")


@dataclass(frozen=True)
class Column:
    """A column of a kind of data.

    ``headers`` are the accepted headings, the first one is that of the template. ``choices`` maps
    a value to its accepted spellings. ``help`` and ``example`` fill the template's guide.
    ``instead`` are columns one of which is enough where a required one is not in the sheet or not
    filled; ``for_all`` may be said once for all rows, above the table or in the preview.
    ``below`` are headings that may stand below one of ``headers`` (or above it), such as the term
    below a subject; where not ``alone``, one of them must. ``company_id`` is the school whose own
    column it is.
    """

    name: str
    headers: tuple[str, ...]
    type: str = "text"
    required: bool = False
    choices: dict = field(default_factory=dict)
    help: str = ""
    example: object = ""
    instead: tuple[str, ...] = ()
    for_all: bool = False
    below: tuple[str, ...] = ()
    alone: bool = True
    company_id: int = 0

    @property
    def header(self):
        return self.headers[0] if self.alone else f"{self.headers[0]} {self.below[0]}"

    def is_among(self, names):
        """Return whether the column, or one that will do instead, is among ``names``."""
        return self.name in names or any(name in names for name in self.instead)

    def parse(self, value):
        if self.choices:
            return parse_choice(value, self.choices)
        return PARSERS[self.type](value)


@dataclass
class Row:
    """A row of the table: ``values`` holds the parsed cells that are not empty.

    ``outcome`` tells what became of it: created, updated or unchanged.
    """

    number: int
    values: dict
    cells: dict
    is_valid: bool = True
    outcome: str = ""

    def pick(self, names):
        """Return those of the values ``names`` that the row has."""
        return {name: self.values[name] for name in names if name in self.values}


@dataclass
class Problem:
    row: int
    column: str
    value: str
    code: str
    params: dict = field(default_factory=dict)
    is_notice: bool = False


@dataclass
class Table:
    """A sheet read as a kind of data: found columns, rows and everything wrong with them.

    ``layout`` is each column of the sheet that has a heading, as (position, heading, name of the
    column or ""); ``joined`` the further positions of a name that stands in two cells, ``dates``
    those of day, month and year; ``order`` is the position of the numbers of the rows; ``titles``
    is what the lines above the heading, or the name of the sheet, say for all rows, ``given`` what
    the user says of them; ``elsewhere`` are headings below a group that has no place in the kind.
    """

    sheet: Sheet
    header_row: int
    positions: dict[str, int]
    headings: dict[str, str]
    unknown: list[str]
    repeated: list[str]
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    layout: list[tuple[int, str, str]] = field(default_factory=list)
    joined: dict[str, int] = field(default_factory=dict)
    dates: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    order: int | None = None
    titles: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)

    @property
    def counts(self):
        return Counter(row.outcome for row in self.rows)

    def heading(self, name):
        return self.headings.get(name, name)

    def position(self, heading):
        """Return the place of the column with ``heading``, 0 when the sheet has none."""
        for name, own in self.headings.items():
            if own == heading:
                return self.positions.get(name, 0)
        return 0


def read_rows(
    table: Table,
    columns: list[Column],
    *,
    proper_names: bool = False,
    nowhere: frozenset[str] = frozenset(),
) -> Table:
    """Fill ``table`` with its rows and with a problem for every cell that cannot be read.

    :param proper_names: write names in capitals, or without any, the way names are written
    :param nowhere: folded headings of other systems that have no place here
    """
    for column in columns:
        # Problems name what the sheet lacks as the template does.
        table.headings.setdefault(column.name, column.header)
    said = {**table.titles, **table.given}
    known = table.positions.keys() | said.keys()
    columns, stand_ins = _found_columns(columns, known)
    missing = [column for column in columns if column.name not in known]
    for column in missing:
        code = "column_missing_or_said" if column.for_all else "column_missing"
        table.problems.append(Problem(table.header_row, column.header, "", code))
    for heading in table.repeated:
        table.problems.append(Problem(table.header_row, heading, "", "column_twice"))
    for heading in table.unknown:
        is_nowhere = heading in table.elsewhere or fold(heading) in nowhere
        code = "column_nowhere" if is_nowhere else "column_unknown"
        table.problems.append(Problem(table.header_row, heading, "", code, is_notice=True))
    if missing or table.repeated:
        return table
    if fold(table.headings.get("gender", "").split("(")[0]) in CROSSES:
        # A column of crosses: who has none is a boy.
        said["gender"] = "Nam"
    for index in range(table.header_row, len(table.sheet.rows)):
        cells = _cells(table, index)
        if not cells or _is_heading(table, index):
            continue
        if code := _why_no_row(cells, columns, said, stand_ins):
            name, value = next(iter(cells.items()))
            table.problems.append(
                Problem(index + 1, table.heading(name), show(value), code, is_notice=True)
            )
            continue
        cells = {**said, **cells}
        table.rows.append(_read_row(table, index + 1, cells, columns, proper_names))
    return table


def _found_columns(columns, known):
    """Return the columns that are ``known`` or required, and the names of those that stand in.

    What stands in for a required column is required itself.
    """
    absent = [column for column in columns if column.required and column.name not in known]
    stand_ins = {
        next(name for name in column.instead if name in known)
        for column in absent
        if column.is_among(known)
    }
    found = [
        replace(column, required=True) if column.name in stand_ins else column
        for column in columns
        if column.name in known or (column in absent and not column.is_among(known))
    ]
    return found, stand_ins


def _why_no_row(cells, columns, said, stand_ins):
    """Return the code of why ``cells`` are no row of the table, or None."""
    required = [column for column in columns if column.required]
    if _is_footer(cells, required, said):
        return "row_footer"
    if not any(column.is_among(cells) for column in required):
        return "row_ignored"
    if cells.keys() == stand_ins:
        # A pupil of whom nothing is said, or whoever signed the sheet.
        return "row_only_name"
    return None


def _cells(table, index):
    line = table.sheet.rows[index]
    cells = {
        name: line[position]
        for name, position in table.positions.items()
        if position < len(line) and not is_empty(line[position])
    }
    for name, position in table.positions.items():
        if (index + 1, position) in table.sheet.uncomputed:
            cells[name] = ImportProblem("formula")
    for name, places in table.dates.items():
        parts = [line[place] if place < len(line) else None for place in places]
        if not all(map(is_empty, parts)):
            cells[name] = "/".join(map(show, parts))
    for name, position in table.joined.items():
        if name in cells and position < len(line) and not is_empty(line[position]):
            cells[name] = f"{show(cells[name])} {show(line[position])}"
    return cells


def _is_heading(table, index):
    """Return whether the row repeats the heading (on each printed page), or numbers the columns."""
    line = table.sheet.rows[index]
    texts = [fold(show(value)) for value in line if not is_empty(value)]
    if index == table.header_row and len(texts) > 2:
        marks = [NUMBERING.fullmatch(show(value)) for value in line if not is_empty(value)]
        if all(marks) and len({mark.group(1) for mark in marks}) == len(marks):
            return True
    own = {position: fold(heading) for position, heading, _name in table.layout}
    repeated = [
        position
        for position, value in enumerate(line)
        if isinstance(value, str)
        and len(text := fold(value)) > 1
        and not text.isdigit()
        and own.get(position, "").endswith(text)
    ]
    return len(repeated) > 2 and len(repeated) > len(texts) / 2


def _is_footer(cells, required, given):
    """Return whether the row is a total or a signature below the table.

    It lacks most of what a row must have; a row that only lacks something is an error.
    """
    needed = [column.name for column in required if column.name not in given]
    lacking = sum(name not in cells for name in needed)
    texts = [fold(show(value)) for value in cells.values() if isinstance(value, str)]
    if lacking and 2 * lacking >= len(needed):
        return any(map(FOOTERS.match, texts))
    return bool(needed) and bool(TOTALS.match(fold(show(cells.get(needed[0])))))


def _read_row(table, number, cells, columns, proper_names):
    row = Row(number, {}, cells)
    for column in columns:
        cell = cells.get(column.name)
        if cell is None:
            if column.required and not column.is_among(cells):
                add_problem(table, row, column.name, "required")
            continue
        try:
            if isinstance(cell, ImportProblem):
                raise cell
            value = column.parse(cell)
        except ImportProblem as problem:
            add_problem(table, row, column.name, problem.code, **problem.params)
            continue
        row.values[column.name] = _cleaned(table, row, column, cell, value, proper_names)
    return row


def _cleaned(table, row, column, cell, value, proper_names):
    """Return ``value`` as it is stored, noting what is no longer as it stood in the cell."""
    if column.type in ("date", "birth_date"):
        usual = not isinstance(cell, str | int | float) or USUAL_DATE.fullmatch(show(cell))
        if not usual:
            _note(table, row, column, "date", cell, show(value))
    elif column.type == "phone":
        digits = "".join(filter(str.isdigit, show(cell)))
        if digits != show_phone(value):
            _note(table, row, column, "phone", cell, show_phone(value))
        if others := read_phones(phone_text(cell))[1:]:
            numbers = ", ".join(map(show_phone, others))
            add_notice(table, row, column.name, "other_phones", numbers=numbers)
    elif column.type == "name" and proper_names and (name := proper_name(value)) != value:
        _note(table, row, column, "capitals", value, name)
        return name
    return value


def add_change(table, row, column, what, new):
    """Note that what stands in the ``column`` of ``row`` is stored as ``new``."""
    cell = row.cells.get(column)
    position = table.positions.get(column, 0)
    table.sheet.changes.append(Change(row.number, position, what, show(cell), new))


def _note(table, row, column, what, old, new):
    position = table.positions.get(column.name, 0)
    table.sheet.changes.append(Change(row.number, position, what, show(old), new))


def add_problem(table, row, column, code, /, **params):
    """Refuse ``row`` for what stands in its ``column``."""
    row.is_valid = False
    table.problems.append(_problem(table, row, column, code, params))


def add_notice(table, row, column, code, /, **params):
    """Tell something about the ``column`` of ``row`` that does not stand against it."""
    problem = _problem(table, row, column, code, params)
    problem.is_notice = True
    table.problems.append(problem)


def _problem(table, row, column, code, params):
    cell = row.cells.get(column)
    value = "" if isinstance(cell, ImportProblem) else show(cell)
    return Problem(row.number, table.heading(column), value, code, params)
