# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The cells of a sheet, whatever kind of file they come from."""

from dataclasses import dataclass, field

from .import_clean import Change
from .import_problem import ImportProblem

MAX_ROWS = 20000
MAX_COLUMNS = 200
# As many rows as Excel has: what tells of more is damaged.
MOST_ROWS = 1 << 20


@dataclass
class Sheet:
    """The cells of a sheet; ``rows[i]`` is row ``i + 1`` of the file.

    ``fonts`` are those of cells that stand in a font of before Unicode, ``spans`` the last
    column of cells that are merged across columns, both by (row, position); ``merged`` are cells
    that were filled from the one above; ``changes`` is what was made of the cells; ``empty`` counts
    the rows without anything since the last one.
    """

    file: str
    name: str
    rows: list[list] = field(default_factory=list)
    uncomputed: set[tuple[int, int]] = field(default_factory=set)
    fonts: dict[tuple[int, int], str] = field(default_factory=dict)
    spans: dict[tuple[int, int], int] = field(default_factory=dict)
    merged: set[tuple[int, int]] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)
    empty: int = 0


def is_empty(value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def append(sheet, cells):
    """Add a row to ``sheet``; one that is too long, or too many, is an error."""
    while cells and is_empty(cells[-1]):
        cells.pop()
    if len(cells) > MAX_COLUMNS:
        raise ImportProblem("too_many_columns", sheet=sheet.name, limit=MAX_COLUMNS)
    if not cells:
        # Formatted rows below a table are no rows of it.
        sheet.empty += 1
        if sheet.empty > MOST_ROWS:
            raise ImportProblem("file_broken")
        return
    if len(sheet.rows) + sheet.empty >= MAX_ROWS:
        raise ImportProblem("too_many_rows", sheet=sheet.name, limit=MAX_ROWS)
    sheet.rows.extend([] for _number in range(sheet.empty))
    sheet.empty = 0
    sheet.rows.append(cells)


def fill_merged(sheet, ranges):
    """Write what stands in merged cells into each row of them, as their reader sees it.

    :param ranges: (first row, row after the last, first column, column after the last), from 0
    """
    for top, bottom, left, right in ranges:
        if right - left > 1:
            sheet.spans[top + 1, left] = right - 1
            continue
        cells = sheet.rows[top] if top < len(sheet.rows) else []
        value = cells[left] if left < len(cells) else None
        if is_empty(value):
            continue
        for index in range(top + 1, min(bottom, len(sheet.rows))):
            row = sheet.rows[index]
            # A row that holds nothing else is no row of the table.
            if row and left < MAX_COLUMNS:
                row.extend([None] * (left + 1 - len(row)))
                row[left] = value
                sheet.merged.add((index + 1, left))
