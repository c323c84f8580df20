# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

DIMENSIONS = ("column_id", "class_id", "subject_id", "grade_id", "level_id", "term_id", "year_id")


class SchoolLock(models.Model):
    """The principal's decision that a kind of book is closed, or open, for somebody, for some time.

    LOCK-01; TM Điều 3.2, HBT Điều 4.3 and 5.3, DN Điều 6a, 8.2, 12.5: the principal decides, the
    gradebook administrator executes. An empty dimension means all of it: a decision without class
    and subject is about the whole school.

    Where several decisions are in force, the more special one counts: one about a column comes
    before one about a class, then subject, grade, level, term, year, the whole school. So opening a
    class does not open a column of it that was closed by itself. Among decisions about the same
    things the later one counts. Where there is none, the book is open or closed as the school's
    settings say. A closed school year closes everything, whatever was decided.

    How the decisions are asked for stands in ``school_lock_service``; a named person is let in
    nevertheless by ``school.lock.grant``.
    """

    _name = "school.lock"
    _description = "Lock"
    _inherit = ["school.trail.mixin"]
    _check_company_auto = True
    _rec_name = "reason"
    _order = "date_start desc, id desc"

    _trail_fields = (
        "kind_id",
        "company_id",
        *DIMENSIONS,
        "state",
        "date_start",
        "date_end",
        "reason",
        "decided_by",
    )
    _trail_scope = "class_id"
    _trail_printed = False

    kind_id = fields.Many2one(
        comodel_name="school.book.kind", string="Book", required=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    # scope
    year_id = fields.Many2one(
        comodel_name="school.year", check_company=True, ondelete="restrict", string="School Year"
    )
    term_id = fields.Many2one(comodel_name="school.term", check_company=True, ondelete="restrict")
    level_id = fields.Many2one(comodel_name="school.level", ondelete="restrict")
    grade_id = fields.Many2one(comodel_name="school.grade", ondelete="restrict")
    class_id = fields.Many2one(comodel_name="school.class", check_company=True, ondelete="restrict")
    subject_id = fields.Many2one(comodel_name="school.subject", ondelete="restrict")
    column_id = fields.Many2one(
        comodel_name="school.book.column",
        ondelete="restrict",
        domain="[('kind_id', '=', kind_id)]",
    )
    # decision
    state = fields.Selection(
        [("closed", "Closed"), ("open", "Open")], required=True, default="closed"
    )
    date_start = fields.Datetime(string="From", required=True, default=fields.Datetime.now)
    date_end = fields.Datetime(string="Until", help="Empty: until another decision.")
    reason = fields.Char(required=True)
    decided_by = fields.Many2one(
        comodel_name="res.users",
        required=True,
        default=lambda self: self._default_decided_by(),
        ondelete="restrict",
        help="Who decided; as a rule the principal.",
    )
    in_force = fields.Boolean(compute="_compute_in_force")

    _check_dates = models.Constraint(
        "CHECK(date_end IS NULL OR date_end > date_start)", "A lock must end after it starts."
    )
    _scope_idx = models.Index("(company_id, kind_id, year_id)")

    @api.model
    def _default_decided_by(self):
        # who leads the school is no secret of the staff file
        return self.env.company.sudo().school_principal_id.user_id or self.env.user

    @api.depends("date_start", "date_end")
    def _compute_in_force(self):
        now = fields.Datetime.now()
        for lock in self:
            lock.in_force = (
                bool(lock.date_start)
                and lock.date_start <= now
                and (not lock.date_end or now < lock.date_end)
            )

    @api.constrains("kind_id", "column_id")
    def _check_column(self):
        for lock in self:
            lock.column_id._check_of(lock.kind_id)

    @api.model_create_multi
    def create(self, vals_list):
        locks = super().create(vals_list)
        self._forget()
        return locks

    def write(self, vals):
        result = super().write(vals)
        self._forget()
        return result

    def unlink(self):
        result = super().unlink()
        self._forget()
        return result
