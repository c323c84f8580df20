"""Odoo's log, read for what should not be there."""

import re
from pathlib import Path

ENTRY = re.compile(
    r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ \d+ (?P<level>[A-Z]+) \S+ (?P<logger>[^:]+): (?P<text>.*)"
)
ALLOWED = [
    re.compile(line)
    for line in (Path(__file__).parent / "log-allowed.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def entries(log):
    """Log entries as [level, logger, text with its continuation lines]."""
    found = []
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        match = ENTRY.match(line)
        if match:
            found.append([match["level"], match["logger"], match["text"]])
        elif found:
            found[-1][2] += "\n" + line
    return found


def problems(log):
    """Entries that are a warning or worse, and not on the list of allowed ones."""
    return [
        entry
        for entry in entries(log)
        if entry[0] in ("WARNING", "ERROR", "CRITICAL")
        and not any(pattern.search(f"{entry[1]}: {entry[2]}") for pattern in ALLOWED)
    ]
