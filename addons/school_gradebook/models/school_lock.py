# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.school_core.models.school_lock_service import among, told
from odoo.addons.school_core.tools.local_time import local_time

from .school_mark import INTERNAL
from .school_result_book import APPROVED

KINDS = ("mark", "conduct", "quality")
#: What is entered after the year's results are approved: the summer.
SUMMER_COLUMNS = ("reassessed", "reassessed_level", "conduct_summer")
ONE_MINUTE = timedelta(minutes=1)
LIMIT = told(id="t.id", company_id="t.id", reason="t.school_edit_days::text")
SLOT = told(
    **{
        name: f"t.{name}"
        for name in (
            *("id", "company_id", "year_id", "term_id", "level_id", "grade_id", "class_id"),
            *("subject_id", "column_id", "date_start", "date_end"),
        )
    },
    reason="w.name",
)
ORIGIN = told(
    **{
        name: f"t.{name}"
        for name in "id company_id term_id class_id subject_id column_id user_id".split()
    },
    date_start="t.moved_at",
)
#: A result of a term that the year has no longer closes nothing.
APPROVED_RESULTS = told(
    id="t.id",
    company_id="t.company_id",
    term_id="""
        CASE WHEN t.period <> 'year' THEN coalesce(
            (SELECT id FROM school_term WHERE year_id = t.year_id AND number::text = t.period), -1)
        END""",
    class_id="t.class_id",
    spared="jsonb_build_array({})".format(", ".join(map("'{}'".format, SUMMER_COLUMNS))),
    reason="(SELECT name FROM school_class WHERE id = t.class_id)",
)


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
        return self._closing_query(
            "origin",
            ORIGIN,
            SQL("school_exam_transfer t WHERE %s", among("t.class_id", ids["class_id"])),
        )

    @api.model
    def _limit_query(self, ids):
        """For how many days what is entered may be changed: it closes cells, not places."""
        return self._closing_query(
            "limit",
            LIMIT,
            SQL(
                "res_company t WHERE %s AND t.school_edit_days > 0",
                among("t.id", ids["company_id"]),
            ),
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
        return self._closing_query(
            "slot",
            SLOT,
            SQL(
                """
                school_entry_slot t
                JOIN school_entry_window w ON w.id = t.window_id AND w.kind_id = %s
               WHERE %s AND (t.grade_id IS NULL OR t.grade_id IN (
                    SELECT grade_id FROM school_class WHERE %s))
                """,
                self.env["school.book.kind"]._known_codes()[0].get(kind_code),
                self._closing_places(ids),
                among("id", ids["class_id"]),
            ),
        )

    @api.model
    def _approved_query(self, ids):
        """Approved results close the marks and the conduct that they were made from."""
        return self._closing_query(
            "approved",
            APPROVED_RESULTS,
            SQL(
                "school_result_book t WHERE %s AND t.approval_state IN %s",
                among("t.class_id", ids["class_id"]),
                APPROVED,
            ),
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
