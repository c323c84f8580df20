# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The heads of the trail's chains kept in files outside the database, one a day and school.

Each file carries the digest of the one before it, so that none can be altered or taken out
unnoticed as long as a later one, or the copy that went out by e-mail, is at hand.
"""

import hashlib
import json
import os
from pathlib import Path

from odoo.tools import config

#: Names the folder, best one that is backed up and that the database's keepers cannot write.
VARIABLE = "SCHOOL_ANCHOR_FOLDER"


def folder_of(database, company_id):
    root = os.environ.get(VARIABLE) or Path(config["data_dir"]) / "anchors"
    return Path(root) / database / str(company_id)


def text_of(anchor):
    return json.dumps(anchor, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def digest_of(text):
    return hashlib.sha256(text.encode()).hexdigest()


def write(folder, name, anchor):
    """Write the anchor ``name`` with the digest of the newest one before it; return its text.

    It replaces one of the same name whole or not at all.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    earlier = [path for path in _files(folder) if path.stem < name]
    previous = digest_of(earlier[-1].read_text(encoding="utf-8")) if earlier else ""
    text = text_of({**anchor, "previous": previous})
    draft = folder / f".{name}.draft"
    with open(draft, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / f"{name}.json")
    return text


def read(folder):
    """Return the anchors of ``folder``, oldest first, and the names of those that do not fit.

    :return: ([(name, anchor)], [name of a file that is unreadable or not followed as it stands])
    """
    anchors, faults, previous = [], [], ""
    for number, path in enumerate(_files(folder)):
        text = path.read_text(encoding="utf-8", errors="replace")
        try:
            anchor = json.loads(text)
            links = {(line["chain"], line["seq"], line["hash"]) for line in anchor["heads"]}
        except (ValueError, KeyError, TypeError):
            faults.append(path.stem)
        else:
            # The first file that is left may follow on some that were put away for good.
            if number and anchor.get("previous") != previous:
                faults.append(path.stem)
            anchors.append((path.stem, links))
        previous = digest_of(text)
    return anchors, faults


def _files(folder):
    return sorted(folder.glob("[0-9]*.json")) if folder.is_dir() else []
