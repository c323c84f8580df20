"""Fed to `odoo shell` by tools/handover: makes the hand-over of a school piece by piece.

Each piece is committed, so that a run that was stopped goes on. It tells how far it is and, from the
prints that it has made, how long it will take.
"""

import os
import sys
import time
from pathlib import Path

env = globals()["env"]
wanted = os.environ["HANDOVER_SCHOOL"]
schools = env["res.company"].search([("school_level_ids", "!=", False)])
found = schools.filtered(lambda school: wanted in (school.school_code, school.school_abbreviation))
if len(found) != 1:
    known = ", ".join(f"{school.school_abbreviation} ({school.school_code})" for school in schools)
    print(f"{wanted}: {len(found)} schools have this code or abbreviation; there are: {known}")
    raise SystemExit(1)


def tell(text):
    print(text, file=sys.stderr, flush=True)


handover = env["school.handover"]._at_command_line(found, bool(os.environ.get("HANDOVER_BOOKS")))
env.cr.commit()
pieces, made, name = handover._next_piece()
if made:
    tell(f"Going on with the hand-over begun at {handover.create_date} UTC: {made} pieces are made")
started, first = time.monotonic(), max(made, 1)
left = True
while left:
    pieces, made, name = handover._next_piece()
    line = f"  {made + 1}/{pieces} {name}"
    if made > first:
        seconds = (time.monotonic() - started) / (made - first) * (pieces - made)
        line += f" (about {seconds / 60:.0f} min left)"
    tell(line)
    if made == 1:
        started = time.monotonic()
    left = handover._make_piece()
    env.cr.commit()
if handover.state != "done":
    print(handover.error)
    raise SystemExit(1)
if handover.error:
    print(handover.error)
handover._take_out(
    Path(os.environ["HANDOVER_FOLDER"]) / f"ban-giao-{found.school_abbreviation or found.id}.zip"
)
env.cr.commit()
