# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Of whom an entry is expected, for queries of sheets: pieces of SQL about the table ``sheet``."""

from odoo.tools import SQL

#: The term of a sheet and the pupils who were in the class when it ended: ``term``, ``stay``.
PUPILS = SQL(
    """
    JOIN school_term term ON term.id = sheet.term_id
    JOIN school_enrollment stay ON stay.class_id = sheet.class_id
         AND stay.date_start <= term.date_end
         AND (stay.date_end IS NULL OR stay.date_end >= term.date_end)
    """
)
#: Whether the pupil takes the subject of the sheet (``plan``) and is not exempt from all of it.
TAKES_SUBJECT = SQL(
    """
    (plan.is_optional IS NOT TRUE
     OR EXISTS (SELECT FROM school_class_subject_student_rel rel
                 WHERE rel.class_subject_id = plan.id AND rel.student_id = stay.student_id))
    AND NOT EXISTS (SELECT FROM school_exemption exemption
                     WHERE exemption.student_id = stay.student_id
                       AND exemption.subject_id = sheet.subject_id
                       AND exemption.part = 'whole'
                       AND exemption.date_start <= term.date_end
                       AND (exemption.date_end IS NULL OR exemption.date_end >= term.date_start))
    """
)
