# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import clean_context

from ..fields import Mark, is_missing
from ..rules.scale import MarkError, to_tenths
from ..rules.scheme import PERIODIC_COLUMNS, REGULAR_COLUMNS

MARK_COLUMNS = (*REGULAR_COLUMNS, "midterm", *PERIODIC_COLUMNS, "final")
#: What a teacher enters in a row.
NUMBER_COLUMNS = (*MARK_COLUMNS, "reassessed")
#: Levels where the circular gives a subject a level beside, or instead of, a mark.
LEVEL_COLUMNS = ("midterm_level", "final_level", "reassessed_level")
VALUE_COLUMNS = (*NUMBER_COLUMNS, *LEVEL_COLUMNS)
ENTERED_COLUMNS = (*VALUE_COLUMNS, "remark")
#: What only the rules or a move between classes set.
PROTECTED_FIELDS = frozenset(
    (
        "average",
        "year_average",
        "earlier_average",
        "company_id",
        "subject_id",
        "term_id",
        "class_id",
        "kind",
    )
)
LEVELS = [("T", "Done Well"), ("H", "Completed"), ("C", "Not Done")]
#: Pupils named in one message.
NAMED = 10
#: Marks the writes of this addon itself; no value sent by RPC can be this object.
INTERNAL = object()


class SchoolMark(models.Model):
    """All marks of a pupil in a subject in a term, in one row (design: marks).

    The averages are stored and computed by the rules of the circular for the whole sheet at once.
    The row of the year's last term also carries the year's average and the re-assessment.
    """

    _name = "school.mark"
    _description = "Marks of a Pupil"
    _inherit = ["school.lock.mixin", "school.trail.mixin"]
    _rec_name = "student_id"
    _order = "sheet_id, student_id, id"

    _trail_fields = ("sheet_id", *ENTERED_COLUMNS, "average", "year_average")
    _trail_scope = "class_id"
    _trail_student = "student_id"
    _trail_keys = ("subject_id", "term_id")
    # A move between classes, which changes the sheet, is no entry: it passes a lock.
    _lock_kind = "mark"
    _lock_columns = ENTERED_COLUMNS
    _lock_row_fields = ()
    _lock_scope_fields = {
        "company_id": "company_id",
        "year_id": "sheet_id.year_id",
        "term_id": "term_id",
        "grade_id": "class_id.grade_id",
        "class_id": "class_id",
        "subject_id": "subject_id",
    }

    company_id = fields.Many2one(related="sheet_id.company_id", store=True, precompute=True)
    sheet_id = fields.Many2one(
        comodel_name="school.mark.sheet", required=True, index=True, ondelete="restrict"
    )
    class_id = fields.Many2one(related="sheet_id.class_id", store=True, precompute=True)
    student_id = fields.Many2one(
        comodel_name="school.student",
        string="Pupil",
        required=True,
        index=True,
        ondelete="restrict",
    )
    subject_id = fields.Many2one(related="sheet_id.subject_id", store=True, precompute=True)
    term_id = fields.Many2one(related="sheet_id.term_id", store=True, precompute=True)
    kind = fields.Selection(related="sheet_id.kind", store=True, precompute=True)
    regular_1 = Mark()
    regular_2 = Mark()
    regular_3 = Mark()
    regular_4 = Mark()
    regular_5 = Mark()
    regular_6 = Mark()
    midterm = Mark()
    midterm_2 = Mark(string="Periodic Test 2")
    midterm_3 = Mark(string="Periodic Test 3")
    midterm_4 = Mark(string="Periodic Test 4")
    final = Mark()
    average = Mark(readonly=True)
    # What the trail knows of it stands in school.earlier.result.line.
    earlier_average = Mark(
        readonly=True, help="The average of the term at the school that the pupil came from."
    )
    year_average = Mark(readonly=True)
    reassessed = Mark(string="Assessed Again", help="The mark or level of the summer.")
    midterm_level = fields.Selection(LEVELS, string="Level, Midterm")
    final_level = fields.Selection(LEVELS, string="Level, Final")
    reassessed_level = fields.Selection(LEVELS, string="Level, Assessed Again")
    remark = fields.Char()

    _uniq_student = models.UniqueIndex(
        "(student_id, subject_id, term_id)", "The pupil has marks in this subject and term already."
    )
    _company_class = models.Index("(company_id, class_id, term_id)")
    _check_range = models.Constraint(
        f"CHECK(0 <= LEAST({', '.join(NUMBER_COLUMNS)})"
        f" AND GREATEST({', '.join(NUMBER_COLUMNS)}) <= 10)",
        "A mark lies between 0 and 10.",
    )
    _check_decimals = models.Constraint(
        "CHECK({})".format(
            " AND ".join(
                f"COALESCE({column} = round({column}, 1), TRUE)" for column in NUMBER_COLUMNS
            )
        ),
        "A mark has at most one decimal.",
    )
    _check_levels = models.Constraint(
        "CHECK(kind <> 'comment' OR ({}))".format(
            " AND ".join(f"COALESCE({column}, 0) IN (0, 1)" for column in NUMBER_COLUMNS)
        ),
        "A subject assessed by comments has levels only: 1 for Đạt, 0 for Chưa đạt.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_protected(vals_list)
        # Defaults from the context would bring values past the checks of locks and columns.
        marks = super(SchoolMark, self.with_context(clean_context(self.env.context))).create(
            vals_list
        )
        marks._check_in_class()
        marks._check_entry_open(
            {
                mark.id: {name for name in ENTERED_COLUMNS if not is_missing(vals.get(name))}
                for mark, vals in zip(marks, vals_list, strict=True)
            }
        )
        marks._check_values(vals_list)
        marks.sheet_id._sync(marks.student_id)
        return marks

    def write(self, vals):
        self._check_protected([vals], moving=True)
        self._check_entry_open(self._lock_touched(vals))
        result = super().write(vals)
        self._check_values([vals] * len(self))
        if not vals.keys().isdisjoint(VALUE_COLUMNS):
            self.sheet_id._sync(self.student_id)
        return result

    def unlink(self):
        sheets, students = self.sheet_id, self.student_id
        result = super().unlink()
        sheets._sync(students)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_entered(self):
        for mark in self:
            if any(not is_missing(mark[column]) for column in ENTERED_COLUMNS):
                raise UserError(
                    self.env._(
                        "%(student)s has marks in %(sheet)s; they can be emptied, not deleted.",
                        student=mark.student_id.display_name,
                        sheet=mark.sheet_id.display_name,
                    )
                )

    def _check_protected(self, vals_list, moving=False):
        if self.env.context.get("school_internal") is INTERNAL:
            return
        protected = PROTECTED_FIELDS | {"sheet_id", "student_id"} if moving else PROTECTED_FIELDS
        for vals in vals_list:
            for name in protected & vals.keys():
                raise AccessError(
                    self.env._(
                        "%(field)s is set by the program and cannot be written.",
                        field=self._fields[name]._description_string(self.env),
                    )
                )

    def _check_in_class(self):
        """Refuse a row of a pupil who never was in the class of the sheet."""
        # Whose pupils they are is not a matter of who may see them.
        for mark in self.sudo():
            if mark.student_id not in mark.class_id.enrollment_ids.student_id:
                raise UserError(
                    self.env._(
                        "%(student)s is no pupil of %(class)s.",
                        student=mark.student_id.display_name,
                        **{"class": mark.class_id.display_name},
                    )
                )

    def _check_entry_open(self, touched):
        """Refuse marks for who is exempt from the subject or has left, in the words of the grid.

        What the program itself enters for a pupil who left (the school's history, a correction that
        was approved) passes.

        :param touched: {id: names of the columns that are entered}
        """
        marks_sudo = self.browse(mark_id for mark_id, names in touched.items() if names).sudo()
        if not marks_sudo:
            return
        reasons = marks_sudo.sheet_id._closed_rows(is_program=self.env.su)
        refused = [
            self.env._(
                "%(student)s, %(sheet)s: %(reason)s.",
                student=mark.student_id.display_name,
                sheet=mark.sheet_id.display_name,
                reason=reason,
            )
            for mark in marks_sudo
            if (reason := reasons.get((mark.sheet_id.id, mark.student_id.id)))
        ]
        if refused:
            raise UserError("\n".join(refused[:NAMED]))

    def _check_values(self, vals_list):
        """Refuse what the sheet has no place for; the value is judged before it is rounded."""
        columns = {sheet: sheet._entered_columns() for sheet in self.sheet_id}
        for mark, vals in zip(self, vals_list, strict=True):
            sheet = mark.sheet_id
            for name in vals.keys() & {*VALUE_COLUMNS}:
                if is_missing(vals[name]):
                    continue
                column = columns[sheet].get(name)
                reason = sheet._no_column(name) if column is None else None
                reason = reason or self._refusal(column, vals[name])
                if reason:
                    raise UserError(
                        self.env._(
                            "%(student)s, %(sheet)s, %(column)s: %(reason)s.",
                            student=mark.student_id.display_name,
                            sheet=sheet.display_name,
                            column=self._fields[name]._description_string(self.env),
                            reason=reason,
                        )
                    )

    @api.model
    def _refusal(self, column, value):
        """Return why ``value`` cannot stand in ``column`` (of the circular's scheme), or None."""
        if column.type == "level":
            return None if value in (0, 1) else self.env._("only Đạt (1) or Chưa đạt (0)")
        if column.type == "selection":
            levels = {key for key, _label in column.options}
            return None if value in levels else self.env._("this is none of the levels")
        try:
            tenths = to_tenths(value)
        except MarkError as error:
            return self._refusal_text(error.reason)
        if column.type == "integer" and tenths % 10:
            return self._refusal_text("not_whole")
        return None

    @api.model
    def _refusal_text(self, reason):
        return {
            "format": self.env._("this is no mark"),
            "range": self.env._("a mark lies between 0 and 10"),
            "decimals": self.env._("a mark has at most one decimal"),
            "not_whole": self.env._("this mark is a whole number from 0 to 10"),
            "not_a_number": self.env._("this subject is assessed by marks, not by Đạt, Chưa đạt"),
            "not_a_level": self.env._("this subject is assessed by Đạt (Đ) or Chưa đạt (CĐ)"),
        }[reason]
