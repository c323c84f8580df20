# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

from odoo import models
from odoo.tools import SQL, split_every

from ..rules.model import PERIODS
from .school_class_results_load import leave_out

#: Classes computed at once: 25 classes of 45 pupils × 13 subjects.
BATCH = 25
JSON_VALUES = {"averages": {}, "reassess_subjects": [], "missing": [], "reasons": []}
#: What a circular says nothing about in its results.
NO_RESULT = {
    **dict.fromkeys(
        (
            *("learning", "learning_before", "conduct", "promotion", "title"),
            *("learning_at_end", "conduct_at_end", "promotion_at_end", "average"),
        )
    ),
    **JSON_VALUES,
}


class SchoolClass(models.Model):
    """The results of term and year, computed for whole classes at once.

    Read and written by SQL because of the numbers: a school of 2,000 pupils has 52,000 averages
    and 6,000 results; the ORM alone would take several times what the rules take (README).
    """

    _inherit = "school.class"

    def _recompute_results(self, students=None, periods=None):
        """Bring the stored results up to date; only what differs is written.

        :param students: only these pupils; None for all of the classes
        :param periods: only these of "1", "2", "year"; None for all
        """
        self.env.flush_all()
        for ids in split_every(BATCH, self.ids):
            common = self.browse(ids)._load_common()
            classes = self.browse(common)
            if not classes:
                continue
            results = []
            for line in classes._load_values(students, common):
                facts = common[line["class_id"]]
                leave_out(line, facts)
                results += self._assess(line, facts, periods or PERIODS)
            classes._store_results(results, students, periods or PERIODS)
        self.env["school.result"].invalidate_model()

    def _assess(self, line, common, periods):
        """Return the rows of results of one pupil."""
        results = common["rules"].scheme.results(common, line)
        place = {name: line[name] for name in ("class_id", "year_id", "student_id")}
        rows = []
        for period, end in zip(PERIODS, common["ends"], strict=True):
            if period not in periods or line["date_start"] > end:
                continue
            if line["date_end"] and line["date_end"] < end:
                continue
            rows.append({**NO_RESULT, **results[period], **place, "period": period})
        return rows

    def _store_results(self, results, students, periods):
        """Write what differs, make what is new, remove the results of pupils who are not there.

        Where results were handed in or approved already, their book becomes a draft again: that of
        the class, and that of the class which a pupil has left.
        """
        values = ("class_id", *NO_RESULT)
        keys = ("student_id", "year_id", "period")
        types = {"class_id": "int", "student_id": "int", "year_id": "int"}
        types |= dict.fromkeys(JSON_VALUES, "jsonb") | {"average": "numeric"}
        names = [SQL.identifier(name) for name in (*keys, *values)]
        self.env["school.result"]._trail_sign()
        moving = self.env.execute_query(
            SQL(
                """
                WITH new AS (
                    SELECT new.*, c.company_id
                      FROM json_to_recordset(%(rows)s) AS new(%(typed)s)
                      JOIN school_class c ON c.id = new.class_id
                ), changed AS (
                    UPDATE school_result old
                       SET (%(values)s, write_uid, write_date)
                         = ROW(%(new_values)s, %(uid)s, %(now)s)
                      FROM new
                     WHERE old.student_id = new.student_id AND old.year_id = new.year_id
                       AND old.period = new.period
                       AND (%(old_values)s) IS DISTINCT FROM (%(new_values)s)
                 RETURNING old.class_id, old.period
                ), gone AS (
                    DELETE FROM school_result old
                     WHERE old.class_id IN %(classes)s AND old.period IN %(periods)s
                           %(chosen)s
                       AND NOT EXISTS (SELECT FROM new WHERE new.student_id = old.student_id
                                          AND new.year_id = old.year_id
                                          AND new.period = old.period)
                 RETURNING old.class_id, old.period
                ), added AS (
                INSERT INTO school_result
                       (company_id, %(names)s, create_uid, create_date, write_uid, write_date)
                SELECT company_id, %(names)s, %(uid)s, %(now)s, %(uid)s, %(now)s
                  FROM new
                 WHERE NOT EXISTS (SELECT FROM school_result old
                                    WHERE old.student_id = new.student_id
                                      AND old.year_id = new.year_id AND old.period = new.period)
             RETURNING class_id, period
                ), moved AS (
                SELECT old.class_id, old.period
                  FROM school_result old
                  JOIN new USING (student_id, year_id, period)
                 WHERE old.class_id <> new.class_id
                )
                SELECT DISTINCT book.id
                  FROM (SELECT * FROM changed UNION SELECT * FROM gone
                         UNION SELECT * FROM added UNION SELECT * FROM moved) result
                  JOIN school_result_book book USING (class_id, period)
                 WHERE book.approval_state <> 'draft'
                """,
                rows=json.dumps(results),
                typed=SQL(", ").join(
                    SQL("%s %s", SQL.identifier(name), SQL(types.get(name, "text")))
                    for name in (*keys, *values)
                ),
                names=SQL(", ").join(names),
                values=SQL(", ").join(SQL.identifier(name) for name in values),
                new_values=SQL(", ").join(SQL.identifier("new", name) for name in values),
                old_values=SQL(", ").join(SQL.identifier("old", name) for name in values),
                classes=self._ids,
                periods=tuple(periods),
                chosen=SQL("AND old.student_id IN %s", students._ids or (0,))
                if students
                else SQL(),
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        if moving:
            # Whoever changed a mark need not be one who may see the book.
            books_sudo = self.env["school.result.book"].sudo()
            books_sudo.browse(sorted(book_id for (book_id,) in moving))._results_changed()
