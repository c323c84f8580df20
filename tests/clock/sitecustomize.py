# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Python runs this as it starts, if this folder is on its path: see ``__init__.py``."""

import logging  # noqa: F401 - keeps the real clock's function, as a method
import os
import time
from contextlib import suppress
from datetime import datetime, timezone

# tools/odoo also calls the system's own Python, which has no freezegun and needs none
with suppress(ImportError):
    import freezegun

    moment = time.time() + float(os.environ["SCHOOL_TEST_SHIFT"])
    freezegun.freeze_time(datetime.fromtimestamp(moment, timezone.utc), tick=True).start()
