# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The day and hour of the servers under test: a school day of the sample schools' year.

What is in force, late or closed depends on the day. The tests ask for nothing of it that is not of
this one; they run on any.
"""

import os
import time
from datetime import datetime, timezone
from pathlib import Path

#: Friday, ten o'clock in Viet Nam.
BEGIN = datetime(2026, 11, 20, 3, tzinfo=timezone.utc)
TODAY = BEGIN.date().isoformat()


def environment():
    """Return the environment of a program whose clock shows ``BEGIN`` as the tests begin."""
    os.environ.setdefault("SCHOOL_TEST_SHIFT", str(BEGIN.timestamp() - time.time()))
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
