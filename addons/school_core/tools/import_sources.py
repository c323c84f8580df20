# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How other systems head their columns: vnEdu, SMAS and the forms of the sector's database.

``import_headings.csv`` holds a heading per line: of which kind ("*" for all that have the column)
and column ("-" where there is no place for it, "-*" for a group whose columns have none), and of
which system where it is peculiar to one.
"""

import csv
from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path

from .import_table import Column, Table
from .import_values import fold, show

SOURCES = {"vnedu": "vnEdu", "smas": "SMAS", "csdl": "CSDL ngành"}
#: How systems name the files that they hand out.
FILES = {"vnedu": "so_diem_tong_ket"}
NOWHERE = "-"
NOWHERE_BELOW = "-*"
ANY_KIND = "*"
# The name of a system in a title or in the name of the file weighs as much as so many headings.
NAMED = 3
# One heading alone says nothing: schools borrow them from each other.
LEAST_VOTES = 2


@cache
def _headings():
    """Return the headings by kind and column, and the systems by kind and folded heading."""
    headings, systems = defaultdict(list), {}
    path = Path(__file__).with_name("import_headings.csv")
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            headings[line["kind"], line["column"]].append(line["heading"])
            if line["source"]:
                systems[line["kind"], fold(line["heading"])] = line["source"]
    return headings, systems


def with_synonyms(kind: str, columns: list[Column]) -> list[Column]:
    """Return ``columns`` of a kind with the headings that other systems give them.

    A heading of the kind's own stays with its column, and one of the kind before one of all kinds.
    """
    for owner in (kind, ANY_KIND):
        taken = {fold(header) for column in columns for header in column.headers}
        columns = [
            replace(column, headers=(*column.headers, *_others(owner, column.name, taken)))
            for column in columns
        ]
    return columns


def _others(kind, name, taken):
    return [text for text in _headings()[0].get((kind, name), ()) if fold(text) not in taken]


@cache
def headings_nowhere(kind: str) -> frozenset[str]:
    """Return the folded headings that are known and have no place in ``kind``."""
    headings = _headings()[0]
    texts = [*headings.get((kind, NOWHERE), ()), *headings.get((ANY_KIND, NOWHERE), ())]
    return frozenset(map(fold, texts))


@cache
def groups_nowhere(kind: str) -> frozenset[str]:
    """Return the folded headings of groups that have no place in ``kind``, all below them."""
    return frozenset(map(fold, _headings()[0].get((kind, NOWHERE_BELOW), ())))


def source_of(kind: str, table: Table) -> str | None:
    """Return the system that the table seems to come from, by its headings and titles."""
    systems = _headings()[1]
    votes = Counter(
        systems[kind, fold(heading)]
        for _position, heading, _name in table.layout
        if (kind, fold(heading)) in systems
    )
    titles = [table.sheet.file, table.sheet.name]
    titles += [show(value) for row in table.sheet.rows[: table.header_row - 1] for value in row]
    named = fold(" ".join(titles))
    for source, name in SOURCES.items():
        if fold(name) in named:
            votes[source] += NAMED
    for source, name in FILES.items():
        if fold(table.sheet.file).startswith(fold(name)):
            votes[source] += NAMED
    source, count = votes.most_common(1)[0] if votes else (None, 0)
    return source if count >= LEAST_VOTES else None
