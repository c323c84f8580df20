# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from ..rules.periods import month_of

#: In a context it proves that the call comes from here: what arrives by RPC never is this object.
BY_SENDING = object()
KEPT = frozenset(("state", "line_ids", "sent_by_id", "sent_at", "answer"))


class SchoolBoardReport(models.Model):
    """What a board has done and not done in a month, told to the principal (TM Điều 13.1, MU 1).

    While it is a draft its lines follow the tasks; once sent they stay as they were.
    """

    _name = "school.board.report"
    _description = "Monthly Report of a Board"
    _inherit = ["school.trail.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "month desc, id desc"

    _trail_fields = ("state", "remark", "answer")
    _trail_keys = ("board_id", "month")
    _trail_printed = False

    board_id = fields.Many2one(
        comodel_name="school.board",
        required=True,
        index=True,
        domain=[("state", "!=", "draft")],
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="board_id.company_id", store=True, index=True, precompute=True
    )
    month = fields.Date(
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
        help="Any day of the month.",
    )
    remark = fields.Text(string="Remarks of the Board")
    answer = fields.Text(string="The Principal's Answer")
    state = fields.Selection(
        [("draft", "Draft"), ("sent", "Sent"), ("seen", "Seen by the Principal")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
    )
    sent_by_id = fields.Many2one(comodel_name="res.users", readonly=True, copy=False)
    sent_at = fields.Datetime(readonly=True, copy=False)
    line_ids = fields.One2many(
        comodel_name="school.board.report.line",
        inverse_name="report_id",
        string="Tasks",
        readonly=True,
        copy=False,
    )
    count_done = fields.Integer(string="Done", compute="_compute_counts")
    count_late = fields.Integer(string="Done Late", compute="_compute_counts")
    count_overdue = fields.Integer(string="Overdue", compute="_compute_counts")

    _uniq_month = models.UniqueIndex(
        "(board_id, month)", "The board has a report of this month already."
    )

    @api.depends("board_id", "month")
    def _compute_display_name(self):
        for report in self:
            month = report.month.strftime("%m/%Y") if report.month else ""
            report.display_name = f"{report.board_id.display_name or ''} – {month}"

    @api.depends("line_ids.outcome")
    def _compute_counts(self):
        for report in self:
            outcomes = report.line_ids.mapped("outcome")
            report.count_done = outcomes.count("in_time") + outcomes.count("late")
            report.count_late = outcomes.count("late")
            report.count_overdue = outcomes.count("overdue")

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_kept(vals)
            if vals.get("month"):
                vals["month"] = month_of(fields.Date.to_date(vals["month"]))[0]
        reports = super().create([{**vals, "state": "draft"} for vals in vals_list])
        reports._check_leader()
        reports._fill()
        return reports

    def write(self, vals):
        if self.env.context.get("school_report") is not BY_SENDING:
            if vals.keys() == {"answer"}:
                self._check_answer()
                return super().write(vals)
            self._check_kept(vals)
            self._check_draft()
            self._check_leader()
            if vals.get("month"):
                vals["month"] = month_of(fields.Date.to_date(vals["month"]))[0]
        result = super().write(vals)
        if {"month", "board_id"} & vals.keys():
            self._fill()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        self._check_draft()
        self._check_leader()

    @api.model
    def _check_kept(self, vals):
        if any(vals.get(name) for name in KEPT if (name, vals.get(name)) != ("state", "draft")):
            raise AccessError(self.env._("A report is sent by its button."))

    def _check_draft(self):
        for report in self:
            if report.state != "draft":
                raise UserError(
                    self.env._(
                        "%(report)s was sent and is not changed.", report=report.display_name
                    )
                )

    def _check_leader(self):
        if not self.env.su and not all(report.board_id.is_leader for report in self):
            raise AccessError(self.env._("The head, the deputies and the standing member report."))

    def action_fill(self):
        """Bring the tasks up to date."""
        self._check_draft()
        self._check_leader()
        self._fill()

    def _fill(self):
        """Write the tasks that were due in the month, and those that were still open before it."""
        months = {report: month_of(report.month) for report in self if report.month}
        if not months:
            return
        tasks = self.env["school.board.task"].search(
            [
                ("board_id", "in", self.board_id.ids),
                ("state", "!=", "dropped"),
                ("deadline", "<=", max(last for _first, last in months.values())),
            ]
        )
        for report, (first, last) in months.items():
            due = tasks.filtered(
                lambda task, report=report, first=first, last=last: (
                    task.board_id == report.board_id
                    and task.deadline <= last
                    and (task.deadline >= first or not task.done_date or task.done_date >= first)
                )
            )
            # the lines of a report are made here only; nobody has rights to write them
            report.sudo().with_context(school_report=BY_SENDING).write(
                {
                    "line_ids": [
                        Command.clear(),
                        *(
                            Command.create(
                                {
                                    "member_id": task.member_id.id,
                                    "name": task.name,
                                    "deadline": task.deadline,
                                    "done_date": task.done_date,
                                    "outcome": task.outcome,
                                    "result": task.result,
                                }
                            )
                            for task in due
                        ),
                    ]
                }
            )

    def action_send(self):
        """Send to the principal; from then on the report stays as it is."""
        self._check_draft()
        self._check_leader()
        self._fill()
        for report in self:
            report.with_context(school_report=BY_SENDING).write(
                {"state": "sent", "sent_by_id": self.env.uid, "sent_at": fields.Datetime.now()}
            )
            # who the principal's account is need not be readable for who reports
            principal = report.company_id.sudo().school_principal_id.user_id
            if principal and principal != self.env.user:
                report.activity_schedule(
                    "mail.mail_activity_data_todo",
                    user_id=principal.id,
                    summary=self.env._("Read the report of the board"),
                )

    def action_seen(self):
        """Note that the principal has read the report."""
        self._check_answer()
        sent = self.filtered(lambda report: report.state == "sent")
        sent.with_context(school_report=BY_SENDING).write({"state": "seen"})
        sent.activity_feedback(["mail.mail_activity_data_todo"])

    def _check_answer(self):
        if not self.env.user.has_group("school_core.group_school_principal"):
            raise AccessError(self.env._("The principal answers a report."))
        if any(report.state == "draft" for report in self):
            raise UserError(self.env._("The report was not sent yet."))
