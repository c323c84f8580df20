# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.mark_text import mark_text


class SchoolCheckPrintLine(models.Model):
    """One column of a check print, signed by the teacher of the subject.

    What was printed is kept: a column whose marks changed since is printed again before it is
    signed.
    """

    _name = "school.check.print.line"
    _description = "Column of a Check Print"
    _rec_name = "column"
    _order = "print_id desc, id"

    print_id = fields.Many2one(
        comodel_name="school.check.print",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    sheet_id = fields.Many2one(related="print_id.sheet_id", store=True, index=True)
    company_id = fields.Many2one(related="print_id.company_id", store=True, precompute=True)
    column = fields.Selection(selection="_selection_column", required=True, readonly=True)
    values = fields.Json(readonly=True, help="The marks as printed, by pupil.")
    mark_count = fields.Integer(string="Marks", compute="_compute_mark_count")
    is_changed = fields.Boolean(
        string="Changed Since",
        compute="_compute_is_changed",
        help="A mark is no more what was printed.",
    )
    state = fields.Selection(
        [("printed", "To Be Signed"), ("signed", "Signed"), ("differs", "Error Found")],
        required=True,
        readonly=True,
        default="printed",
    )
    signer_id = fields.Many2one(comodel_name="res.users", string="Signed by", readonly=True)
    date_signed = fields.Datetime(string="Signed on", readonly=True)
    can_sign = fields.Boolean(compute="_compute_can_sign")

    _uniq_column = models.UniqueIndex(
        '(print_id, "column")', "A column stands in a check print once."
    )

    @api.model
    def _selection_column(self):
        return self.env["school.mark.sheet"]._selection_check_column()

    @api.depends("values")
    def _compute_mark_count(self):
        for line in self:
            line.mark_count = len(line.values or {})

    @api.depends("values", "column")
    def _compute_is_changed(self):
        for line in self:
            line.is_changed = line.sheet_id._check_values(line.column) != (line.values or {})

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_sign(self):
        for line in self:
            line.can_sign = line.state == "printed" and line.sheet_id._is_taught_by_user()

    def action_sign(self):
        """Sign the columns, as the teacher of the subject."""
        self._check_teacher()
        for line in self:
            if line.is_changed:
                raise UserError(
                    self.env._(
                        "%(column)s: marks changed since it was printed; have it printed again.",
                        column=dict(self._selection_column())[line.column],
                    )
                )
        self._settle("signed")

    def action_differs(self):
        """Note that the column holds an error, and open the dossier that corrects it."""
        self.ensure_one()
        self._check_teacher()
        self._settle("differs")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correction"),
            "res_model": "school.mark.correction",
            "view_mode": "form",
            "context": {
                "default_sheet_id": self.sheet_id.id,
                "default_check_print_date": self.print_id.date,
            },
        }

    def _check_teacher(self):
        self.check_access("read")
        for line in self:
            if not line.sheet_id._is_taught_by_user():
                raise AccessError(self.env._("Only the teacher of the subject signs its columns."))
            if line.state != "printed":
                raise UserError(
                    self.env._(
                        "%(column)s is settled already.",
                        column=dict(self._selection_column())[line.column],
                    )
                )

    def _settle(self, state):
        # Nobody has the right to write what was printed; the teacher signs it by these two steps.
        self.sudo().write(
            {"state": state, "signer_id": self.env.uid, "date_signed": fields.Datetime.now()}
        )

    def _text_of(self, student):
        """Return the printed mark of ``student``."""
        value = (self.values or {}).get(str(student.id), False)
        return mark_text(value, self.sheet_id.kind)
