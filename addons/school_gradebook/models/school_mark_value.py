# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL

from .school_mark import MARK_COLUMNS, REGULAR_COLUMNS

#: What is counted and compared: the columns that are entered, and the averages.
COLUMNS = (*MARK_COLUMNS, "average", "year_average")


class SchoolMarkValue(models.Model):
    """Single marks, one row each, spread from the rows of the books (GB-15, GB-16).

    Statistics read this view and name at least the school and the year or term; nothing is stored.
    Who needs some columns only names them in the context (``school_mark_columns``): the others are
    not spread then.
    Subjects assessed by comments have no marks and are left out; who counts Đạt (1) and Chưa đạt
    (0) asks for those alone (``school_mark_kind``).
    """

    _name = "school.mark.value"
    _description = "Single Mark"
    _auto = False
    _rec_name = "student_id"
    _order = "term_id, class_id, subject_id, student_id, id"
    _depends = {
        "school.mark": [*COLUMNS, "company_id", "class_id", "subject_id", "term_id", "kind"],
        "school.mark.sheet": ["year_id", "class_subject_id"],
        "school.class": ["grade_id"],
        "school.teaching.assignment": ["teacher_id", "class_subject_id", "date_start"],
    }

    company_id = fields.Many2one(comodel_name="res.company", string="School", readonly=True)
    year_id = fields.Many2one(comodel_name="school.year", readonly=True)
    term_id = fields.Many2one(comodel_name="school.term", readonly=True)
    grade_id = fields.Many2one(comodel_name="school.grade", readonly=True)
    class_id = fields.Many2one(comodel_name="school.class", readonly=True)
    subject_id = fields.Many2one(comodel_name="school.subject", readonly=True)
    teacher_id = fields.Many2one(
        comodel_name="hr.employee",
        readonly=True,
        help="Who taught the subject last in the term.",
    )
    sheet_id = fields.Many2one(comodel_name="school.mark.sheet", readonly=True)
    student_id = fields.Many2one(comodel_name="school.student", string="Pupil", readonly=True)
    column = fields.Selection(selection="_selection_column", readonly=True)
    part = fields.Selection(selection="_selection_part", string="Kind of Mark", readonly=True)
    value = fields.Float(digits=(3, 1), aggregator="avg", readonly=True)
    tenths = fields.Integer(
        string="Mark in Tenths",
        aggregator=None,
        readonly=True,
        export_string_translation=False,
    )

    @api.model
    def _selection_column(self):
        marks = self.env["school.mark"]._fields
        return [(name, marks[name]._description_string(self.env)) for name in COLUMNS]

    @api.model
    def _selection_part(self):
        return [
            ("regular", self.env._("Regular Marks")),
            *self._selection_column()[len(REGULAR_COLUMNS) :],
        ]

    @property
    def _table_query(self):
        spread = SQL(", ").join(
            SQL(
                "(%s, %s, %s, mark.%s)",
                place,
                name,
                "regular" if name in REGULAR_COLUMNS else name,
                SQL.identifier(name),
            )
            for place, name in enumerate(COLUMNS)
            if name in self.env.context.get("school_mark_columns", COLUMNS)
        )
        # LEFT JOIN though each mark has them: PostgreSQL leaves out what a query does not name.
        return SQL(
            """
            SELECT mark.id::bigint * 16 + spread.place AS id, mark.company_id, sheet.year_id,
                   mark.term_id, class.grade_id, mark.class_id, mark.subject_id, mark.sheet_id,
                   mark.student_id, spread.name AS "column", spread.part, spread.value,
                   (spread.value * 10)::int AS tenths,
                   (SELECT line.teacher_id
                      FROM school_teaching_assignment line
                      JOIN school_term term ON term.id = mark.term_id
                     WHERE line.class_subject_id = sheet.class_subject_id
                           AND line.date_start <= term.date_end
                  ORDER BY line.date_start DESC, line.id
                     LIMIT 1) AS teacher_id
              FROM school_mark mark
         LEFT JOIN school_mark_sheet sheet ON sheet.id = mark.sheet_id
         LEFT JOIN school_class class ON class.id = mark.class_id
        CROSS JOIN LATERAL (VALUES %s) AS spread(place, name, part, value)
             WHERE mark.kind = %s AND spread.value IS NOT NULL
            """,
            spread,
            self.env.context.get("school_mark_kind", "score"),
        )
