# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What PostgreSQL tells of a value that stands there already."""

import re


def doubled_value(diagnostics) -> str:
    """Return the last column of the doubled key: of (school_id, code)=(2, DT01), DT01.

    What is around it is in the language of the database.
    """
    match = re.search(r"=\(.*?([^,]*)\)[^()]*$", (diagnostics and diagnostics.message_detail) or "")
    return match[1].strip() if match else ""
