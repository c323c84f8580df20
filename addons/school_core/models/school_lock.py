# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..tools.local_time import local_time
from ..tools.locks import Closing, resolve

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
            lock.in_force = (
                bool(lock.date_start)
                and lock.date_start <= now
                and (not lock.date_end or now < lock.date_end)
            )

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
        sources = resolve(
            self._closings(kind_code, scopes), scopes, moment or fields.Datetime.now()
        )
        entries = self._entries(
            {source for columns in sources.values() for source in columns.values() if source}
        )
        return {
            key: {column: entries.get(source) for column, source in columns.items()}
            for key, columns in sources.items()
        }

    @api.model
    def _reason(self, closed, column=None):
        """Return why ``column`` is closed by the ``_closed`` entry of its place, or False."""
        entry = closed.get(column, closed.get(None)) if closed else None
        return entry["reason"] if entry else False

    @api.model
    def _entries(self, sources):
        """Return ``{"reason": sentence}`` for each of the things that close something."""
        if not sources:
            return {}
        names, keepers = self._people(
            list({source.user_id for source in sources if source.user_id}),
            list({source.company_id for source in sources}),
        )
        return {
            source: {"reason": self._sentence(source, names, keepers[source.company_id])}
            for source in sources
        }

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
    def _closings(self, kind_code, scopes):
        """Return what may close the book at ``scopes``, whether it is in force or not.

        By SQL: the sheet of a class is opened in a few milliseconds, of which the ORM would take
        two for this. Everybody is bound by locks, also by those that he may not read.
        """
        company_ids = frozenset(scope["company_id"] for scope in scopes)
        class_ids = frozenset(scope.get("class_id") or 0 for scope in scopes)
        year_ids = frozenset(scope.get("year_id") or 0 for scope in scopes)
        # emptied on commit and rollback; a transaction sees the locks of its beginning and its own
        known = self.env.cr.precommit.data.setdefault(LOCKS, {})
        question = (kind_code, company_ids, class_ids, year_ids)
        if question not in known:
            self.flush_model()
            self.env["school.year"].flush_model(["state"])
            self.env["res.company"].flush_model(["school_lock_default"])
            rows = self.env.execute_query_dict(
                SQL(
                    """
                    SELECT 'lock' AS kind, l.id, l.company_id, l.year_id, l.term_id, l.level_id,
                           (SELECT array_agg(id) FROM school_grade WHERE level_id = l.level_id)
                               AS grade_ids,
                           l.grade_id, l.class_id, l.subject_id, c.code AS column, l.state,
                           l.date_start, l.date_end, l.reason, l.decided_by AS user_id
                    FROM school_lock l
                    JOIN school_book_kind k ON k.id = l.kind_id
                    LEFT JOIN school_book_column c ON c.id = l.column_id
                    WHERE l.company_id = ANY(%(companies)s) AND k.code = %(kind)s
                      AND (l.class_id IS NULL OR l.class_id = ANY(%(classes)s))
                      AND (l.year_id IS NULL OR l.year_id = ANY(%(years)s))
                    UNION ALL
                    SELECT 'year', id, company_id, id, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                           NULL, NULL, NULL, name, NULL
                    FROM school_year WHERE id = ANY(%(years)s) AND state = 'closed'
                    UNION ALL
                    SELECT 'company', id, id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                           NULL, NULL, NULL, NULL, NULL
                    FROM res_company
                    WHERE id = ANY(%(companies)s) AND school_lock_default = 'closed'
                    """,
                    companies=list(company_ids),
                    kind=kind_code,
                    classes=list(class_ids),
                    years=list(year_ids),
                )
            )
            known[question] = [
                Closing(**{**row, "grade_ids": tuple(row["grade_ids"] or ())}) for row in rows
            ]
        return known[question]

    @api.model
    def _forget(self):
        self.env.cr.precommit.data.pop(LOCKS, None)

    @api.model
    def _sentence(self, source, names, whom):
        if source.kind == "year":
            return self.env._(
                "The school year %(year)s is closed. Ask the principal to open it again.",
                year=source.reason,
            )
        if source.kind == "company":
            return self.env._(
                "No time of entry has been opened. Ask %(whom)s to open it.", whom=whom
            )
        values = {
            "who": names[source.user_id],
            "date": local_time(self.env, source.date_start),
            "reason": source.reason.rstrip(" ."),
            "whom": whom,
        }
        if source.date_end:
            return self.env._(
                "Locked by %(who)s from %(date)s until %(until)s: %(reason)s."
                " Ask %(whom)s to open it.",
                until=local_time(self.env, source.date_end),
                **values,
            )
        return self.env._(
            "Locked by %(who)s since %(date)s: %(reason)s. Ask %(whom)s to open it.", **values
        )
