# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The files of a hand-over: lines of JSON, CSV, checksums. No Odoo in here."""

import csv
import hashlib
import json
import re
import shutil
import stat
import zipfile
import zlib
from decimal import Decimal
from pathlib import Path

FORMAT = 1
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
BLOCK = 1 << 20
#: A relative name without anything that some system reads as more than a name.
SAFE_NAME = re.compile(r"(?!/)[^\\:\x00-\x1f]+")
#: Text of tables shrinks to a twentieth; what shrinks to less than this was made to fill a disk.
TIGHTEST = 300
SMALL = 1 << 20


class Refused(Exception):
    """A package that is not read; ``code`` and ``params`` tell why."""

    def __init__(self, code, **params):
        super().__init__(code, params)
        self.code, self.params = code, params


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
        # spreadsheets take a file without the mark for one of their own encoding
        self._cells = open(folder / f"{name}.csv", "w", encoding="utf-8-sig", newline="")
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


def read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))


def write_sums(folder):
    """Write the checksums of all files but the manifest, which tells that of the list of checksums.

    The list is such as ``sha256sum --check`` reads.

    :return: the checksum of the list
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with open(folder / SUMS, "w", encoding="utf-8") as sums:
        for path in files:
            name = path.relative_to(folder).as_posix()
            if name != MANIFEST:
                sums.write(f"{digest_of(path)}  {name}\n")
    return digest_of(folder / SUMS)


def faults_of(folder, digest):
    """Return the names of files that are missing, altered or too many.

    :param digest: the checksum of the list of checksums, as the manifest tells it
    """
    if not (folder / SUMS).exists() or digest_of(folder / SUMS) != digest:
        return [SUMS]
    told = {}
    for line in (folder / SUMS).read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        told[name] = digest
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    there -= {MANIFEST, SUMS}
    altered = {name for name in there & told.keys() if digest_of(folder / name) != told[name]}
    return sorted(altered | (there ^ told.keys()))


def pack(folder, target):
    """Pack all files of ``folder`` in the zip ``target``, file by file."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder))


def unpack(source, folder):
    """Unpack a zip into ``folder``, if it is safe to; return the folder that holds the files."""
    source, folder = Path(source), Path(folder)
    if source.is_dir():
        return source
    try:
        with zipfile.ZipFile(source) as archive:
            _check_members(archive.infolist(), folder)
            # a member never gives more than the size that it tells
            archive.extractall(folder)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as failure:
        raise Refused("no_zip", name=source.name) from failure
    return folder


def _check_members(members, folder):
    seen = set()
    for member in members:
        # the name as it stands in the file: zipfile hides what follows a NUL
        name = member.orig_filename
        is_link = stat.S_ISLNK(member.external_attr >> 16)
        if is_link or not SAFE_NAME.fullmatch(name) or ".." in name.split("/"):
            raise Refused("name", name=repr(name))
        if name in seen:
            raise Refused("twice", name=name)
        seen.add(name)
        if member.file_size > max(SMALL, TIGHTEST * member.compress_size):
            raise Refused("bomb", name=name)
    needed = sum(member.file_size for member in members)
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise Refused("no_space", needed=needed >> 20, free=free >> 20)


def checked_manifest(folder):
    """Return the manifest of ``folder``, whose files are all there and as they were."""
    try:
        manifest = read_json(folder / MANIFEST)
        altered = faults_of(folder, manifest["sha256sums"])
        format_ = manifest["format"]
    except (OSError, ValueError, KeyError, TypeError) as failure:
        raise Refused("no_manifest") from failure
    if altered:
        raise Refused("altered", names=", ".join(altered[:10]))
    if format_ != FORMAT:
        raise Refused("format", format=format_)
    return manifest
