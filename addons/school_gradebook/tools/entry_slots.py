# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The time of entry that counts for a place of a book, in SQL."""

from odoo.tools import SQL


def last_slot(entry: SQL) -> SQL:
    """Return the query of the last time of entry (``school.entry.slot``) for the row ``entry``.

    The special one comes before the general one, as when a cell is written. ``entry`` has
    ``column_id``, ``year_id``, ``term_id``, ``grade_id``, ``level_id``, ``class_id`` and
    ``subject_id``.
    """
    return SQL(
        """
        SELECT slot.last_day, slot.date_end
          FROM school_entry_slot slot
         WHERE slot.column_id = %(entry)s.column_id AND slot.year_id = %(entry)s.year_id
           AND (slot.term_id IS NULL OR slot.term_id = %(entry)s.term_id)
           AND (slot.grade_id IS NULL OR slot.grade_id = %(entry)s.grade_id)
           AND (slot.level_id IS NULL OR slot.level_id = %(entry)s.level_id)
           AND (slot.class_id IS NULL OR slot.class_id = %(entry)s.class_id)
           AND (slot.subject_id IS NULL OR slot.subject_id = %(entry)s.subject_id)
      ORDER BY slot.class_id IS NOT NULL DESC, slot.subject_id IS NOT NULL DESC,
               slot.grade_id IS NOT NULL DESC, slot.level_id IS NOT NULL DESC,
               slot.term_id IS NOT NULL DESC, slot.last_day DESC
         LIMIT 1
        """,
        entry=entry,
    )
