# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import clean_context

from ..fields import Count, is_missing
from .school_mark import INTERNAL, NAMED

ABSENCE_COLUMNS = ("absences_excused", "absences_unexcused")
CONDUCT_COLUMNS = ("conduct", "conduct_summer", "remark", *ABSENCE_COLUMNS)
#: What a row of a term must hold; absences are unknown until somebody says that there are none.
REQUIRED_COLUMNS = ("conduct", *ABSENCE_COLUMNS)
#: More sessions than a school year has.
MOST_ABSENCES = 400
LEVELS = [("tot", "Good"), ("kha", "Fair"), ("dat", "Satisfactory"), ("chua_dat", "Unsatisfactory")]


class SchoolConduct(models.Model):
    """What the homeroom teacher enters for a pupil in a term: conduct, remark, absences.

    Absences are sessions on the plan of one session a day (TT22 Điều 12); they are typed or
    imported until the attendance addon fills them, and unknown before.
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
    absences_excused = Count(help="Empty as long as nobody has counted them; 0 is a number.")
    absences_unexcused = Count(help="Empty as long as nobody has counted them; 0 is a number.")

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
        conducts._check_entry_open(
            {
                conduct.id: {name for name in CONDUCT_COLUMNS if not is_missing(vals.get(name))}
                for conduct, vals in zip(conducts, vals_list, strict=True)
            }
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
        self._check_entry_open(self._lock_touched(vals))
        result = super().write(vals)
        self._changed()
        return result

    def unlink(self):
        sheets, classes, students = self.sheet_id, self.class_id, self.student_id
        result = super().unlink()
        sheets.sudo()._sync()
        classes.sudo()._recompute_results(students)
        return result

    def _check_entry_open(self, touched):
        """Refuse what is entered for who is no pupil of the class, or has left it (the grid's words).

        What the program itself enters for a pupil who left is the school's history and passes.

        :param touched: {id: names of the columns that are entered}
        """
        conducts_sudo = self.browse(res_id for res_id, names in touched.items() if names).sudo()
        if not conducts_sudo:
            return
        self.env.flush_all()
        rows = {
            (row["sheet_id"], row["student_id"]): row for row in conducts_sudo.sheet_id._load_rows()
        }
        refused = []
        for conduct in conducts_sudo:
            row = rows.get((conduct.sheet_id.id, conduct.student_id.id))
            is_open = row and row["present"] and not row.get("earlier")
            if not row or is_open or (self.env.su and row["date_start"]):
                continue
            refused.append(
                self.env._(
                    "%(student)s, %(sheet)s: %(reason)s.",
                    student=conduct.student_id.display_name,
                    sheet=conduct.sheet_id.display_name,
                    reason=conduct.sheet_id._grid_note(row["term_start"], row),
                )
            )
        if refused:
            raise UserError("\n".join(refused[:NAMED]))

    def _changed(self):
        # The counts and results are the program's, whoever entered the conduct.
        self.sheet_id.sudo()._sync()
        self.class_id.sudo()._recompute_results(self.student_id)
