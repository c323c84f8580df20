# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import clean_context

from ..fields import is_missing
from .school_mark import INTERNAL, NAMED


class SchoolHomeroomEntry(models.AbstractModel):
    """What the homeroom teacher enters for a pupil in a ``school.homeroom.sheet``, in one row.

    ``_lock_columns`` are the columns that are entered; a row stands in the sheet of its
    ``_sheet_key``.
    """

    _name = "school.homeroom.entry"
    _description = "Entry of the Homeroom Teacher"
    _inherit = ["school.lock.mixin", "school.trail.mixin", "school.entered.mixin"]
    _rec_name = "student_id"

    _sheet_model = None
    _sheet_key = ("class_id", "term_id")
    _trail_scope = "class_id"
    _trail_student = "student_id"
    _trail_keys = ("term_id",)
    # A move between classes is no entry: it passes a lock.
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
    student_id = fields.Many2one(
        comodel_name="school.student",
        string="Pupil",
        required=True,
        index=True,
        ondelete="restrict",
    )

    def _compute_sheet_id(self):
        # in which sheet a row stands does not depend on who may read the sheet
        sheets = (
            self.env[self._sheet_model]
            .sudo()
            .search([("class_id", "in", self.class_id.ids), ("term_id", "in", self.term_id.ids)])
        )
        by_key = {tuple(sheet[name] for name in self._sheet_key): sheet.id for sheet in sheets}
        for entry in self:
            entry.sheet_id = by_key.get(tuple(entry[name] for name in self._sheet_key))

    @api.model_create_multi
    def create(self, vals_list):
        # Defaults from the context would bring values past the check of locks.
        entries = super(
            SchoolHomeroomEntry, self.with_context(clean_context(self.env.context))
        ).create(vals_list)
        entries._check_in_sheet()
        entries._check_entry_open(
            {
                entry.id: {name for name in self._lock_columns if not is_missing(vals.get(name))}
                for entry, vals in zip(entries, vals_list, strict=True)
            }
        )
        entries._changed()
        return entries

    def write(self, vals):
        if self.env.context.get("school_internal") is not INTERNAL:
            protected = {"student_id", "sheet_id", "company_id", *self._sheet_key}
            for name in protected & vals.keys():
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
        # the counts and results are the program's, see _changed
        sheets, students = self.sheet_id.sudo(), self.student_id
        result = super().unlink()
        sheets._sync()
        sheets._recompute(students)
        return result

    def _check_in_sheet(self):
        """Refuse a row for which the books of the class have no sheet."""
        for entry in self.filtered(lambda entry: not entry.sheet_id):
            raise UserError(
                self.env._(
                    "%(class)s has no such sheet: %(model)s.",
                    model=self._description,
                    **{"class": entry.class_id.display_name},
                )
            )

    def _check_entry_open(self, touched):
        """Refuse what is entered for who is no pupil of the class, or has left it (the grid's words).

        What the program itself enters for a pupil who left is the school's history and passes.

        :param touched: {id: names of the columns that are entered}
        """
        entries_sudo = self.browse(res_id for res_id, names in touched.items() if names).sudo()
        if not entries_sudo:
            return
        entries_sudo._check_columns(touched)
        self.env.flush_all()
        rows = {
            (row["sheet_id"], row["student_id"]): row for row in entries_sudo.sheet_id._load_rows()
        }
        refused = []
        for entry in entries_sudo:
            row = rows.get((entry.sheet_id.id, entry.student_id.id))
            is_open = row and row["present"] and not row.get("earlier")
            if not row or is_open or (self.env.su and row["date_start"]):
                continue
            refused.append(
                self.env._(
                    "%(student)s, %(sheet)s: %(reason)s.",
                    student=entry.student_id.display_name,
                    sheet=entry.sheet_id.display_name,
                    reason=entry.sheet_id._grid_note(row["term_start"], row),
                )
            )
        if refused:
            raise UserError("\n".join(refused[:NAMED]))

    def _check_columns(self, touched):
        """Refuse what the circular of the class has no column for."""
        allowed = {sheet: sheet._entered_names() for sheet in self.sheet_id}
        for entry in self:
            for name in touched[entry.id] - allowed[entry.sheet_id]:
                raise UserError(
                    self.env._(
                        "%(sheet)s has no column for this: %(column)s.",
                        sheet=entry.sheet_id.display_name,
                        column=self._fields[name]._description_string(self.env),
                    )
                )

    def _changed(self):
        # The counts and results are the program's, whoever entered the row.
        sheets_sudo = self.sheet_id.sudo()
        sheets_sudo._sync()
        sheets_sudo._recompute(self.student_id)

    def _move(self, classes):
        """Take the rows of pupils along who changed class.

        :param classes: {(pupil, year): class}
        """
        target = self.grouped(
            lambda row: classes.get((row.student_id, row.class_id.year_id), row.class_id)
        )
        for school_class, rows in target.items():
            moved = rows.filtered(lambda row, target=school_class: row.class_id != target)
            left = moved.sheet_id
            moved.with_context(school_internal=INTERNAL).write({"class_id": school_class.id})
            left._sync()
