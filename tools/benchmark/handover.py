"""Fed to `odoo shell`: the hand-over of a school of 2,000 pupils, its seconds and its memory.

The trail is filled as a year of entry does, and then to four times of that: the memory must not
follow. Nothing of it is kept.
"""

import json
import resource
import tempfile
import time
from pathlib import Path

from odoo.tools import SQL

from odoo.addons.school_signature.tools import handover_files

env = globals()["env"]
facts = json.loads(env["ir.config_parameter"].get_param("school.bench"))
school = env["res.company"].browse(facts["company"])
env = env(context={**env.context, "allowed_company_ids": school.ids})
plan = env["school.handover.plan"]
found = {}


def memory():
    """Return the peak so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def fill_trail(times):
    """Add an entry for each mark, ``times`` over, past the triggers that keep others out."""
    env.cr.execute("ALTER TABLE school_trail DISABLE TRIGGER USER")
    env.cr.execute(
        SQL(
            """
            INSERT INTO school_trail (company_id, chain, seq, model, res_id, operation, class_id,
                                      student_id, scope, field, old, new, user_id, db_user, at,
                                      hash)
            SELECT %(school)s, 'bench:' || class_id, 1000000 * %(round)s
                   + row_number() OVER (PARTITION BY class_id), 'school.mark', id, 'write', class_id,
                   student_id, '{}', 'regular_1', '7', '8', %(user)s, 'x', now(), repeat('x', 44)
              FROM school_mark
            """,
            school=school.id,
            user=facts["teacher"],
            round=times,
        )
    )


def data(folder):
    plan._export_data(school, Path(folder), "bench")


fill_trail(1)
with tempfile.TemporaryDirectory() as folder:
    before, started = memory(), time.perf_counter()
    data(folder)
    found["data"] = time.perf_counter() - started
    found["data_memory"] = memory() - before
    prints = plan._prints(school, with_books=False)
    for one in prints:
        plan._print(school, one, Path(folder))
    plan._seal(Path(folder))
    handover_files.pack(Path(folder), Path(folder) / "all.zip")
    found["all"] = time.perf_counter() - started
    found["memory"] = memory()
    found["prints"] = len(prints)
    found["rows"] = sum(handover_files.read_json(Path(folder) / "manifest.json")["counts"].values())
for again in (2, 3, 4):
    fill_trail(again)
with tempfile.TemporaryDirectory() as folder:
    before = memory()
    data(folder)
    found["more_memory"] = memory() - before
env.cr.rollback()
print("BENCH " + json.dumps(found))
