# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

KINDS = [
    ("governing", "Governing Board of the System"),
    ("editorial", "Editorial Board of the Website"),
]
#: In a context it proves that the call comes from here: what arrives by RPC never is this object.
BY_DECISION = object()
DRAFTED = frozenset(
    (
        *("kind", "company_id", "year_id", "decision_number", "decision_date", "date_start"),
        *("regulation", "member_ids"),
    )
)
DECIDED = frozenset(("state", "date_end", "former_id"))


class SchoolBoard(models.Model):
    """A board made by a numbered, dated decision of the principal (ORG-05).

    DN Điều 12.1 and 17.2, HBT Điều 4.1, MU 1 (governing board of the system), TM Điều 3.6 and TT
    Điều 3.6 (editorial board). A draft is prepared by the office and issued by the principal alone;
    from then on nothing in it changes: another board of the kind is made by a new decision, which
    ends the former one.
    """

    _name = "school.board"
    _description = "Board"
    _inherit = ["school.trail.mixin", "mail.thread"]
    _check_company_auto = True
    _rec_name = "decision_number"
    _order = "date_start desc, id desc"

    _trail_fields = ("kind", "state", "decision_number", "decision_date", "date_start", "date_end")
    _trail_printed = False

    kind = fields.Selection(KINDS, required=True, default="governing")
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    year_id = fields.Many2one(
        comodel_name="school.year",
        check_company=True,
        ondelete="restrict",
        default=lambda self: self.env["school.year"]._current(),
    )
    decision_number = fields.Char(copy=False, tracking=True)
    decision_date = fields.Date(copy=False)
    regulation = fields.Char(
        string="On the Basis of",
        help="The regulation that the decision stands on, e.g. the school's own, with its number.",
    )
    date_start = fields.Date(
        string="In Force from", required=True, default=fields.Date.context_today, copy=False
    )
    date_end = fields.Date(string="In Force until", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("in_force", "In Force"), ("ended", "Ended")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    former_id = fields.Many2one(
        comodel_name="school.board",
        string="Takes the Place of",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    member_ids = fields.One2many(
        comodel_name="school.board.member", inverse_name="board_id", string="Members", copy=True
    )
    task_ids = fields.One2many(comodel_name="school.board.task", inverse_name="board_id")
    report_ids = fields.One2many(comodel_name="school.board.report", inverse_name="board_id")
    member_count = fields.Integer(compute="_compute_member_count")
    is_leader = fields.Boolean(compute="_compute_is_leader")

    _uniq_in_force = models.UniqueIndex(
        "(company_id, kind) WHERE state = 'in_force'",
        "A school has one board of a kind in force.",
    )

    @api.depends("kind", "decision_number")
    def _compute_display_name(self):
        names = dict(self._fields["kind"]._description_selection(self.env))
        for board in self:
            number = f" ({board.decision_number})" if board.decision_number else ""
            board.display_name = f"{names.get(board.kind, '')}{number}"

    @api.depends("member_ids")
    def _compute_member_count(self):
        for board in self:
            board.member_count = len(board.member_ids)

    @api.depends_context("uid")
    def _compute_is_leader(self):
        is_principal = self.env.user.has_group("school_core.group_school_principal")
        for board in self:
            board.is_leader = is_principal or self.env.user in board._leaders()

    def _leaders(self):
        """Return the users who give tasks and report: head, deputies, standing member."""
        leaders = self.member_ids.filtered(lambda member: member.position != "member")
        # whose account a colleague has is not read by all who may read the board
        return leaders.sudo().employee_id.user_id

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_decided(vals)
        # a default from the context would otherwise give what vals may not
        return super().create([{**vals, "state": "draft", "date_end": False} for vals in vals_list])

    def write(self, vals):
        if self.env.context.get("school_decision") is not BY_DECISION:
            self._check_decided({name: vals[name] or "draft" for name in DECIDED & vals.keys()})
            if DRAFTED & vals.keys():
                self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_issued(self):
        self._check_draft()

    @api.model
    def _check_decided(self, vals):
        if any(vals.get(name) for name in DECIDED):
            raise AccessError(self.env._("A board comes into force by the principal's decision."))

    def _check_draft(self):
        for board in self:
            if board.state != "draft":
                raise UserError(
                    self.env._(
                        "%(board)s was issued and is not changed; make a new decision that takes "
                        "its place.",
                        board=board.display_name,
                    )
                )

    @api.constrains("decision_date", "date_start")
    def _check_dates(self):
        for board in self:
            if board.decision_date and board.date_start and board.date_start < board.decision_date:
                raise ValidationError(
                    self.env._(
                        "%(board)s: it cannot be in force before the day of the decision.",
                        board=board.display_name,
                    )
                )

    def action_propose_duties(self):
        """Give the members without duties those that the regulations name for their position."""
        self._check_draft()
        samples = self.env["school.board.duty.sample"].search([("kind", "in", self.mapped("kind"))])
        for board in self:
            for member in board.member_ids.filtered(lambda one: not one.duty_ids):
                member.duty_ids = [
                    Command.create({"name": one.name, "frequency": one.frequency})
                    for one in samples
                    if one.kind == board.kind and one.position in (member.position, False)
                ]

    def action_issue(self):
        """Put the board in force; the former one of the kind ends the day before."""
        if not self.env.user.has_group("school_core.group_school_principal"):
            raise AccessError(self.env._("The principal decides about a board."))
        self._check_draft()
        for board in self:
            board._check_complete()
            former = self.search(
                [
                    ("company_id", "=", board.company_id.id),
                    ("kind", "=", board.kind),
                    ("state", "=", "in_force"),
                ]
            )
            if former and former.date_start >= board.date_start:
                raise UserError(
                    self.env._(
                        "%(former)s is in force from %(date)s; a later decision takes its place.",
                        former=former.display_name,
                        date=former.date_start,
                    )
                )
            last = board.date_start - timedelta(days=1)
            former._decide({"state": "ended", "date_end": last})
            # the index allows one of a kind in force
            former.flush_recordset()
            board._decide({"state": "in_force", "former_id": former.id})
        self._create_tasks()

    def action_end(self):
        """End the board without a new one."""
        if not self.env.user.has_group("school_core.group_school_principal"):
            raise AccessError(self.env._("The principal decides about a board."))
        today = fields.Date.context_today(self)
        for board in self.filtered(lambda board: board.state == "in_force"):
            board._decide({"state": "ended", "date_end": max(today, board.date_start)})

    def action_replace(self):
        """Open a draft with the same members, to take the place of this one."""
        self.ensure_one()
        copied = self.copy()
        return {**self.get_formview_action(), "res_id": copied.id}

    def _decide(self, vals):
        return self.with_context(school_decision=BY_DECISION).write(vals)
