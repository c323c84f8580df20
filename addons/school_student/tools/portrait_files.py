# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Files of portraits as they are handed in: single pictures, zips; matched with pupils by code."""

import io
import re
import unicodedata
import zipfile
from pathlib import PurePosixPath

from .picture import MAX_BYTES

MAX_FILES = 500
WORD = re.compile(r"[^\s_()\[\]]+")


class FilesError(Exception):
    """``code``: ``broken_zip`` or ``too_many``; ``name``: of the file."""

    def __init__(self, code, name):
        super().__init__(code)
        self.code = code
        self.name = name


def unpack(files):
    """Yield ``(name, content)`` of ``files`` and of what is in those that are zips.

    A member that is larger than a picture may be comes with more than ``MAX_BYTES`` bytes, so that
    it is refused by its name; no zip can unpack without end.
    """
    count = 0
    for name, content in files:
        for found in (
            _members(name, content) if name.lower().endswith(".zip") else [(name, content)]
        ):
            count += 1
            if count > MAX_FILES:
                raise FilesError("too_many", name)
            yield found


def _members(name, content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in archive.infolist():
                path = PurePosixPath(info.filename)
                if info.is_dir() or path.name.startswith(".") or "__MACOSX" in path.parts:
                    continue
                with archive.open(info) as member:
                    yield path.name, member.read(MAX_BYTES + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        # RuntimeError: with a password; NotImplementedError: packed in a way of its own
        raise FilesError("broken_zip", name) from error


def normal(code):
    return unicodedata.normalize("NFC", code or "").strip().casefold()


def find_code(file_name, codes):
    """Return which of ``codes`` (made :func:`normal`) stands in ``file_name``, or None.

    The whole name first, then a word of it; two different codes in one name are none.
    """
    stem = normal(file_name.rsplit(".", 1)[0])
    if stem in codes:
        return stem
    words = {word for part in WORD.findall(stem) for word in (part, part.strip("-.,"))}
    words |= {part for word in words for part in re.split(r"[-.,]", word)}
    found = words & codes.keys()
    return found.pop() if len(found) == 1 else None
