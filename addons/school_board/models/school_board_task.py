# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..rules.periods import outcome

OUTCOMES = [
    ("open", "Open"),
    ("overdue", "Overdue"),
    ("in_time", "Done in Time"),
    ("late", "Done Late"),
    ("dropped", "Dropped"),
]
#: In a context it proves that the call comes from here: what arrives by RPC never is this object.
BY_RESPONSIBLE = object()
KEPT = frozenset(("state", "done_date"))
#: What whoever is responsible may fill in.
ANSWERED = frozenset(("result", "attachment_ids"))


class SchoolBoardTask(models.Model):
    """What a member of a board has to do until a day (DN Điều 12.1, TM Điều 13.1).

    The leaders of the board give it, or a recurring duty does; whoever is responsible says what was
    done, and the server notes the day. What was done or dropped is not changed any more.
    """

    _name = "school.board.task"
    _description = "Task of a Board"
    _inherit = ["school.papers.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "deadline, id"

    board_id = fields.Many2one(
        comodel_name="school.board", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="board_id.company_id", store=True, index=True, precompute=True
    )
    member_id = fields.Many2one(
        comodel_name="school.board.member",
        string="Responsible",
        required=True,
        index=True,
        domain="[('board_id', '=', board_id)]",
        ondelete="restrict",
    )
    duty_id = fields.Many2one(
        comodel_name="school.board.duty", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    name = fields.Char(string="Task", required=True)
    date_start = fields.Date(
        string="From", required=True, default=fields.Date.context_today, readonly=True
    )
    deadline = fields.Date(required=True)
    state = fields.Selection(
        [("todo", "To Do"), ("done", "Done"), ("dropped", "Dropped")],
        required=True,
        readonly=True,
        default="todo",
        copy=False,
    )
    done_date = fields.Date(string="Done on", readonly=True, copy=False)
    result = fields.Text(string="What Was Done", copy=False)
    attachment_ids = fields.Many2many(comodel_name="ir.attachment", string="Evidence", copy=False)
    outcome = fields.Selection(OUTCOMES, compute="_compute_outcome")
    is_mine = fields.Boolean(compute="_compute_is_mine")
    is_led = fields.Boolean(compute="_compute_is_mine")

    _uniq_duty = models.UniqueIndex(
        "(duty_id, date_start) WHERE duty_id IS NOT NULL",
        "A duty gives one task in each period.",
    )
    _check_deadline = models.Constraint(
        "CHECK(deadline >= date_start)", "A task cannot be due before it is given."
    )

    @api.depends("deadline", "state", "done_date")
    def _compute_outcome(self):
        today = fields.Date.context_today(self)
        for task in self:
            if task.state == "dropped" or not task.deadline:
                task.outcome = "dropped" if task.state == "dropped" else "open"
            else:
                task.outcome = outcome(task.deadline, task.done_date, today)

    @api.depends("member_id", "board_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for task in self:
            # whose account a colleague has is not read by all who may read the task
            task.is_mine = task.member_id.sudo().employee_id.user_id == self.env.user
            task.is_led = task.board_id.is_leader

    @api.constrains("member_id", "board_id")
    def _check_member(self):
        for task in self:
            if task.member_id.board_id != task.board_id:
                raise ValidationError(
                    self.env._(
                        "%(task)s: %(member)s does not sit on %(board)s.",
                        task=task.name,
                        member=task.member_id.display_name,
                        board=task.board_id.display_name,
                    )
                )
            if task.board_id.state != "in_force" and task.state == "todo":
                raise ValidationError(
                    self.env._("%(board)s is not in force.", board=task.board_id.display_name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_kept(vals)
        tasks = super().create(
            [{**vals, "state": "todo", "done_date": False} for vals in vals_list]
        )
        if not self.env.su and not all(task.board_id.is_leader for task in tasks):
            raise AccessError(
                self.env._("The head, the deputies and the standing member give tasks.")
            )
        return tasks

    def write(self, vals):
        if self.env.context.get("school_task") is not BY_RESPONSIBLE:
            self._check_kept(vals)
            self._check_open()
            if not self.env.su:
                self._check_who(vals.keys())
        return super().write(vals)

    def _check_who(self, names):
        if names - ANSWERED and not all(self.mapped("board_id.is_leader")):
            raise AccessError(
                self.env._("Whoever is responsible says what was done, and nothing else.")
            )
        if names & ANSWERED and not all(self.mapped("is_mine")):
            raise AccessError(self.env._("Whoever is responsible says what was done."))

    @api.model
    def _check_kept(self, vals):
        if vals.get("done_date") or vals.get("state", "todo") != "todo":
            raise AccessError(self.env._("A task is done by its button; the day is noted then."))

    def _check_open(self):
        for task in self:
            if task.state != "todo":
                raise UserError(
                    self.env._("%(task)s is finished and is not changed.", task=task.name)
                )

    def action_done(self):
        """Say that the task is done; what was done must be told."""
        self.check_access("write")
        self._check_open()
        for task in self:
            if not task.is_mine:
                raise AccessError(self.env._("Nobody finishes the task of another person."))
            if not (task.result or "").strip():
                raise UserError(self.env._("%(task)s: say what was done.", task=task.name))
        self._finish({"state": "done", "done_date": fields.Date.context_today(self)})

    def action_drop(self):
        """Drop a task that is no longer needed."""
        self.check_access("write")
        self._check_open()
        if not all(task.board_id.is_leader for task in self):
            raise AccessError(
                self.env._("The head, the deputies and the standing member drop a task.")
            )
        self._finish({"state": "dropped"})

    def _finish(self, vals):
        return self.with_context(school_task=BY_RESPONSIBLE).write(vals)
