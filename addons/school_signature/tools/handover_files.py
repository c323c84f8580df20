# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The files of a hand-over: lines of JSON, CSV, checksums. No Odoo in here."""

import csv
import hashlib
import json
import zipfile
from decimal import Decimal
from pathlib import Path

FORMAT = 1
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
BLOCK = 1 << 20


def line_of(row):
    """``row`` as a line of JSON; numbers keep the digits that PostgreSQL wrote."""
    return "{" + ", ".join(f"{text_of(key)}: {text_of(row[key])}" for key in row) + "}"


def text_of(value):
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return line_of(value)
    if isinstance(value, list):
        return "[" + ", ".join(text_of(part) for part in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def read_line(line):
    return json.loads(line, parse_float=Decimal)


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield read_line(line)


def cell_of(value):
    """``value`` as the text of a cell of CSV."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return value if isinstance(value, str) else text_of(value)


class Table:
    """The rows of one model, written as JSON lines and as CSV at once."""

    def __init__(self, folder, name, columns):
        self.columns, self.count = columns, 0
        self._lines = open(folder / f"{name}.jsonl", "w", encoding="utf-8")
        self._cells = open(folder / f"{name}.csv", "w", encoding="utf-8", newline="")
        self._csv = csv.writer(self._cells)
        self._csv.writerow(columns)

    def add(self, row):
        self._lines.write(line_of(row) + "\n")
        self._csv.writerow([cell_of(row.get(column)) for column in self.columns])
        self.count += 1

    def __enter__(self):
        return self

    def __exit__(self, *_failure):
        self._lines.close()
        self._cells.close()


def digest_of(path):
    digest = hashlib.sha256()
    with open(path, "rb") as content:
        while block := content.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def write_json(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def write_sums(folder):
    """Write the checksums of all files, as ``sha256sum --check`` reads them; return their digest."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with open(folder / SUMS, "w", encoding="utf-8") as sums:
        for path in files:
            sums.write(f"{digest_of(path)}  {path.relative_to(folder).as_posix()}\n")
    return digest_of(folder / SUMS)


def faults_of(folder):
    """Return the names of files that are missing, altered or too many."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if digest_of(folder / SUMS) != manifest["sha256sums"]:
        return [SUMS]
    told = {}
    for line in (folder / SUMS).read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        told[name] = digest
    there = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in (MANIFEST, SUMS)
    }
    altered = {name for name in there & told.keys() if digest_of(folder / name) != told[name]}
    return sorted(altered | (there ^ told.keys()))


def pack(folder, target):
    """Pack all files of ``folder`` in the zip ``target``, file by file."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder))


def unpack(source, folder):
    """Unpack a zip into ``folder``; return the folder that holds the files."""
    source = Path(source)
    if source.is_dir():
        return source
    with zipfile.ZipFile(source) as archive:
        archive.extractall(folder)
    return Path(folder)
