# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

#: What the checker fills in; the rest is set when the check is given out.
RESULT_FIELDS = frozenset(("line_ids", "comment"))


class SchoolCrossCheck(models.Model):
    """A colleague checks a sheet against the teacher's own book and the papers (GB-17; MU).

    The head of the department gives the sheets out. While a check is open, the checker reads the
    sheet. What differs becomes a correction, which the teacher of the subject asks for.
    """

    _name = "school.cross.check"
    _description = "Cross-check"
    _inherit = ["mail.thread", "school.sheet.mixin"]
    _rec_name = "sheet_id"
    _order = "state, date_deadline, id desc"

    department_id = fields.Many2one(comodel_name="hr.department", required=True, readonly=True)
    teacher_id = fields.Many2one(
        comodel_name="hr.employee", required=True, readonly=True, index=True
    )
    checker_id = fields.Many2one(
        comodel_name="hr.employee", string="Checked by", required=True, readonly=True, index=True
    )
    date_deadline = fields.Date(string="To Be Done by", readonly=True)
    state = fields.Selection(
        [("open", "To Be Checked"), ("same", "No Difference"), ("differs", "Differences")],
        required=True,
        readonly=True,
        default="open",
        tracking=True,
    )
    date_done = fields.Datetime(string="Checked on", readonly=True)
    comment = fields.Text()
    line_ids = fields.One2many(
        comodel_name="school.cross.check.line", inverse_name="check_id", string="Differences"
    )
    allowed_student_ids = fields.Many2many(
        comodel_name="school.student", compute="_compute_allowed_student_ids", compute_sudo=True
    )
    correction_id = fields.Many2one(comodel_name="school.mark.correction", readonly=True)
    is_checker = fields.Boolean(compute="_compute_duties")
    is_teacher = fields.Boolean(compute="_compute_duties")

    _uniq_sheet = models.UniqueIndex(
        "(sheet_id, checker_id) WHERE state = 'open'", "This colleague checks the sheet already."
    )
    _check_pair = models.Constraint(
        "CHECK(checker_id <> teacher_id)", "Nobody checks the own sheet."
    )

    @api.depends("sheet_id")
    def _compute_allowed_student_ids(self):
        for check in self:
            check.allowed_student_ids = check.sheet_id.class_id.enrollment_ids.student_id

    @api.depends_context("uid")
    @api.depends("checker_id", "teacher_id", "state")
    def _compute_duties(self):
        for check in self:
            # Whose account a colleague has is no secret between the two.
            check_sudo = check.sudo()
            check.is_checker = check_sudo.checker_id.user_id == self.env.user
            check.is_teacher = check_sudo.teacher_id.user_id == self.env.user

    @api.depends("sheet_id", "checker_id")
    def _compute_display_name(self):
        for check in self:
            check.display_name = self.env._(
                "%(sheet)s · checked by %(name)s",
                # whoever reads the check may know of which sheet it is
                sheet=check.sudo().sheet_id.display_name,
                name=check.checker_id.name,
            )

    def write(self, vals):
        if not self.env.su:
            for check in self:
                if vals.keys() - RESULT_FIELDS or check.state != "open" or not check.is_checker:
                    raise AccessError(self.env._("Only the checker writes, until it is done."))
        return super().write(vals)

    def action_open_sheet(self):
        """Open the sheet that is checked."""
        self.ensure_one()
        return self.sheet_id.action_open_grid()

    def action_done(self):
        """Hand the result over to the teacher and the head of the department."""
        for check in self:
            if not check.is_checker:
                raise AccessError(self.env._("Only the checker hands the result over."))
            if check.state != "open":
                raise UserError(self.env._("%(check)s is done.", check=check.display_name))
            state = "differs" if check.line_ids else "same"
            # The state is no field that the checker may write.
            check.sudo().write({"state": state, "date_done": fields.Datetime.now()})
            if user := check.sudo().teacher_id.user_id:
                check.sudo().message_subscribe(partner_ids=user.partner_id.ids)

    def action_propose_correction(self):
        """Make the dossier that corrects what differs, as the teacher of the subject."""
        self.ensure_one()
        if not self.is_teacher:
            raise AccessError(self.env._("Only the teacher of the sheet asks for its correction."))
        if self.state != "differs" or self.correction_id:
            raise UserError(self.env._("There is nothing to correct, or it is asked for already."))
        columns = self.env["school.book.column"].search([("kind_id.code", "=", "mark")])
        by_code = {column.code: column.id for column in columns}
        correction = self.env["school.mark.correction"].create(
            {
                "sheet_id": self.sheet_id.id,
                "reason": self.env._(
                    "Cross-check by %(name)s. %(comment)s",
                    name=self.checker_id.name,
                    comment=self.comment or "",
                ).strip(),
                "line_ids": [
                    Command.create(
                        {
                            "student_id": line.student_id.id,
                            "column_id": by_code[line.column],
                            "new_text": line.right_text,
                            "is_removal": not line.right_text,
                        }
                    )
                    for line in self.line_ids
                ],
            }
        )
        # the dossier is no field that the checker may write, see write()
        self.sudo().correction_id = correction
        return {
            "type": "ir.actions.act_window",
            "res_model": correction._name,
            "res_id": correction.id,
            "view_mode": "form",
        }

    @api.model
    def _waiting_domain(self):
        """Return the checks that wait for the user, as checker or as teacher."""
        return [
            "|",
            "&",
            ("state", "=", "open"),
            ("checker_id.user_id", "=", self.env.uid),
            "&",
            "&",
            ("state", "=", "differs"),
            ("correction_id", "=", False),
            ("teacher_id.user_id", "=", self.env.uid),
        ]
