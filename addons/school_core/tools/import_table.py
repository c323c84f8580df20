# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Finding the table in a sheet and reading its rows by the columns of a kind of data."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import zip_longest

from .import_file import Sheet
from .import_values import (
    PARSERS,
    ImportProblem,
    fold,
    is_empty,
    parse_choice,
    show,
)

HEADER_ROWS = 10
COUNTERS = {"stt", "tt", "sott", "sothutu", "no", ""}
SKIPPED_SHEETS = {"huongdan", "danhmuc", "loi"}


@dataclass(frozen=True)
class Column:
    """A column of a kind of data.

    ``headers`` are the accepted headings, the first one is that of the template. ``choices`` maps
    a value to its accepted spellings. ``help`` and ``example`` fill the template's guide.
    """

    name: str
    headers: tuple[str, ...]
    type: str = "text"
    required: bool = False
    choices: dict = field(default_factory=dict)
    help: str = ""
    example: object = ""

    @property
    def header(self):
        return self.headers[0]

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
    """A sheet read as a kind of data: found columns, rows and everything wrong with them."""

    sheet: Sheet
    header_row: int
    positions: dict[str, int]
    headings: dict[str, str]
    unknown: list[str]
    repeated: list[str]
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def counts(self):
        return Counter(row.outcome for row in self.rows)

    def heading(self, name):
        return self.headings.get(name, name)

    def position(self, heading):
        """Return the place of the column with ``heading``, 0 when the sheet has none."""
        for name, own in self.headings.items():
            if own == heading:
                return self.positions[name]
        return 0


def locate(sheet: Sheet, columns: list[Column]) -> Table:
    """Return the table whose heading, among the first rows, knows most of ``columns``."""
    accepted = {fold(header): column.name for column in columns for header in column.headers}
    best = None
    for index in range(min(HEADER_ROWS, len(sheet.rows))):
        table = _read_heading(sheet, index, accepted)
        if best is None or len(table.positions) > len(best.positions):
            best = table
    return best


def _read_heading(sheet, index, accepted):
    """Read row ``index`` as heading, with the row above it.

    The row above names groups of columns, or the column itself where two cells are merged.
    """
    positions, headings, unknown, repeated = {}, {}, [], []
    above = sheet.rows[index - 1] if index else []
    group = ""
    for position, (upper, lower) in enumerate(zip_longest(above, sheet.rows[index])):
        if not is_empty(upper):
            group = show(upper)
        text = show(lower)
        name = accepted.get(fold(f"{group} {text}")) if group and text else None
        if name:
            text = f"{group} {text}"
        else:
            text = text or show(upper)
            name = accepted.get(fold(text)) or accepted.get(fold(text.split("(")[0]))
        if name and name not in positions:
            positions[name], headings[name] = position, " ".join(text.split())
        elif name:
            repeated.append(text)
        elif fold(text) not in COUNTERS:
            unknown.append(" ".join(text.split()))
    return Table(sheet, index + 1, positions, headings, unknown, repeated)


def read_rows(table: Table, columns: list[Column]) -> Table:
    """Fill ``table`` with its rows and with a problem for every cell that cannot be read."""
    columns = [column for column in columns if column.name in table.positions or column.required]
    missing = [column for column in columns if column.name not in table.positions]
    for column in missing:
        table.problems.append(Problem(table.header_row, column.header, "", "column_missing"))
    for heading in table.repeated:
        table.problems.append(Problem(table.header_row, heading, "", "column_twice"))
    for heading in table.unknown:
        table.problems.append(
            Problem(table.header_row, heading, "", "column_unknown", is_notice=True)
        )
    if missing or table.repeated:
        return table
    required = [column for column in columns if column.required]
    for index in range(table.header_row, len(table.sheet.rows)):
        cells = _cells(table, index)
        if not cells:
            continue
        if not any(column.name in cells for column in required):
            name, value = next(iter(cells.items()))
            table.problems.append(
                Problem(index + 1, table.heading(name), show(value), "row_ignored", is_notice=True)
            )
            continue
        table.rows.append(_read_row(table, index + 1, cells, columns))
    return table


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
    return cells


def _read_row(table, number, cells, columns):
    row = Row(number, {}, cells)
    for column in columns:
        cell = cells.get(column.name)
        if cell is None:
            if column.required:
                add_problem(table, row, column.name, "required")
            continue
        try:
            if isinstance(cell, ImportProblem):
                raise cell
            row.values[column.name] = column.parse(cell)
        except ImportProblem as problem:
            add_problem(table, row, column.name, problem.code, **problem.params)
    return row


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
