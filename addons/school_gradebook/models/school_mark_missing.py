# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.owed import PUPILS, TAKES_SUBJECT


class SchoolMarkMissing(models.Model):
    """What is still to be entered, per pupil, class, subject and teacher (GB-03).

    Read from the books as they stand. Pupils who left before the term ended owe nothing, nor do
    pupils exempt from the whole subject, nor those who do not take a subject that only some take.
    """

    _name = "school.mark.missing"
    _description = "Missing Mark"
    _inherit = ["school.entry.view", "school.words.mixin"]
    _auto = False
    _rec_name = "student_id"
    _order = "class_id, subject_id, student_id, id"

    student_id = fields.Many2one(comodel_name="school.student", string="Pupil", readonly=True)
    part = fields.Selection(
        [
            ("regular", "Regular Marks"),
            ("midterm", "Midterm"),
            ("final", "Final"),
            ("midterm_level", "Level, Midterm"),
            ("final_level", "Level, Final"),
            ("conduct", "Conduct Result"),
            ("absences", "Absences"),
            ("quality", "Qualities and Competencies"),
        ],
        string="What",
        readonly=True,
    )
    number = fields.Integer(string="How Many", readonly=True)

    @property
    def _table_query(self):
        queries = (self._query_marks(), self._query_conduct(), self._query_qualities())
        return SQL(" UNION ALL ").join(queries)

    @api.model
    def _query_marks(self):
        # The id says which pupil, sheet and part it is: the same in every query.
        return SQL(
            """
            SELECT (sheet.id::bigint * 10000000 + stay.student_id) * 8 + part.place AS id,
                   sheet.company_id, sheet.year_id, sheet.term_id, sheet.class_id,
                   sheet.id AS sheet_id, NULL::int AS conduct_sheet_id,
                   NULL::int AS quality_sheet_id, sheet.subject_id,
                   stay.student_id, teacher.teacher_id, part.name AS part, part.number
              FROM school_mark_sheet sheet
              JOIN school_class_subject plan ON plan.id = sheet.class_subject_id
                   %(pupils)s
         LEFT JOIN school_mark mark ON mark.sheet_id = sheet.id
                   AND mark.student_id = stay.student_id
        CROSS JOIN LATERAL (VALUES
                   (0, 'regular', sheet.required_regular - num_nonnulls(
                        mark.regular_1, mark.regular_2, mark.regular_3,
                        mark.regular_4, mark.regular_5, mark.regular_6)),
                   (1, 'midterm', 1 - num_nonnulls(mark.midterm)),
                   (2, 'final', 1 - num_nonnulls(mark.final)),
                   (5, 'midterm_level', 1 - num_nonnulls(mark.midterm_level)),
                   (6, 'final_level', 1 - num_nonnulls(mark.final_level))
                   ) AS part(place, name, number)
         LEFT JOIN LATERAL (%(teacher)s) teacher ON TRUE
             WHERE part.number > 0
               AND (part.place = 0
                    OR part.name = ANY(string_to_array(sheet.required_columns, ',')))
               AND %(takes)s
            """,
            pupils=PUPILS,
            takes=TAKES_SUBJECT,
            teacher=self._query_teacher(
                "school_teaching_assignment", SQL("line.class_subject_id = sheet.class_subject_id")
            ),
        )

    @api.model
    def _query_conduct(self):
        return SQL(
            """
            SELECT (sheet.id::bigint * 10000000 + stay.student_id) * 8 + part.place AS id,
                   sheet.company_id, sheet.year_id, sheet.term_id, sheet.class_id,
                   NULL::int AS sheet_id, sheet.id AS conduct_sheet_id,
                   NULL::int AS quality_sheet_id, NULL::int AS subject_id,
                   stay.student_id, teacher.teacher_id, part.name AS part, part.number
              FROM school_conduct_sheet sheet
                   %(pupils)s
         LEFT JOIN school_conduct entry ON entry.student_id = stay.student_id
                   AND entry.term_id = sheet.term_id
        CROSS JOIN LATERAL (VALUES
                   (3, 'conduct', 1 - num_nonnulls(entry.conduct)),
                   (4, 'absences', 2 - num_nonnulls(
                        entry.absences_excused, entry.absences_unexcused))
                   ) AS part(place, name, number)
         LEFT JOIN LATERAL (%(teacher)s) teacher ON TRUE
             WHERE part.number > 0
               AND (CASE part.name WHEN 'absences' THEN 'absences_excused' ELSE part.name END
                    = ANY(string_to_array(sheet.required_columns, ',')))
            """,
            pupils=PUPILS,
            teacher=self._query_teacher(
                "school_homeroom_assignment", SQL("line.class_id = sheet.class_id")
            ),
        )

    @api.model
    def _query_qualities(self):
        return SQL(
            """
            SELECT (sheet.id::bigint * 10000000 + stay.student_id) * 8 + 7 AS id,
                   sheet.company_id, sheet.year_id, sheet.term_id, sheet.class_id,
                   NULL::int AS sheet_id, NULL::int AS conduct_sheet_id,
                   sheet.id AS quality_sheet_id, NULL::int AS subject_id,
                   stay.student_id, teacher.teacher_id, 'quality' AS part, missing.number
              FROM school_quality_sheet sheet
                   %(pupils)s
         LEFT JOIN school_quality entry ON entry.student_id = stay.student_id
                   AND entry.term_id = sheet.term_id AND entry.part = sheet.part
        CROSS JOIN LATERAL (
                SELECT count(*)::int AS number
                  FROM unnest(string_to_array(sheet.required_columns, ',')) AS name
                 WHERE to_jsonb(entry) ->> name IS NULL
                   ) missing
         LEFT JOIN LATERAL (%(teacher)s) teacher ON TRUE
             WHERE missing.number > 0
            """,
            pupils=PUPILS,
            teacher=self._query_teacher(
                "school_homeroom_assignment", SQL("line.class_id = sheet.class_id")
            ),
        )
