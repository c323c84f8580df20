# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.school_core.tools.local_time import local_time

from .school_mark import INTERNAL
from .school_result_book import APPROVED

KINDS = ("mark", "conduct", "quality")
#: What is entered after the year's results are approved: the summer.
SUMMER_COLUMNS = ("reassessed", "reassessed_level", "conduct_summer")
ONE_MINUTE = timedelta(minutes=1)


class SchoolLock(models.Model):
    """What else closes marks and conduct: approved results, and the timetable of entry."""

    _inherit = "school.lock"

    @api.model
    def _closing_flush(self):
        self.env["school.result.book"].flush_model(["approval_state"])
        self.env["school.entry.slot"].flush_model()
        self.env["school.exam.transfer"].flush_model()
        self.env["school.entry.window"].flush_model(["name", "kind_id"])
        self.env["res.company"].flush_model(["school_edit_days"])
        return super()._closing_flush()

    @api.model
    def _closing_queries(self, kind_code, ids):
        queries = [*super()._closing_queries(kind_code, ids), self._slot_query(kind_code, ids)]
        if kind_code in KINDS:
            queries.append(self._approved_query(ids))
        if kind_code == "mark":
            queries.append(self._limit_query(ids))
            if self.env.context.get("school_exam_office") is not INTERNAL:
                queries.append(self._origin_query(ids))
        return queries

    @api.model
    def _origin_query(self, ids):
        """Columns whose marks the exam office moved into the book."""
        names = ("id", "company_id", "term_id", "class_id", "subject_id", "user_id")
        return self._closing_query(
            "origin",
            SQL(
                "school_exam_transfer t JOIN school_book_column c ON c.id = t.column_id"
                " WHERE t.class_id = ANY(%s)",
                ids["class_id"],
            ),
            **{name: SQL.identifier("t", name) for name in names},
            column=SQL("c.code"),
            date_start=SQL("t.moved_at"),
        )

    @api.model
    def _limit_query(self, ids):
        """For how many days what is entered may be changed: it closes cells, not places."""
        return self._closing_query(
            "limit",
            SQL("res_company t WHERE t.id = ANY(%s) AND t.school_edit_days > 0", ids["company_id"]),
            id=SQL("t.id"),
            company_id=SQL("t.id"),
            reason=SQL("t.school_edit_days"),
        )

    @api.model
    def _edit_days(self, scopes):
        """Return {company_id: days} of the schools where marks are changed for some days only.

        No query after ``_closed``.
        """
        closings = self._closings("mark", scopes)
        return {one.id: int(one.reason) for one in closings if one.kind == "limit"}

    @api.model
    def _slot_query(self, kind_code, ids):
        """The times of the year in which columns are entered."""
        names = (
            *("id", "company_id", "year_id", "term_id", "level_id", "grade_id", "class_id"),
            *("subject_id", "date_start", "date_end"),
        )
        return self._closing_query(
            "slot",
            SQL(
                """
                school_entry_slot t
                JOIN school_entry_window w ON w.id = t.window_id
                JOIN school_book_kind k ON k.id = w.kind_id AND k.code = %s
                JOIN school_book_column c ON c.id = t.column_id
               WHERE %s AND (t.grade_id IS NULL OR t.grade_id IN (
                    SELECT grade_id FROM school_class WHERE id = ANY(%s)))
                """,
                kind_code,
                self._closing_places(ids),
                ids["class_id"],
            ),
            **{name: SQL.identifier("t", name) for name in names},
            grade_ids=SQL("(SELECT array_agg(id) FROM school_grade WHERE level_id = t.level_id)"),
            column=SQL("c.code"),
            reason=SQL("w.name"),
        )

    @api.model
    def _approved_query(self, ids):
        """Approved results close the marks and the conduct that they were made from."""
        return self._closing_query(
            "approved",
            SQL(
                """
                school_result_book t
                JOIN school_class c ON c.id = t.class_id
           LEFT JOIN school_term term
                  ON term.year_id = t.year_id AND term.number::text = t.period
               WHERE t.class_id = ANY(%s) AND t.approval_state IN %s
                     AND (term.id IS NOT NULL OR t.period = 'year')
                """,
                ids["class_id"],
                APPROVED,
            ),
            id=SQL("t.id"),
            company_id=SQL("t.company_id"),
            term_id=SQL("term.id"),
            class_id=SQL("t.class_id"),
            spared=SQL("%s", list(SUMMER_COLUMNS)),
            reason=SQL("c.name"),
        )

    @api.model
    def _sentence(self, source, names, whom):
        if source.kind == "approved":
            return self.env._(
                "The results of %(class)s are approved. Ask the principal to open them again.",
                **{"class": source.reason},
            )
        if source.kind == "origin":
            return self.env._(
                "The exam office (%(who)s) moved these marks into the book at %(date)s. What is"
                " wrong is corrected by a dossier.",
                who=names[source.user_id],
                date=local_time(self.env, source.date_start),
            )
        if source.kind != "slot":
            return super()._sentence(source, names, whom)
        values = {
            "name": source.reason,
            "whom": whom,
            "start": source.date_start and local_time(self.env, source.date_start),
            # a time until midnight is one until the last minute of its day
            "end": source.date_end and local_time(self.env, source.date_end - ONE_MINUTE),
        }
        if source.date_end and source.date_start:
            return self.env._(
                "The time of entry ended at %(end)s (%(name)s); the next one begins at %(start)s."
                " Ask %(whom)s to open it.",
                **values,
            )
        if source.date_end:
            return self.env._(
                "The time of entry ended at %(end)s (%(name)s). Ask %(whom)s to open it.", **values
            )
        return self.env._(
            "The time of entry begins at %(start)s (%(name)s). Ask %(whom)s to open it earlier.",
            **values,
        )
