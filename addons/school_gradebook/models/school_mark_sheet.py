# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.school_core.tools.dated import in_force

from ..rules.scheme import REGULAR_COLUMNS


class SchoolMarkSheet(models.Model):
    """The marks of one subject in one class in one term (class × subject × term).

    How the marks are loaded stands in ``school_mark_sheet_load``, how they are computed and stored
    in ``school_mark_sheet_sync``, what the grid asks for in ``school_mark_sheet_grid``.
    """

    _name = "school.mark.sheet"
    _description = "Mark Sheet"
    _inherit = ["school.grid.mixin"]
    _check_company_auto = True
    _rec_name = "class_subject_id"
    _order = "year_id desc, term_id, class_id, sequence, id"

    company_id = fields.Many2one(related="class_subject_id.company_id", store=True, index=True)
    class_subject_id = fields.Many2one(
        comodel_name="school.class.subject", required=True, index=True, ondelete="restrict"
    )
    class_id = fields.Many2one(related="class_subject_id.class_id", store=True, index=True)
    subject_id = fields.Many2one(related="class_subject_id.subject_id", store=True)
    sequence = fields.Integer(related="class_subject_id.sequence", store=True)
    year_id = fields.Many2one(related="class_subject_id.year_id", store=True)
    kind = fields.Selection(related="class_subject_id.kind", store=True)
    term_id = fields.Many2one(
        comodel_name="school.term", required=True, index=True, ondelete="restrict"
    )
    mark_ids = fields.One2many(comodel_name="school.mark", inverse_name="sheet_id")
    teacher_names = fields.Char(related="class_subject_id.teacher_names")
    required_regular = fields.Integer(
        string="Regular Marks",
        compute="_compute_required_regular",
        store=True,
        help="Regular marks that the yearly periods of the subject demand.",
    )
    required_columns = fields.Char(
        compute="_compute_required_columns",
        store=True,
        help="What else each pupil must have in this sheet.",
    )
    # progress
    required_count = fields.Integer(string="Marks Required", readonly=True)
    missing_count = fields.Integer(string="Marks Missing", readonly=True)
    progress = fields.Float(
        compute="_compute_progress", help="Part of the required marks that are entered, in %."
    )
    version = fields.Integer(
        readonly=True, help="Counts the saves; two saves of one sheet never overlap."
    )

    _uniq_term = models.UniqueIndex(
        "(class_subject_id, term_id)", "This subject has a sheet for the term already."
    )

    @api.depends("class_id", "subject_id", "term_id")
    def _compute_display_name(self):
        for sheet in self:
            sheet.display_name = " · ".join(
                part.display_name or ""
                for part in (sheet.class_id, sheet.subject_id, sheet.term_id)
            )

    @api.depends(
        "kind",
        "class_subject_id.periods",
        "class_subject_id.has_topics",
        "term_id.number",
        "company_id.school_topics_term",
    )
    def _compute_required_regular(self):
        for sheet in self:
            plan = sheet.class_subject_id
            topics = plan.has_topics and sheet.company_id.school_topics_term == str(
                sheet.term_id.number
            )
            sheet.required_regular = sheet.class_id._scheme().required_regular(
                sheet.kind, plan.periods or None, int(topics)
            )

    @api.depends("kind", "subject_id.code", "class_id.rules_code", "term_id.number")
    def _compute_required_columns(self):
        for sheet in self:
            sheet.required_columns = ",".join(
                sheet.class_id._scheme().required(sheet._scheme_head())
            )

    @api.depends("required_count", "missing_count")
    def _compute_progress(self):
        for sheet in self:
            entered = sheet.required_count - sheet.missing_count
            sheet.progress = 100 * entered / sheet.required_count if sheet.required_count else 0

    def write(self, vals):
        for name in ("required_count", "missing_count", "version", "required_regular"):
            if name in vals:
                raise UserError(self.env._("The progress of a sheet is counted by the program."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_marks(self):
        if used := self.mark_ids.sheet_id:
            raise UserError(self.env._("%(sheet)s has marks.", sheet=used[0].display_name))

    def _scheme_head(self):
        """Return what the circular's scheme asks about a sheet."""
        return {
            "kind": self.kind,
            "subject_code": self.subject_id.code,
            "grade": self.class_id.grade_id.number,
            "term": self.term_id.number,
            "required_regular": self.required_regular,
        }

    def _entered_columns(self):
        """Return {name: column} of the marks and levels that the sheet takes."""
        columns = self.class_id._scheme().columns(self._scheme_head())
        return {c.name: c for c in columns if not c.computed and c.type != "text"}

    def _allowed_columns(self):
        """Return the names of the columns of marks and levels that the sheet has."""
        return tuple(self._entered_columns())

    def _no_column(self, name):
        """Say why the sheet has no column ``name``."""
        if name in REGULAR_COLUMNS and self.required_regular:
            return self.env._(
                "the sheet has %(number)s regular marks in this term (%(article)s)",
                number=self.required_regular,
                article=self.class_id._scheme().source("regular"),
            )
        return self.env._("the sheet has no such column")

    def _grid_siblings(self):
        """Return the sheets of the term that the same teacher enters; without one, the class's."""
        today = fields.Date.context_today(self)
        # The names of the teachers stand on the sheet for whoever may read it.
        assignments_sudo = self.sudo().class_subject_id.assignment_ids
        teachers_sudo = assignments_sudo.filtered(lambda line: line._holds_on(today)).teacher_id
        own_sudo = teachers_sudo.filtered(lambda teacher: teacher.user_id == self.env.user)
        in_term = Domain("term_id", "=", self.term_id.id)
        if not teachers_sudo:
            return self.search(in_term & Domain("class_id", "=", self.class_id.id))
        lines = in_force(today) & Domain("teacher_id", "in", (own_sudo or teachers_sudo).ids)
        return self.search(in_term & Domain("class_subject_id.assignment_ids", "any!", lines))
