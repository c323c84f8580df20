# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import clean_context

from ..fields import Mark, is_missing
from ..rules.scale import COMMENT, parse_mark
from ..rules.scheme import PERIODIC_COLUMNS
from ..tools.mark_text import mark_text
from .school_mark import INTERNAL, LEVEL_COLUMNS, LEVELS, VALUE_COLUMNS

#: What a dossier keeps of a cell: marks as numbers, levels of primary school as letters.
SERVER_FIELDS = frozenset(
    ("old_value", "new_value", "old_level", "new_level", "noted_by_id", "noted_at")
)
#: Tests that everybody sits at the same time; only these are marked again (phúc khảo).
PERIODIC = ("midterm", *PERIODIC_COLUMNS, "final")


class SchoolMarkCorrectionLine(models.Model):
    """One mark of a dossier: what it is and what it shall be.

    The old mark is read from the book by the program. For an oral mark there is no paper: the pupil
    and a classmate confirm it (TM Điều 11.2); who noted their confirmation is recorded.
    """

    _name = "school.mark.correction.line"
    _description = "Mark to Correct"
    _rec_name = "student_id"
    _order = "correction_id, id"

    correction_id = fields.Many2one(
        comodel_name="school.mark.correction", required=True, index=True, ondelete="cascade"
    )
    sheet_id = fields.Many2one(related="correction_id.sheet_id")
    class_id = fields.Many2one(related="correction_id.class_id")
    kind = fields.Selection(related="correction_id.kind")
    student_id = fields.Many2one(
        comodel_name="school.student", string="Pupil", required=True, ondelete="restrict"
    )
    column_id = fields.Many2one(
        comodel_name="school.book.column",
        required=True,
        domain=[("kind_id.code", "=", "mark"), ("code", "in", VALUE_COLUMNS)],
        ondelete="restrict",
    )
    old_value = Mark(compute="_compute_old_value", store=True, precompute=True)
    old_level = fields.Selection(LEVELS, compute="_compute_old_value", store=True, precompute=True)
    old_text = fields.Char(string="Old", compute="_compute_old_text")
    new_value = Mark(readonly=True)
    new_level = fields.Selection(LEVELS, readonly=True)
    new_text = fields.Char(string="New", help="As in the grid: 8,5 or 8.5; Đ or CĐ; T, H or C.")
    is_removal = fields.Boolean(
        string="No Mark", help="The mark belongs to another pupil or was never given: remove it."
    )
    is_remarking = fields.Boolean(
        string="Marked Again",
        help="The paper was marked again (phúc khảo); the result is entered at once.",
    )
    is_oral = fields.Boolean(string="Oral", help="There is no paper that shows the mark.")
    pupil_confirms = fields.Boolean(string="The Pupil Confirms")
    classmate_id = fields.Many2one(
        comodel_name="school.student", string="Classmate Who Confirms", ondelete="restrict"
    )
    noted_by_id = fields.Many2one(
        comodel_name="res.users", string="Confirmation Noted by", readonly=True, ondelete="restrict"
    )
    noted_at = fields.Datetime(readonly=True)

    _uniq_cell = models.UniqueIndex(
        "(correction_id, student_id, column_id)", "The dossier has this mark already."
    )

    @api.depends("student_id", "column_id", "correction_id.sheet_id")
    def _compute_old_value(self):
        rows = self._marks()
        for line in self:
            row = rows.get((line.sheet_id.id, line.student_id.id))
            stored = row[line.column_id.code] if row and line.column_id else False
            line.old_value = False if line._is_level() else stored
            line.old_level = line._is_level() and stored

    @api.depends("old_value", "old_level", "kind")
    def _compute_old_text(self):
        for line in self:
            line.old_text = line._text(line._old())

    def _is_level(self):
        return self.column_id.code in LEVEL_COLUMNS

    def _old(self):
        return self.old_level if self._is_level() else self.old_value

    def _new(self):
        return self.new_level if self._is_level() else self.new_value

    def _text(self, value):
        """Return a mark or level as the books show it."""
        return (value or "") if self._is_level() else mark_text(value, self.kind)

    @api.constrains("student_id", "column_id", "classmate_id", "is_remarking")
    def _check_place(self):
        for line in self:
            # whose pupils they are is not a matter of who may see them
            pupils = line.sudo().class_id.enrollment_ids.student_id
            strangers = (line.student_id | line.classmate_id) - pupils
            if strangers:
                raise ValidationError(
                    self.env._(
                        "%(student)s is no pupil of %(class)s.",
                        student=strangers[0].display_name,
                        **{"class": line.sudo().class_id.display_name},
                    )
                )
            if line.classmate_id == line.student_id:
                raise ValidationError(self.env._("Another pupil of the class must confirm."))
            # which columns a sheet has is no secret
            if line.column_id.code not in line.sudo().sheet_id._allowed_columns():
                raise ValidationError(
                    self.env._("The sheet has no column %(column)s.", column=line._column_name())
                )
            if line.is_remarking and line.column_id.code not in PERIODIC:
                raise ValidationError(
                    self.env._("Only papers of a midterm or final test are marked again.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_server_fields(vals_list)
        # a default from the context would otherwise give what vals may not
        lines = super(
            SchoolMarkCorrectionLine, self.with_context(clean_context(self.env.context))
        ).create([self._with_note(vals) for vals in vals_list])
        lines._store_new_values()
        lines.correction_id._check_editable()
        return lines

    def write(self, vals):
        self.correction_id._check_editable()
        self._check_server_fields([vals])
        result = super().write(self._with_note(vals))
        if {"new_text", "column_id"} & vals.keys() and "new_value" not in vals:
            self._store_new_values()
        self.correction_id._check_editable()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_on_its_way(self):
        self.correction_id._check_editable()

    @api.model
    def _check_server_fields(self, vals_list):
        if self.env.context.get("school_internal") is INTERNAL:
            return
        for vals in vals_list:
            if SERVER_FIELDS & vals.keys():
                raise AccessError(
                    self.env._("The program reads the old mark from the book itself.")
                )

    def _with_note(self, vals):
        """Add who notes the confirmation of an oral mark, and when."""
        if vals.get("pupil_confirms") or vals.get("classmate_id"):
            return {**vals, "noted_by_id": self.env.uid, "noted_at": fields.Datetime.now()}
        return vals

    def _store_new_values(self):
        """Keep the marks that the texts mean."""
        for line in self:
            value = line._read_new(line.new_text)
            name, other = ("new_value", "new_level")[:: -1 if line._is_level() else 1]
            internal = line.with_context(school_internal=INTERNAL)
            internal.write({name: value, other: False, "new_text": line._text(value)})

    def _take_old_values(self):
        # the marks are no dependency that the ORM could follow
        for name in ("old_value", "old_level"):
            self.env.add_to_compute(self._fields[name], self)
        self.env.flush_all()

    def _marks(self):
        """Return {(sheet_id, student_id): row of marks} of the lines, as the book has them now."""
        # who confirms a correction need not be one who may read the marks
        rows_sudo = (
            self.env["school.mark"]
            .sudo()
            .search(
                Domain("sheet_id", "in", self.sheet_id.ids)
                & Domain("student_id", "in", self.student_id.ids)
            )
        )
        return {(row.sheet_id.id, row.student_id.id): row for row in rows_sudo}

    def _read_new(self, raw):
        """Return the mark that ``raw`` means; refuse what is none."""
        self.ensure_one()
        if is_missing(raw) or not raw.strip():
            return False
        value, reason = self._read_level(raw) if self._is_level() else self._read_mark(raw)
        if reason:
            raise ValidationError(
                self.env._(
                    "%(student)s, “%(value)s”: %(reason)s.",
                    student=self.student_id.display_name or "",
                    value=raw,
                    reason=reason,
                )
            )
        return value

    def _read_mark(self, raw):
        """Return the number that ``raw`` means and why it is refused."""
        typed = parse_mark(raw, self.kind)
        value = int(typed.value == "D") if self.kind == COMMENT else typed.value
        if typed.reason or typed.choices:
            return value, self.env["school.mark"]._refusal_text(typed.reason or "range")
        # whole marks only, where the circular of the class says so
        return value, self._refusal(value)

    def _read_level(self, raw):
        value = raw.strip().upper()
        return value, self._refusal(value)

    def _refusal(self, value):
        # which marks the sheet takes does not depend on who may read it
        column = self.sudo().sheet_id._entered_columns().get(self.column_id.code)
        return column and self.env["school.mark"]._refusal(column, value)

    def _check_complete(self):
        """Refuse what cannot be handed in."""
        for line in self:
            values = {
                "student": line.student_id.display_name,
                "column": line._column_name(),
            }
            if line.is_removal != (line._new() is False):
                raise UserError(
                    self.env._("%(student)s, %(column)s: enter the new mark.", **values)
                    if not line.is_removal
                    else self.env._(
                        "%(student)s, %(column)s: either a new mark or none at all.", **values
                    )
                )
            if is_same(line._new(), line._old()):
                raise UserError(
                    self.env._("%(student)s, %(column)s: the mark is the same.", **values)
                )
            if line.is_oral and not (line.pupil_confirms and line.classmate_id):
                raise UserError(
                    self.env._(
                        "%(student)s, %(column)s: an oral mark is confirmed by the pupil and by a"
                        " classmate.",
                        **values,
                    )
                )

    def _column_name(self):
        """Return what the circular of the class calls the column of the mark."""
        # what a sheet is called does not depend on who may read its class
        scheme = self.sudo().class_id._scheme()
        return scheme.names.get(self.column_id.code) or self.column_id.name

    def _check_unchanged(self):
        """Refuse when a mark is no longer what the dossier says."""
        rows = self._marks()
        for line in self:
            row = rows.get((line.sheet_id.id, line.student_id.id))
            now = row[line.column_id.code] if row else False
            if not is_same(now, line._old()):
                raise UserError(
                    self.env._(
                        "%(student)s, %(column)s: the mark in the book is %(now)s, no longer"
                        " %(old)s. The dossier is prepared and approved anew.",
                        student=line.student_id.display_name,
                        column=line._column_name(),
                        now=line._text(now) or "–",
                        old=line.old_text or "–",
                    )
                )


def is_same(one, other):
    """Return whether two marks are the same; none is not 0."""
    return one == other and (one is False) == (other is False)
