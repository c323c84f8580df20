# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.entry_slots import last_slot
from ..tools.entry_times import local_day
from ..tools.owed import PUPILS, TAKES_SUBJECT
from .school_conduct import CONDUCT_COLUMNS
from .school_mark import REGULAR_COLUMNS, VALUE_COLUMNS
from .school_quality import TRAITS


class SchoolEntryProgress(models.Model):
    """How far the entry of each column is, and who is late (GB-14; DN Điều 6a, 15.3; MU).

    Read from the books as they stand. A column is due on the last day of its time of entry; what is
    missing after that is late, and what was entered for the first time after it was entered late.
    Who owes nothing is left out as in ``school.mark.missing``.
    """

    _name = "school.entry.progress"
    _description = "Progress of Entry"
    _inherit = ["school.entry.view"]
    _auto = False
    _rec_name = "class_id"
    _order = "due, class_id, subject_id, column_id, id"

    grade_id = fields.Many2one(comodel_name="school.grade", readonly=True)
    department_id = fields.Many2one(comodel_name="hr.department", readonly=True)
    column_id = fields.Many2one(comodel_name="school.book.column", readonly=True)
    due = fields.Date(string="To Be Entered by", readonly=True)
    state = fields.Selection(
        [("late", "Late"), ("missing", "Missing"), ("done", "Done")], readonly=True
    )
    required = fields.Integer(readonly=True)
    done = fields.Integer(readonly=True)
    missing = fields.Integer(readonly=True)
    late = fields.Integer(readonly=True)
    entered_late = fields.Integer(
        readonly=True, help="What was entered for the first time after its time was over."
    )

    @property
    def _table_query(self):
        today = local_day(fields.Datetime.now())
        return SQL(
            """
            SELECT entry.id, entry.company_id, entry.year_id, entry.term_id, entry.grade_id,
                   entry.class_id, entry.subject_id, entry.sheet_id, entry.conduct_sheet_id,
                   entry.quality_sheet_id, entry.teacher_id, version.department_id,
                   entry.column_id, slot.last_day AS due,
                   CASE WHEN entry.missing = 0 THEN 'done'
                        WHEN slot.last_day < %(today)s THEN 'late' ELSE 'missing' END AS state,
                   entry.required, entry.required - entry.missing AS done, entry.missing,
                   CASE WHEN slot.last_day < %(today)s THEN entry.missing ELSE 0 END AS late,
                   CASE WHEN slot.last_day < %(today)s THEN (
                        SELECT count(*)::int
                          FROM (SELECT entered_at FROM school_mark
                                 WHERE sheet_id = entry.sheet_id
                             UNION ALL
                                SELECT entered_at FROM school_conduct
                                 WHERE sheet_id = entry.conduct_sheet_id
                             UNION ALL
                                SELECT entered_at FROM school_quality
                                 WHERE sheet_id = entry.quality_sheet_id) mark,
                               school_book_column book
                         WHERE book.id = entry.column_id
                           AND mark.entered_at ->> book.code
                               >= to_char(slot.date_end, 'YYYY-MM-DD HH24:MI:SS')
                   ) ELSE 0 END AS entered_late
              FROM (%(entries)s) entry
         LEFT JOIN hr_employee teacher ON teacher.id = entry.teacher_id
         LEFT JOIN hr_version version ON version.id = teacher.current_version_id
         LEFT JOIN LATERAL (%(slot)s) slot ON TRUE
            """,
            today=today,
            slot=last_slot(SQL("entry")),
            entries=SQL(" UNION ALL ").join(
                [
                    self._query_marks(),
                    self._query_homeroom("conduct", CONDUCT_COLUMNS, SQL("TRUE")),
                    self._query_homeroom("quality", TRAITS, SQL("mark.part = sheet.part")),
                ]
            ),
        )

    @api.model
    def _query_marks(self):
        required = {
            name: SQL("sheet.required >= %s", number)
            for number, name in enumerate(REGULAR_COLUMNS, 1)
        }
        others = [name for name in VALUE_COLUMNS if name not in required]
        required |= {name: SQL("%s = ANY(sheet.columns)", name) for name in others}
        return SQL(
            """
            SELECT sheet.id::bigint * 128 + entry.place AS id, sheet.company_id, sheet.year_id,
                   sheet.term_id, sheet.grade_id, sheet.level_id, sheet.class_id,
                   sheet.subject_id, sheet.id AS sheet_id, NULL::int AS conduct_sheet_id,
                   NULL::int AS quality_sheet_id, teacher.teacher_id, book.id AS column_id,
                   sheet.pupils AS required,
                   sheet.pupils - entry.done AS missing
              FROM (SELECT sheet.id, sheet.company_id, sheet.year_id, sheet.term_id,
                           class.grade_id, grade.level_id, sheet.class_id, sheet.subject_id,
                           sheet.class_subject_id, sheet.required_regular AS required,
                           string_to_array(sheet.required_columns, ',') AS columns,
                           count(*)::int AS pupils, %(counts)s
                      FROM school_mark_sheet sheet
                      JOIN school_class class ON class.id = sheet.class_id
                      JOIN school_grade grade ON grade.id = class.grade_id
                      JOIN school_class_subject plan ON plan.id = sheet.class_subject_id
                           %(pupils)s
                 LEFT JOIN school_mark mark ON mark.sheet_id = sheet.id
                           AND mark.student_id = stay.student_id
                     WHERE mark.earlier_average IS NULL
                       AND %(takes)s
                  GROUP BY sheet.id, class.id, grade.id) sheet
        CROSS JOIN LATERAL (VALUES %(columns)s) AS entry(place, column_code, is_due, done)
              JOIN school_book_kind kind ON kind.code = 'mark'
              JOIN school_book_column book ON book.kind_id = kind.id
                   AND book.code = entry.column_code
         LEFT JOIN LATERAL (%(teacher)s) teacher ON TRUE
             WHERE entry.is_due
            """,
            pupils=PUPILS,
            takes=TAKES_SUBJECT,
            counts=self._counts("mark", required),
            columns=SQL(", ").join(
                SQL("(%s, %s, %s, %s)", place, name, is_due, SQL.identifier("sheet", name))
                for place, (name, is_due) in enumerate(required.items())
            ),
            teacher=self._query_teacher(
                "school_teaching_assignment", SQL("line.class_subject_id = sheet.class_subject_id")
            ),
        )

    @api.model
    def _query_homeroom(self, book, columns, condition):
        """Return the query of a book of the homeroom teacher: one row of a pupil in each sheet.

        :param condition: what else tells that a row (``mark``) is one of the ``sheet``
        """
        sheets = {
            name: SQL("sheet.id") if name.startswith(book) else SQL("NULL::int")
            for name in ("conduct_sheet_id", "quality_sheet_id")
        }
        return SQL(
            """
            SELECT -(sheet.id::bigint * 128 + %(first)s + entry.place) AS id, sheet.company_id,
                   sheet.year_id, sheet.term_id, sheet.grade_id, sheet.level_id, sheet.class_id,
                   NULL::int, NULL::int, %(conduct)s, %(quality)s, teacher.teacher_id,
                   book.id AS column_id, sheet.pupils AS required,
                   sheet.pupils - entry.done AS missing
              FROM (SELECT sheet.id, sheet.company_id, sheet.year_id, sheet.term_id,
                           class.grade_id, grade.level_id, sheet.class_id,
                           string_to_array(sheet.required_columns, ',') AS columns,
                           count(*)::int AS pupils, %(counts)s
                      FROM %(sheets)s sheet
                      JOIN school_class class ON class.id = sheet.class_id
                      JOIN school_grade grade ON grade.id = class.grade_id
                           %(pupils)s
                 LEFT JOIN %(rows)s mark ON mark.student_id = stay.student_id
                           AND mark.term_id = sheet.term_id AND %(condition)s
                  GROUP BY sheet.id, class.id, grade.id) sheet
        CROSS JOIN LATERAL (VALUES %(columns)s) AS entry(place, column_code, done)
              JOIN school_book_kind kind ON kind.code = %(book)s
              JOIN school_book_column book ON book.kind_id = kind.id
                   AND book.code = entry.column_code
         LEFT JOIN LATERAL (%(teacher)s) teacher ON TRUE
             WHERE entry.column_code = ANY(sheet.columns)
            """,
            book=book,
            first=64 if book == "quality" else 0,
            conduct=sheets["conduct_sheet_id"],
            quality=sheets["quality_sheet_id"],
            sheets=SQL.identifier(f"school_{book}_sheet"),
            rows=SQL.identifier(f"school_{book}"),
            condition=condition,
            pupils=PUPILS,
            counts=self._counts("mark", columns),
            columns=SQL(", ").join(
                SQL("(%s, %s, %s)", place, name, SQL.identifier("sheet", name))
                for place, name in enumerate(columns)
            ),
            teacher=self._query_teacher(
                "school_homeroom_assignment", SQL("line.class_id = sheet.class_id")
            ),
        )

    @api.model
    def _counts(self, table, columns):
        """Return the expressions that count what is entered in each column."""
        return SQL(", ").join(
            SQL("count(%s)::int AS %s", SQL.identifier(table, name), SQL.identifier(name))
            for name in columns
        )
