# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The tables of rights of all addons: ``tests/access_matrix*.csv``, as lines and as reaches."""

import csv
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ADDONS = Path(__file__).resolve().parents[1] / "addons"
OPERATIONS = ("read", "write", "create", "unlink")
PREFIX = "group_school_"
# how far an operation reaches, from nowhere to every school
REACHES = ("-", "own", "class", "school", "all")


def roles():
    """Return role → English name, in the order of the groups' file, without the common group."""
    tree = ElementTree.parse(ADDONS / "school_core" / "security" / "school_core_groups.xml")
    found = {}
    for record in tree.iter("record"):
        if record.get("model") == "res.groups" and record.get("id") != "group_school_staff":
            found[record.get("id").removeprefix(PREFIX)] = record.findtext("field[@name='name']")
    return found


def tables():
    """Return addon → lines of its tables, in the order of the files."""
    found = {}
    for path in sorted(ADDONS.glob("*/tests/access_matrix*.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            found.setdefault(path.parents[1].name, []).extend(csv.DictReader(file))
    return found


def reaches():
    """Return model → role → operation → reach, with ``*`` resolved to the roles not named."""
    matrix = {}
    for lines in tables().values():
        for line in lines:
            of_model = matrix.setdefault(line["model"], {})
            for word in line["roles"].split():
                for role in [r for r in roles() if r not in of_model] if word == "*" else [word]:
                    of_model[role] = {operation: line[operation] for operation in OPERATIONS}
    return matrix
