# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools.local_time import local_time

DIMENSIONS = ("column_id", "class_id", "subject_id", "grade_id", "level_id", "term_id", "year_id")
LOCKS = "school_core.locks"


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
        return self.env.company.sudo().school_principal_id.user_id or self.env.user

    @api.depends("date_start", "date_end")
    def _compute_in_force(self):
        now = fields.Datetime.now()
        for lock in self:
            lock.in_force = bool(lock.date_start) and lock._holds(now)

    @api.constrains("kind_id", "column_id")
    def _check_column(self):
        for lock in self:
            if lock.column_id and lock.column_id.kind_id != lock.kind_id:
                raise ValidationError(
                    self.env._(
                        "The column %(column)s is not one of the book %(book)s.",
                        column=lock.column_id.name,
                        book=lock.kind_id.name,
                    )
                )

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

    @api.model
    def _closed(self, kind_code, scopes, moment=None):
        """Tell what of a kind of book is closed, and why, for many places at once.

        :param scopes: a list of dicts with ``key``, ``company_id``, ``year_id``, ``term_id``,
            ``grade_id``, ``class_id``, ``subject_id`` (ids; what a place does not have is missing
            or False).
        :param moment: UTC, now if empty.
        :return: ``{key: {column or None: {"reason": sentence} or None}}``. None stands for the book
            as a whole; a column of its own entry follows that one, an empty entry means that it is
            open although the rest is closed (see ``_reason``). Keys of places where everything is
            open are left out.

        One query for all scopes of a school, and none when the same transaction asks again.
        """
        moment = moment or fields.Datetime.now()
        locks = self._candidates(kind_code, scopes).filtered(lambda lock: lock._holds(moment))
        years = self.env["school.year"].sudo().browse({scope.get("year_id") for scope in scopes})
        closed_years = years.filtered(lambda year: year and year.state == "closed")
        closed = {}
        for scope in scopes:
            if scope.get("year_id") in closed_years.ids:
                year = closed_years.browse(scope["year_id"])
                closed[scope["key"]] = {None: {"reason": self._year_reason(year)}}
                continue
            columns = self._resolve(
                locks.filtered(lambda lock, scope=scope: lock._covers(scope)), scope["company_id"]
            )
            if any(columns.values()):
                closed[scope["key"]] = columns
        return closed

    @api.model
    def _reason(self, closed, column=None):
        """Return why ``column`` is closed by the ``_closed`` entry of its place, or False."""
        entry = closed.get(column, closed.get(None)) if closed else None
        return entry["reason"] if entry else False

    @api.model
    def _resolve(self, locks, company_id):
        """Weigh the decisions in force about one place; return ``{column or None: entry}``."""
        company = self.env["res.company"].sudo().browse(company_id)
        columns = {}
        if company.school_lock_default == "closed":
            columns[None] = {"reason": self._default_reason(company)}
        for lock in locks.sorted(lambda lock: lock._weight()):
            columns[lock.column_id.code or None] = (
                {"reason": lock._sentence()} if lock.state == "closed" else None
            )
        if not columns.get(None):
            columns = {column: entry for column, entry in columns.items() if entry}
        return columns

    @api.model
    def _candidates(self, kind_code, scopes):
        """Return the decisions, in force or not, that may concern ``scopes``."""
        # emptied on commit and rollback; a transaction sees the locks of its beginning and its own
        known = self.env.cr.precommit.data.setdefault(LOCKS, {})
        company_ids = {scope["company_id"] for scope in scopes}
        class_ids = {scope.get("class_id") for scope in scopes}
        year_ids = {scope.get("year_id") for scope in scopes}
        question = (kind_code, frozenset(company_ids), frozenset(class_ids), frozenset(year_ids))
        if question not in known:
            domain = (
                Domain("kind_id.code", "=", kind_code)
                & Domain("company_id", "in", company_ids)
                & Domain("class_id", "in", [*class_ids, False])
                & Domain("year_id", "in", [*year_ids, False])
            )
            # everybody who writes a book is bound by locks that not everybody may read
            known[question] = self.sudo().search_fetch(domain, [*DIMENSIONS, "state"]).ids
        return self.sudo().browse(known[question])

    @api.model
    def _forget(self):
        self.env.cr.precommit.data.pop(LOCKS, None)

    def _holds(self, moment):
        self.ensure_one()
        return self.date_start <= moment and (not self.date_end or moment < self.date_end)

    def _covers(self, scope):
        self.ensure_one()
        if self.company_id.id != scope["company_id"]:
            return False
        if self.level_id and scope.get("grade_id") not in self.level_id.grade_ids.ids:
            return False
        return all(
            not self[name] or self[name].id == scope.get(name)
            for name in ("year_id", "term_id", "grade_id", "class_id", "subject_id")
        )

    def _weight(self):
        """The greater, the more special; the later decision is the greater one among equals."""
        self.ensure_one()
        return (*(bool(self[name]) for name in DIMENSIONS), self.date_start, self.id)

    def _sentence(self):
        self.ensure_one()
        values = {
            "who": self.decided_by.name,
            "date": local_time(self.env, self.date_start),
            "reason": self.reason.rstrip(" ."),
            "whom": self._keepers(self.company_id),
        }
        if self.date_end:
            return self.env._(
                "Locked by %(who)s from %(date)s until %(until)s: %(reason)s."
                " Ask %(whom)s to open it.",
                until=local_time(self.env, self.date_end),
                **values,
            )
        return self.env._(
            "Locked by %(who)s since %(date)s: %(reason)s. Ask %(whom)s to open it.", **values
        )

    @api.model
    def _default_reason(self, company):
        return self.env._(
            "No time of entry has been opened. Ask %(whom)s to open it.",
            whom=self._keepers(company),
        )

    @api.model
    def _year_reason(self, year):
        return self.env._(
            "The school year %(year)s is closed. Ask the principal to open it again.",
            year=year.name,
        )

    @api.model
    def _keepers(self, company):
        """Return the names of those who open and close the books of ``company``."""
        keepers = (
            self.env["res.users"]
            .sudo()
            .search(
                [
                    ("group_ids", "in", self._keeper_group().ids),
                    ("company_ids", "in", company.ids),
                ],
                limit=3,
            )
        )
        return ", ".join(keepers.mapped("name")) or self.env._("the gradebook administrator")

    @api.model
    def _keeper_group(self):
        return self.env.ref("school_core.group_school_gradebook_admin")
