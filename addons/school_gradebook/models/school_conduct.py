# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import clean_context

from .school_mark import INTERNAL

CONDUCT_COLUMNS = (
    "conduct",
    "conduct_summer",
    "remark",
    "absences_excused",
    "absences_unexcused",
)
#: More sessions than a school year has.
MOST_ABSENCES = 400
LEVELS = [("tot", "Good"), ("kha", "Fair"), ("dat", "Satisfactory"), ("chua_dat", "Unsatisfactory")]


class SchoolConduct(models.Model):
    """What the homeroom teacher enters for a pupil in a term: conduct, remark, absences.

    Absences are sessions on the plan of one session a day (TT22 Điều 12); they are typed or
    imported until the attendance addon fills them.
    """

    _name = "school.conduct"
    _description = "Conduct of a Pupil"
    _inherit = ["school.lock.mixin", "school.trail.mixin"]
    _rec_name = "student_id"
    _order = "class_id, term_id, student_id, id"

    _trail_fields = ("class_id", *CONDUCT_COLUMNS)
    _trail_scope = "class_id"
    _trail_student = "student_id"
    _trail_keys = ("term_id",)
    # A move between classes is no entry: it passes a lock.
    _lock_kind = "conduct"
    _lock_columns = CONDUCT_COLUMNS
    _lock_row_fields = ()
    _lock_scope_fields = {
        "company_id": "company_id",
        "year_id": "class_id.year_id",
        "term_id": "term_id",
        "grade_id": "class_id.grade_id",
        "class_id": "class_id",
    }

    company_id = fields.Many2one(
        related="class_id.company_id", store=True, index=True, precompute=True
    )
    class_id = fields.Many2one(
        comodel_name="school.class", required=True, index=True, ondelete="restrict"
    )
    term_id = fields.Many2one(
        comodel_name="school.term", required=True, index=True, ondelete="restrict"
    )
    sheet_id = fields.Many2one(
        comodel_name="school.conduct.sheet",
        compute="_compute_sheet_id",
        store=True,
        precompute=True,
        index=True,
        ondelete="restrict",
    )
    student_id = fields.Many2one(
        comodel_name="school.student",
        string="Pupil",
        required=True,
        index=True,
        ondelete="restrict",
    )
    conduct = fields.Selection(LEVELS)
    conduct_summer = fields.Selection(
        LEVELS,
        string="Conduct after Summer",
        help="The year's conduct after training in summer (TT22 Điều 13); on term 2 only.",
    )
    remark = fields.Text()
    absences_excused = fields.Integer(default=0)
    absences_unexcused = fields.Integer(default=0)

    _uniq_student = models.UniqueIndex(
        "(student_id, term_id)", "The pupil's conduct in this term stands already."
    )
    _check_absences = models.Constraint(
        f"CHECK(absences_excused BETWEEN 0 AND {MOST_ABSENCES}"
        f" AND absences_unexcused BETWEEN 0 AND {MOST_ABSENCES})",
        f"A number of sessions lies between 0 and {MOST_ABSENCES}.",
    )

    @api.depends("class_id", "term_id")
    def _compute_sheet_id(self):
        sheets = (
            self.env["school.conduct.sheet"]
            .sudo()
            .search([("class_id", "in", self.class_id.ids), ("term_id", "in", self.term_id.ids)])
        )
        by_key = {(sheet.class_id, sheet.term_id): sheet.id for sheet in sheets}
        for conduct in self:
            conduct.sheet_id = by_key.get((conduct.class_id, conduct.term_id))

    @api.model_create_multi
    def create(self, vals_list):
        # Defaults from the context would bring values past the check of locks.
        conducts = super(SchoolConduct, self.with_context(clean_context(self.env.context))).create(
            vals_list
        )
        conducts._changed()
        return conducts

    def write(self, vals):
        if self.env.context.get("school_internal") is not INTERNAL:
            for name in {"class_id", "term_id", "student_id", "sheet_id", "company_id"} & {*vals}:
                raise AccessError(
                    self.env._(
                        "%(field)s is set by the program and cannot be written.",
                        field=self._fields[name]._description_string(self.env),
                    )
                )
        result = super().write(vals)
        self._changed()
        return result

    def unlink(self):
        sheets, classes, students = self.sheet_id, self.class_id, self.student_id
        result = super().unlink()
        sheets.sudo()._sync()
        classes.sudo()._recompute_results(students)
        return result

    def _changed(self):
        # The counts and results are the program's, whoever entered the conduct.
        self.sheet_id.sudo()._sync()
        self.class_id.sudo()._recompute_results(self.student_id)
