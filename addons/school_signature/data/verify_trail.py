#!/usr/bin/env python3
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Proves the trail of a hand-over without the software: python3 verify_trail.py

Recomputes the hash of each row of data/school.trail.jsonl from its values and the hash before it,
and compares the end of each chain with data/school.trail.head.jsonl.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path

VALUES = ("company_id", "chain", "seq", "model", "res_id", "operation", "class_id", "student_id")
REST = ("field", "old", "new", "user_id", "db_user", "client", "origin", "reason")


def hash_of(row, previous):
    at, _point, fraction = row["at"].partition(".")
    values = [1, *(row[key] for key in VALUES), row["scope"], *(row[key] for key in REST)]
    values += [f"{at}.{fraction:0<6}", previous]
    text = json.dumps(values, ensure_ascii=False)
    return "$1$" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def say(text):
    sys.stdout.write(f"{text}\n")


def main(folder):
    ends, broken, count = {}, 0, 0
    with open(folder / "data" / "school.trail.jsonl", encoding="utf-8") as lines:
        for line in lines:
            count += 1
            row = json.loads(line)
            seq, previous = ends.get(row["chain"], (0, ""))
            if row["seq"] != seq + 1 or row["hash"] != hash_of(row, previous):
                say(f"BROKEN {row['chain']}: row {row['seq']}")
                broken += 1
            ends[row["chain"]] = row["seq"], row["hash"]
    with open(folder / "data" / "school.trail.head.jsonl", encoding="utf-8") as lines:
        heads = {row["chain"]: (row["seq"], row["hash"]) for row in map(json.loads, lines)}
    for chain in sorted(heads.keys() | ends.keys()):
        if heads.get(chain) != ends.get(chain):
            say(f"BROKEN {chain}: its end is missing")
            broken += 1
    say(f"{len(ends)} chains, {count} rows, {broken} broken")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent))
