# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re


def class_order(record):
    """Return the key by which pupils, or records of pupils, are listed: class, then given name.

    6A2 stands before 6A10, and 6A10 before 10A.
    """
    student = record if record._name == "school.student" else record.student_id
    parts = re.split(r"(\d+)", record.class_id.name or "")
    return (
        record.class_id.grade_id.number,
        [int(part) if part.isdecimal() else part for part in parts],
        student.name_key,
        record.id,
    )
