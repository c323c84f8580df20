# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL, split_every

from ..rules.registry import rules_for
from .school_grid_mixin import WRITTEN_ORDER
from .school_mark import LEVEL_COLUMNS, NUMBER_COLUMNS

#: Sheets brought up to date at once: 500 sheets of 45 pupils are 22,500 rows.
BATCH = 500
AVERAGES = ("average", "year_average", "earlier_average")
COLUMNS = SQL(", ").join(SQL.identifier("mark", name) for name in (*NUMBER_COLUMNS, *AVERAGES))
#: psycopg2 reads a float by itself, a numeric value by a call of Odoo that makes the same float.
FLOATS = SQL(", ").join(
    SQL("%s::float AS %s", SQL.identifier("mark", name), SQL.identifier(name))
    for name in (*NUMBER_COLUMNS, *AVERAGES)
)
TEXTS = SQL(", ").join(SQL.identifier("mark", name) for name in (*LEVEL_COLUMNS, "remark"))
OWN_COLUMNS = (
    *("id", "company_id", "class_id", "class_subject_id", "subject_id", "term_id", "year_id"),
    *("kind", "required_regular", "version", "required_count", "missing_count"),
)
#: What the rows of a sheet need to know of it, by what the head calls it.
HEAD_COLUMNS = {
    **{name: name for name in ("id", "class_id", "subject_id", "class_subject_id", "is_optional")},
    **{"date_start": "date_start", "date_end": "date_end", "number": "term"},
    "other_term_id": "other_term_id",
}


class SchoolMarkSheet(models.Model):
    """How the rows of sheets are loaded, computed by the rules, and stored.

    Hand-written SQL for speed: on a sheet of 45 pupils the ORM takes 6 ms to read and 13 ms to
    write what these statements read and write in 2 ms each (performance.md).

    Two sessions that save in one class at once meet at the head of the class's trail: the second
    one fails to serialize and is repeated by Odoo, so that no average and no result is ever
    computed from marks that another session is changing.
    """

    _inherit = "school.mark.sheet"

    def _sync(self, students=None, changes=None):
        """Store ``changes`` and bring averages, progress and results up to date.

        Every door through which a mark changes ends here, in the same transaction.

        :param students: pupils whose results are recomputed even if no average changes
        :param changes: {student_id: {column: value}} for a single sheet, judged by the caller
        :return: rows of the pupils, see :meth:`_load_rows`
        """
        self.env.flush_all()
        touched = set((students or self.env["school.student"]).ids)
        rows, heads_done = [], {}
        # Term 1 first: the year's averages of term 2 stand on it.
        for ids in split_every(BATCH, self.sorted(lambda s: (s.term_id.number, s.id)).ids):
            heads = self._load_heads(ids)
            batch = self._load_rows(heads)
            for row in batch:
                row["new"] = (changes or {}).get(row["student_id"], {})
            touched.update(self._store_batch(heads, batch))
            rows += batch
            heads_done.update(heads)
        self._recompute_results(heads_done, touched)
        return rows

    def _recompute_results(self, heads, student_ids):
        if student_ids:
            # The results are the program's: they stand on all subjects of the class, whatever of
            # them the user who enters a mark may read.
            classes_sudo = self.env["school.class"].sudo()
            classes_sudo = classes_sudo.browse({head["class_id"] for head in heads.values()})
            students_sudo = self.env["school.student"].sudo().browse(sorted(student_ids))
            # A term's marks change its own results and the year's.
            periods = {str(head["term"]) for head in heads.values()} | {"year"}
            classes_sudo._recompute_results(students_sudo, periods)

    def _load_heads(self, ids, allowed=None):
        """Return {sheet_id: dict} of what is known about the sheets ``ids``.

        :param allowed: what :meth:`_grid_allowed` returns, to leave out what the user may not read
        """
        tables, condition = allowed or (SQL.identifier(self._table), SQL("TRUE"))
        sql = SQL(
            """
            %(order)s
            SELECT %(own)s,
                   c.grade_id, cs.is_optional,
                   t.number AS term, t.date_start, t.date_end,
                   other.id AS other_term_id,
                   c.name AS class_name, subject.code AS subject_code,
                   %(subject_name)s AS subject_name, %(term_name)s AS term_name,
                   y.state AS year_state, extract(year FROM y.date_start)::int AS first_year,
                   grade.number AS grade, level.code AS level
              FROM %(tables)s
              JOIN school_term t ON t.id = school_mark_sheet.term_id
              JOIN school_year y ON y.id = school_mark_sheet.year_id
              JOIN school_class c ON c.id = school_mark_sheet.class_id
              JOIN school_grade grade ON grade.id = c.grade_id
              JOIN school_level level ON level.id = grade.level_id
              JOIN school_class_subject cs ON cs.id = school_mark_sheet.class_subject_id
              JOIN school_subject subject ON subject.id = school_mark_sheet.subject_id
         LEFT JOIN school_term other ON other.year_id = t.year_id AND other.id <> t.id
             WHERE school_mark_sheet.id IN %(ids)s AND (%(condition)s)
            """,
            own=SQL(", ").join(SQL.identifier(self._table, name) for name in OWN_COLUMNS),
            subject_name=self.env["school.subject"]._field_to_sql("subject", "name"),
            term_name=self.env["school.term"]._field_to_sql("t", "name"),
            ids=tuple(ids),
            order=SQL("%s;", WRITTEN_ORDER) if allowed else SQL(),
            tables=tables,
            condition=condition,
        )
        heads = self.env.execute_query_dict(sql)
        for head in heads:
            head["rules"] = rules_for(head["first_year"], head["level"], head["grade"])
        return {head["id"]: head for head in heads}

    def _load_rows(self, heads):
        """Return the rows of the pupils of the sheets, in the order of the class's list.

        A pupil stands in a sheet who was in the class during the term (and takes the subject,
        where only some do), or who has marks in it. ``present``: still there at the term's end;
        the values ``other_*`` are those of the year's other term.
        """
        takes = SQL("TRUE")
        if any(head["is_optional"] for head in heads.values()):
            takes = SQL(
                """
                (sheet.is_optional::bool IS NOT TRUE
                 OR EXISTS (SELECT FROM school_class_subject_student_rel rel
                             WHERE rel.class_subject_id = sheet.class_subject_id
                               AND rel.student_id = stay.student_id))
                """
            )
        sql = SQL(
            """
            WITH sheet (%(head_columns)s) AS (VALUES %(heads)s
            ), mark AS MATERIALIZED (
                SELECT mark.id, mark.sheet_id, mark.student_id, %(floats)s, %(texts)s,
                       mark.entered_at
                  FROM school_mark mark WHERE mark.sheet_id IN %(ids)s
            )
            SELECT sheet.id AS sheet_id, student.id AS student_id,
                   student.family_name, student.given_name,
                   stay.date_start, stay.date_end,
                   stay.student_id IS NOT NULL
                   AND (stay.date_end IS NULL OR stay.date_end >= sheet.date_end) AS present,
                   NULL AS exemption, NULL AS decision_number,
                   mark.id, %(columns)s, %(texts)s, mark.entered_at,
                   other.id AS other_id, other.average::float AS other_average,
                   other.year_average::float AS other_year_average
              FROM (SELECT sheet.id AS sheet_id, stay.*
                      FROM sheet
                      JOIN (SELECT DISTINCT ON (class_id, student_id)
                                   class_id, student_id, date_start, date_end
                              FROM school_enrollment
                             WHERE class_id IN %(classes)s
                          ORDER BY class_id, student_id, date_start DESC) stay
                           ON stay.class_id = sheet.class_id) stay
         FULL JOIN mark ON mark.sheet_id = stay.sheet_id AND mark.student_id = stay.student_id
              JOIN sheet ON sheet.id = COALESCE(stay.sheet_id, mark.sheet_id)
              JOIN school_student student
                   ON student.id = COALESCE(stay.student_id, mark.student_id)
         LEFT JOIN school_mark other ON other.student_id = student.id
               AND other.subject_id = sheet.subject_id
               AND other.term_id = sheet.other_term_id::int
             WHERE mark.id IS NOT NULL
                OR stay.date_start <= sheet.date_end
                   AND (stay.date_end IS NULL OR stay.date_end >= sheet.date_start)
                   AND %(takes)s
          ORDER BY sheet.number, sheet.id, student.given_name COLLATE "vi-x-icu",
                   student.family_name COLLATE "vi-x-icu", student.id
            """,
            head_columns=SQL(", ").join(SQL.identifier(name) for name in HEAD_COLUMNS),
            heads=SQL(", ").join(
                SQL("%s", tuple(head[key] for key in HEAD_COLUMNS.values()))
                for head in heads.values()
            ),
            ids=tuple(heads),
            classes=tuple({head["class_id"] for head in heads.values()}),
            takes=takes,
            columns=COLUMNS,
            floats=FLOATS,
            texts=TEXTS,
        )
        found = self.env.execute_query(sql)
        names = [column.name for column in self.env.cr.description]
        rows = [dict(zip(names, values, strict=True)) for values in found]
        self._load_exemptions(heads, rows)
        return rows

    def _load_exemptions(self, heads, rows):
        """Say in ``rows`` who is exempt in the term; being exempt from the whole comes first."""
        found = self.env.execute_query(
            SQL(
                """
                SELECT student_id, subject_id, date_start, date_end, part, decision_number
                  FROM school_exemption
                 WHERE subject_id IN %s AND student_id IN %s
              ORDER BY part = 'whole', id DESC
                """,
                tuple({head["subject_id"] for head in heads.values()}),
                tuple({row["student_id"] for row in rows}) or (0,),
            )
        )
        if not found:
            return
        by_place = {}
        for student_id, subject_id, *exemption in found:
            by_place.setdefault((student_id, subject_id), []).append(exemption)
        for row in rows:
            head = heads[row["sheet_id"]]
            for start, end, part, number in by_place.get(
                (row["student_id"], head["subject_id"]), ()
            ):
                if start <= head["date_end"] and (not end or end >= head["date_start"]):
                    row["exemption"], row["decision_number"] = part, number

    def _store_batch(self, heads, rows):
        """Compute the rows of some sheets and store what differs; return the pupils concerned."""
        second = {
            (row["student_id"], heads[row["sheet_id"]]["subject_id"]): row
            for row in rows
            if heads[row["sheet_id"]]["term"] == 2
        }
        counts = {sheet_id: [0, 0] for sheet_id in heads}
        stored, years, touched, names = [], {}, set(), set()
        for row in rows:
            head = heads[row["sheet_id"]]
            scheme = head["rules"].scheme
            pair = (row["student_id"], head["subject_id"])
            row.update(row["new"])
            computed = {"average": self._compute_average(head, row, counts[head["id"]])}
            if head["term"] == 2:
                computed["year_average"] = scheme.year_average(
                    head, row["other_average"], computed["average"]
                )
            elif pair in second:
                second[pair]["other_average"] = computed["average"]
            elif row["other_id"]:
                year = scheme.year_average(head, computed["average"], row["other_average"])
                if year != row["other_year_average"]:
                    years[row["other_id"]] = year
                    touched.add(row["student_id"])
            changed = {name: value for name, value in computed.items() if row[name] != value}
            row.update(changed)
            if changed or not scheme.result_columns.isdisjoint(row["new"]):
                touched.add(row["student_id"])
            if changed or row["new"]:
                stored.append(row)
                names.update(changed, row["new"])
        self._grid_store_rows(
            stored,
            names,
            lambda row: self._scope_values(heads[row["sheet_id"]], row),
            others=[{"id": mark_id, "year_average": year} for mark_id, year in years.items()],
        )
        self._store_counts(heads, counts)
        return touched

    def _compute_average(self, head, row, counts):
        """Return the term's average of a row; count what is required and missing in ``counts``."""
        if row["earlier_average"] is not None:
            return row["earlier_average"]
        found = head["rules"].scheme.row_result(head, row)
        row["missing"] = found.missing
        if row["present"] and row["exemption"] != "whole":
            counts[0] += found.required
            counts[1] += len(found.missing)
        return found.average

    def _scope_values(self, head, row):
        """Return what places a new row: the columns that the ORM would relate to the sheet."""
        names = ("company_id", "class_id", "subject_id", "term_id", "kind")
        return {
            "sheet_id": head["id"],
            "student_id": row["student_id"],
            **{name: head[name] for name in names},
        }

    def _store_counts(self, heads, counts):
        """Store the progress of the sheets and count up their versions."""
        self.env.execute_query(
            SQL(
                """
                UPDATE school_mark_sheet sheet
                   SET version = COALESCE(sheet.version, 0) + 1,
                       required_count = v.required, missing_count = v.missing
                  FROM (VALUES %s) AS v(id, required, missing)
                 WHERE sheet.id = v.id
             RETURNING sheet.id
                """,
                SQL(", ").join(
                    SQL("%s", (sheet_id, required, missing))
                    for sheet_id, (required, missing) in counts.items()
                ),
            )
        )
        for head in heads.values():
            head["version"] = (head["version"] or 0) + 1
            head["required_count"], head["missing_count"] = counts[head["id"]]
        self.invalidate_model(["version", "required_count", "missing_count"])
