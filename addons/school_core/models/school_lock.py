# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.local_time import local_time

DIMENSIONS = ("column_id", "class_id", "subject_id", "grade_id", "level_id", "term_id", "year_id")
LOCKS = "school_core.locks"
KEEPERS = "school_core.group_school_gradebook_admin"


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

        One query for all scopes of a school while everything is open, and none when the same
        transaction asks again; a few more, for the names in the sentences, where something is
        closed.
        """
        moment = moment or fields.Datetime.now()
        locks = self._candidates(kind_code, scopes).filtered(lambda lock: lock._holds(moment))
        locks = locks.sorted(lambda lock: lock._weight())
        years = self.env["school.year"].sudo().browse({scope.get("year_id") for scope in scopes})
        closed_years = years.filtered(lambda year: year and year.state == "closed")
        sources = {}
        for scope in scopes:
            year = closed_years.filtered(lambda year, scope=scope: year.id == scope.get("year_id"))
            if year:
                sources[scope["key"]] = {None: year}
            else:
                sources[scope["key"]] = self._resolve(
                    locks.filtered(lambda lock, scope=scope: lock._covers(scope)),
                    self.env["res.company"].sudo().browse(scope["company_id"]),
                )
        entries = self._entries(
            {source for columns in sources.values() for source in columns.values() if source}
        )
        return {
            key: {column: entries.get(source) for column, source in columns.items()}
            for key, columns in sources.items()
            if any(columns.values())
        }

    @api.model
    def _reason(self, closed, column=None):
        """Return why ``column`` is closed by the ``_closed`` entry of its place, or False."""
        entry = closed.get(column, closed.get(None)) if closed else None
        return entry["reason"] if entry else False

    @api.model
    def _resolve(self, locks, company):
        """Weigh the decisions in force about one place, the least first.

        :return: {column or None: the record that closes it, or None where it is open}
        """
        columns = {}
        if company.school_lock_default == "closed":
            columns[None] = company
        for lock in locks:
            columns[lock.column_id.code or None] = lock if lock.state == "closed" else None
        if not columns.get(None):
            columns = {column: source for column, source in columns.items() if source}
        return columns

    @api.model
    def _entries(self, sources):
        """Return ``{"reason": sentence}`` for each of the records that close something."""
        if not sources:
            return {}
        locks = self.browse(source.id for source in sources if source._name == self._name)
        companies = {
            source if source._name == "res.company" else source.company_id for source in sources
        }
        names, keepers = self._people(locks.sudo().decided_by.ids, [c.id for c in companies])
        makers = {
            "school.lock": lambda lock: lock._sentence(names, keepers[lock.company_id.id]),
            "res.company": lambda company: self._default_reason(keepers[company.id]),
            "school.year": self._year_reason,
        }
        return {source: {"reason": makers[source._name](source)} for source in sources}

    @api.model
    def _people(self, user_ids, company_ids):
        """Return the names of users, and of those who open and close the books of each school.

        One query, where the ORM would take two for the users, two for their contacts and more.
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT u.id, p.name, NULL FROM res_users u JOIN res_partner p ON p.id = u.partner_id
                WHERE u.id = ANY(%s)
                UNION ALL
                SELECT u.id, p.name, c.cid FROM res_groups_users_rel g
                JOIN res_users u ON u.id = g.uid AND u.active
                JOIN res_partner p ON p.id = u.partner_id
                JOIN res_company_users_rel c ON c.user_id = u.id AND c.cid = ANY(%s)
                WHERE g.gid = %s
                ORDER BY 1
                """,
                user_ids,
                company_ids,
                self.env["ir.model.data"]._xmlid_to_res_id(KEEPERS),
            )
        )
        names = {user_id: name for user_id, name, company_id in rows if not company_id}
        keepers = defaultdict(list)
        for _user_id, name, company_id in rows:
            if company_id:
                keepers[company_id].append(name)
        nobody = self.env._("the gradebook administrator")
        return names, {
            company_id: ", ".join(keepers[company_id][:3]) or nobody for company_id in company_ids
        }

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
            known[question] = self.sudo().search_fetch(domain, [*self._trail_fields]).ids
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

    def _sentence(self, names, whom):
        self.ensure_one()
        values = {
            "who": names[self.decided_by.id],
            "date": local_time(self.env, self.date_start),
            "reason": self.reason.rstrip(" ."),
            "whom": whom,
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
    def _default_reason(self, whom):
        return self.env._("No time of entry has been opened. Ask %(whom)s to open it.", whom=whom)

    @api.model
    def _year_reason(self, year):
        return self.env._(
            "The school year %(year)s is closed. Ask the principal to open it again.",
            year=year.name,
        )
