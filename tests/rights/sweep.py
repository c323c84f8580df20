# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Fed to ``odoo shell``: every operation that must be refused is really done, and undone.

Prints "SWEEP", then a list of [role, model, operation, scope, id] of what was not refused.
"""

import json
import os
from functools import cache

from odoo.exceptions import AccessError
from odoo.tools import mute_logger

env = globals()["env"]
LOGGED = ("id", "create_uid", "create_date", "write_uid", "write_date")


class Undo(Exception):
    """Raised to leave a savepoint once a call has succeeded."""


@cache
def plain_column(name):
    """Return a column that anybody with the right to write may write."""
    return next(
        (
            column
            for column, field in sorted(env[name]._fields.items())
            if field.store and field.column_type and column not in LOGGED
            if not (field.groups or field.compute or field.related or field.inherited)
        ),
        "id",
    )


def call(record, operation):
    column = plain_column(record._name)
    if operation == "read":
        record.read([column])
    elif operation == "unlink":
        record.unlink()
    elif operation == "write":
        record.write({column: record.sudo().read([column], load=None)[0][column]})
    else:
        record.browse().create(record.sudo().copy_data())
    env.flush_all()


def is_allowed(record, operation):
    if not record.browse().has_access(operation):
        return False  # of the model as a whole, before any record is looked at
    try:
        with env.cr.savepoint(flush=False):
            call(record, operation)
            raise Undo
    except Undo:
        return True
    except AccessError:
        return False
    except Exception:  # noqa: BLE001
        # A law of the model spoke first, or the row is made up: the rights alone are asked. Those
        # to make a record are known once it is there: AccessMatrixCase makes them with good values.
        env.transaction.clear()
        return operation != "create" and record.has_access(operation)
    finally:
        env.transaction.clear()


with open(os.environ["SCHOOL_CASES"], encoding="utf-8") as file:
    cases = json.load(file)
found = []
with mute_logger("odoo.sql_db", "odoo.addons.base.models.ir_rule", "odoo.models"):
    for role, user, model, scope, i, operations in cases:
        record = env[model].with_user(user).browse(i)
        for operation in operations:
            if is_allowed(record, operation):
                found.append([role, model, operation, scope, i])
env.cr.rollback()
print("SWEEP" + json.dumps(found))
