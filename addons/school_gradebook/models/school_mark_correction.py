# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.school_core.models.school_approval_line import BY_APPROVAL
from odoo.addons.school_core.models.school_approval_mixin import EDITABLE

#: What whoever asks fills in, while it is a draft.
ASKED_FIELDS = frozenset(
    (
        *("sheet_id", "reason", "check_print_date", "evidence_ids", "line_ids", "company_id"),
        *("remarking_number", "remarking_date"),
    )
)
#: What only the program sets.
SERVER_FIELDS = frozenset(
    ("name", "is_after_closing", "open_until", "applied_at", "effect_ids", "reissue_ids")
)


class SchoolMarkCorrection(models.Model):
    """The dossier that corrects marks after their time of entry (biên bản đề nghị sửa điểm).

    TM Điều 11, TT Điều 11.2, DN Điều 15.4 (GB-06 to GB-08): whoever finds a wrong mark names the
    old and the new one, the reason and the evidence; the head of the department confirms, the
    vice-principal or the principal approves, and the correction is carried out in the presence of
    a leader, the administrator of the gradebook and the subject's teacher, each of whom confirms
    with the own account and password. Then the program, and nobody else, enters exactly the values
    that were approved, recomputes what stands on them, and the book is locked again at once.

    No mark changes before all three have confirmed: at no moment is a closed cell open for a value
    of somebody's choice. Whoever asks does not approve, and nobody can do it alone, neither can the
    principal: the teacher of the subject confirms every change of the subject's marks.

    The result of a re-marking goes a shorter way (``school_mark_correction_remarking``). Who may
    take a step stands in ``school_mark_correction_way``, until when and what must be there in
    ``school_mark_correction_check``, what happens at the end in ``school_mark_correction_apply``.
    """

    _name = "school.mark.correction"
    _description = "Correction of Marks"
    _inherit = [
        *("school.sheet.mixin", "school.approval.mixin"),
        *("school.trail.mixin", "school.papers.mixin"),
    ]
    _check_company_auto = True
    _order = "id desc"

    _approval_applies = True
    _papers_field = "evidence_ids"
    _trail_fields = (
        *("name", "sheet_id", "approval_state", "open_until", "applied_at"),
        *("remarking_number", "remarking_date"),
    )
    _trail_scope = "class_id"

    name = fields.Char(string="Number", readonly=True, copy=False)
    sheet_id = fields.Many2one(readonly=False)
    year_id = fields.Many2one(related="sheet_id.year_id", store=True, precompute=True)
    kind = fields.Selection(related="sheet_id.kind")
    teacher_names = fields.Char(related="sheet_id.teacher_names", string="Teacher")
    # what is asked for
    reason = fields.Text(required=True)
    line_ids = fields.One2many(
        comodel_name="school.mark.correction.line", inverse_name="correction_id", string="Marks"
    )
    allowed_column_ids = fields.Many2many(
        comodel_name="school.book.column", compute="_compute_allowed"
    )
    allowed_student_ids = fields.Many2many(
        comodel_name="school.student", compute="_compute_allowed"
    )
    has_final = fields.Boolean(compute="_compute_has_final")
    check_print_date = fields.Date(
        string="Check Print of",
        compute="_compute_check_print_date",
        store=True,
        readonly=False,
        precompute=True,
        help="The day on which the marks of the final test were printed for checking; a wrong entry"
        " is corrected within 3 days of it.",
    )
    evidence_ids = fields.Many2many(
        comodel_name="ir.attachment",
        copy=False,
        help="The test paper, the page of the teacher's own book; for an oral mark the check print"
        " signed by the pupil and a classmate.",
    )
    # what became of it
    is_after_closing = fields.Boolean(
        string="After the Book Was Closed",
        readonly=True,
        copy=False,
        help="The results of the class were approved, or the school year was closed.",
    )
    open_until = fields.Datetime(
        string="To Be Carried Out until",
        readonly=True,
        copy=False,
        help="Until then all three confirm; afterwards it must be opened once more.",
    )
    is_overdue = fields.Boolean(compute="_compute_is_overdue")
    applied_at = fields.Datetime(string="Carried Out at", readonly=True, copy=False)
    effect_ids = fields.One2many(
        comodel_name="school.mark.correction.effect",
        inverse_name="correction_id",
        string="What Changed with It",
        readonly=True,
    )
    reissue_ids = fields.One2many(
        comodel_name="school.book.reissue",
        inverse_name="correction_id",
        string="Books to Correct",
        readonly=True,
    )

    _uniq_name = models.UniqueIndex(
        "(company_id, name) WHERE name IS NOT NULL", "A dossier has this number already."
    )

    @api.depends("name", "class_id", "subject_id")
    def _compute_display_name(self):
        for correction in self:
            correction.display_name = " · ".join(
                filter(
                    None,
                    (
                        correction.name or self.env._("Draft"),
                        correction.class_id.name,
                        correction.subject_id.name,
                    ),
                )
            )

    @api.depends("approval_state", "approval_step_ids", "open_until")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for correction in self:
            correction.is_overdue = (
                correction.approval_state == "approved"
                and bool(correction.open_until)
                and correction.open_until <= now
                and correction._approval_waits()
            )

    @api.depends("sheet_id")
    def _compute_allowed(self):
        columns = self.env["school.book.column"].search([("kind_id.code", "=", "mark")])
        for correction in self:
            names = correction.sheet_id._allowed_columns() if correction.sheet_id else ()
            correction.allowed_column_ids = columns.filtered(
                lambda column, names=names: column.code in names
            )
            correction.allowed_student_ids = correction.sheet_id.class_id.enrollment_ids.student_id

    @api.depends("line_ids.column_id", "line_ids.is_remarking")
    def _compute_has_final(self):
        for correction in self:
            correction.has_final = any(
                line.column_id.code == "final" and not line.is_remarking
                for line in correction.line_ids
            )

    @api.depends("sheet_id", "has_final")
    def _compute_check_print_date(self):
        for correction in self:
            printed = False
            if correction.has_final and not correction.check_print_date:
                printed = self.env["school.check.print"]._last_print(correction.sheet_id, "final")
            correction.check_print_date = correction.check_print_date or (printed and printed.date)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_server_fields(name for name, value in vals.items() if value)
        # a default from the context would otherwise give what vals may not
        nothing = dict.fromkeys(SERVER_FIELDS, False)
        return super().create([{**vals, **nothing} for vals in vals_list])

    def write(self, vals):
        if self.env.context.get("school_approval") is not BY_APPROVAL:
            self._check_server_fields(vals)
            if ASKED_FIELDS & vals.keys():
                self._check_editable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_numbered(self):
        if any(correction.name for correction in self):
            raise UserError(self.env._("A dossier that has a number is kept."))

    def _check_server_fields(self, names):
        for name in SERVER_FIELDS.intersection(names):
            raise AccessError(
                self.env._(
                    "%(field)s is set by the program and cannot be written.",
                    field=self._fields[name]._description_string(self.env),
                )
            )

    def _check_editable(self):
        """Refuse to change what is on its way: those who confirm must know what they confirm."""
        for correction in self:
            if correction.approval_state not in EDITABLE:
                raise UserError(
                    self.env._(
                        "%(dossier)s is on its way; withdraw it to change it.",
                        dossier=correction.display_name,
                    )
                )

    def action_refresh(self):
        """Take the marks as they stand in the book now for the old ones."""
        self.check_access("write")
        self._check_editable()
        self.line_ids._take_old_values()

    def action_open_sheet(self):
        """Open the sheet that the marks stand in."""
        self.ensure_one()
        return self.sheet_id.action_open_grid()

    def action_print(self):
        """Print the dossier."""
        return self.env.ref("school_gradebook.mark_correction_report").report_action(self)
