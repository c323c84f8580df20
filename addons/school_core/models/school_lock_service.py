# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.local_time import local_time
from ..tools.locks import closing, grants, open_until, resolve
from ..tools.prepared import execute_prepared

LOCKS = "school_core.locks"
KEEPERS = "school_core.group_school_gradebook_admin"
#: The parts of a place by which the database is asked.
ASKED = ("company_id", "year_id", "class_id", "subject_id")


def told(**columns):
    """Return in SQL what a query of closings tells: columns of ``Closing`` from its table ``t``.

    As JSON, whose few words PostgreSQL plans faster than the many columns of a UNION.

    :param columns: SQL of each; see :func:`..tools.locks.closing`
    """
    pairs = ", ".join(f"'{name}', {sql}" for name, sql in columns.items())
    return SQL(f"jsonb_build_object({pairs})")


#: Made once: putting them together for each question takes longer than the answer.
DECISION = {
    name: f"t.{name}"
    for name in (
        *("id", "company_id", "year_id", "term_id", "class_id", "subject_id", "column_id"),
        *("date_start", "date_end", "reason"),
    )
}
LOCK = told(
    **DECISION,
    level_id="t.level_id",
    grade_id="t.grade_id",
    state="t.state",
    user_id="t.decided_by",
)
GRANT = told(
    **DECISION,
    student_id="t.student_id",
    passes_closed_year="t.passes_closed_year",
    user_id="t.user_id",
)
YEAR = told(id="t.id", company_id="t.company_id", year_id="t.id", reason="t.name")
COMPANY = told(id="t.id", company_id="t.id")


def among(column, ids):
    """Return in SQL that ``column`` is one of ``ids``; where they are one, it is equal to that one.

    PostgreSQL makes one plan for any value, but not for a list of which it guesses the length.
    """
    if len(ids) == 1:
        return SQL(f"{column} = %s", *ids)
    return SQL(f"{column} = ANY(%s)", ids)


class SchoolLock(models.Model):
    """What is closed, why, and for whom it is open nevertheless.

    What closes is asked for by one query, a UNION of :meth:`_closing_queries`: an addon adds its
    own reasons there, and their sentences in :meth:`_sentence`.
    """

    _inherit = "school.lock"

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
            open are left out. What is open for the user by grants for a whole class is open;
            those for a single pupil are told by :meth:`_granted`.

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
    def _granted(self, kind_code, scopes, moment=None):
        """Return ``{key: {student_id or None: {column or None}}}``: what is open for the user.

        None stands for all pupils of a place, and for all columns. No query after ``_closed``.
        """
        return grants(self._closings(kind_code, scopes), scopes, moment or fields.Datetime.now())

    @api.model
    def _open_until(self, kind_code, scopes, moment=None):
        """Return ``{key: {column or None: moment}}``: when it will be closed, where that is known.

        No query after ``_closed``.
        """
        return open_until(
            self._closings(kind_code, scopes), scopes, moment or fields.Datetime.now()
        )

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
        """Return what may close or open the book at ``scopes``, in force or not.

        By SQL: the sheet of a class is opened in a few milliseconds, of which the ORM would take
        two for this. Everybody is bound by locks, also by those that he may not read.
        """
        ids = {name: frozenset(scope.get(name) or 0 for scope in scopes) for name in ASKED}
        # emptied on commit and rollback; a transaction sees the locks of its beginning and its own
        known = self.env.cr.precommit.data.setdefault(LOCKS, {})
        question = (self.env.uid, kind_code, *ids.values())
        if question not in known:
            waiting = self.env.transaction
            if waiting.field_dirty or waiting.tocompute:
                self._closing_flush()
            queries = self._closing_queries(
                kind_code, {name: list(some) for name, some in ids.items()}
            )
            codes = self.env["school.book.kind"]._known_codes()[1]
            grades = self.env["school.level"]._known_grades()
            known[question] = [
                closing(kind, found, codes, grades)
                for kind, found in execute_prepared(self.env, SQL(" UNION ALL ").join(queries))
            ]
        return known[question]

    @api.model
    def _closing_flush(self):
        """Flush what the queries of the closings read; to be extended."""
        self.flush_model()
        self.env["school.lock.grant"].flush_model()
        self.env["school.year"].flush_model(["state"])
        self.env["res.company"].flush_model(["school_lock_default"])

    @api.model
    def _closing_queries(self, kind_code, ids):
        """Return the queries that find what closes or opens the book; to be extended.

        :param ids: {company_id, year_id, class_id, subject_id: those of the places}; 0 stands for
            places without
        :return: queries made by :meth:`_closing_query`
        """
        kind_id = self.env["school.book.kind"]._known_codes()[0].get(kind_code)
        places = self._closing_places(ids)
        return [
            self._closing_query(
                "lock", LOCK, SQL("school_lock t WHERE t.kind_id = %s AND %s", kind_id, places)
            ),
            self._closing_query(
                "grant",
                GRANT,
                SQL(
                    "school_lock_grant t WHERE t.user_id = %s AND t.revoked IS NOT TRUE"
                    " AND t.kind_id = %s AND %s",
                    *(self.env.uid, kind_id, places),
                ),
            ),
            self._closing_query(
                "year",
                YEAR,
                SQL("school_year t WHERE %s AND t.state = 'closed'", among("t.id", ids["year_id"])),
            ),
            self._closing_query(
                "company",
                COMPANY,
                SQL(
                    "res_company t WHERE %s AND t.school_lock_default = 'closed'",
                    among("t.id", ids["company_id"]),
                ),
            ),
        ]

    @api.model
    def _closing_places(self, ids):
        """Return the condition that a row of the table ``t`` may be about one of the places."""
        return SQL(
            "%s AND (t.year_id IS NULL OR %s) AND (t.class_id IS NULL OR %s)"
            " AND (t.subject_id IS NULL OR %s)",
            *(among(f"t.{name}", ids[name]) for name in ASKED),
        )

    @api.model
    def _closing_query(self, kind, what, source):
        """Return the query of the closings of a kind.

        :param what: what it tells, by :func:`told`
        :param source: SQL after FROM, with the table ``t``
        """
        return SQL("SELECT %s, %s FROM %s", kind, what, source)

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
