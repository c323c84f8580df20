# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json

from odoo import models
from odoo.tools import SQL, split_every

from ..rules import NOT_TAKEN, SCORE, Plan, Settings
from ..rules.registry import RulesError, rules_for

#: Classes computed at once: 25 classes of 45 pupils × 13 subjects.
BATCH = 25
TERMS = ("1", "2")
PERIODS = (*TERMS, "year")


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
            for line in classes._load_values(students):
                facts = common[line["class_id"]]
                _leave_out(line, facts)
                results += self._assess(line, facts, periods or PERIODS)
            classes._store_results(results, students, periods or PERIODS)
        self.env["school.result"].invalidate_model()

    def _load_common(self):
        """Return {class_id: what all pupils of the class have in common}, by one query.

        Classes whose circular is not known here are left out.
        """
        found = self.env.execute_query_dict(
            SQL(
                """
                SELECT c.id, grade.number AS grade, level.code AS level,
                       extract(year FROM y.date_start)::int AS first_year,
                       (SELECT array_agg(date_end ORDER BY number)
                          FROM school_term WHERE year_id = y.id) || y.date_end AS ends,
                       company.school_adjust_counts_comment_subject AS counts_comment_subject,
                       company.school_adjust_reading AS reading,
                       (SELECT json_agg(json_build_array(subject.code, plan.kind, %(name)s)
                                        ORDER BY plan.sequence, plan.id)
                          FROM school_class_subject plan
                          JOIN school_subject subject ON subject.id = plan.subject_id
                         WHERE plan.class_id = c.id) AS subjects,
                       (SELECT json_object_agg(plan.id, ARRAY(
                                   SELECT student_id FROM school_class_subject_student_rel
                                    WHERE class_subject_id = plan.id))
                          FROM school_class_subject plan
                         WHERE plan.class_id = c.id AND plan.is_optional) AS optional,
                       (SELECT json_agg(json_build_array(
                                   plan.id, exemption.student_id, term.number))
                          FROM school_class_subject plan
                          JOIN school_enrollment stay ON stay.class_id = c.id
                          JOIN school_exemption exemption
                               ON exemption.student_id = stay.student_id
                              AND exemption.subject_id = plan.subject_id
                          JOIN school_term term ON term.year_id = y.id
                         WHERE plan.class_id = c.id AND exemption.part = 'whole'
                           AND exemption.date_start <= term.date_end
                           AND (exemption.date_end IS NULL
                                OR exemption.date_end >= term.date_start)) AS exempt
                  FROM school_class c
                  JOIN school_year y ON y.id = c.year_id
                  JOIN school_grade grade ON grade.id = c.grade_id
                  JOIN school_level level ON level.id = grade.level_id
                  JOIN res_company company ON company.id = c.company_id
                 WHERE c.id IN %(classes)s
                """,
                name=self.env["school.subject"]
                .with_context(lang="vi_VN")
                ._field_to_sql("subject", "name"),
                classes=self._ids,
            )
        )
        common = {}
        for facts in found:
            try:
                rules = rules_for(facts["first_year"], facts["level"], facts["grade"])
            except RulesError:
                continue
            common[facts["id"]] = {
                "rules": rules,
                "plan": Plan(facts["subjects"] or []),
                "grade": facts["grade"],
                "ends": facts["ends"],
                "settings": Settings(
                    adjust_counts_comment_subject=bool(facts["counts_comment_subject"]),
                    adjust_reading=facts["reading"] or "A",
                ),
                "optional": {
                    int(plan_id): set(student_ids)
                    for plan_id, student_ids in (facts["optional"] or {}).items()
                },
                "exempt": {tuple(place) for place in facts["exempt"] or ()},
            }
        return common

    def _load_values(self, students):
        """Return one dict a pupil: the values of the subjects in the order of the plan.

        Values are those of the rules: whole tenths, 1 and 0 for levels. A pupil belongs to the class
        that he was in last, from the day on which he came into the first one of the year.
        """
        chosen = SQL("AND student_id IN %s", students._ids or (0,)) if students else SQL()
        return self.env.execute_query_dict(
            SQL(
                """
                WITH stay AS (
                    SELECT DISTINCT ON (year_id, student_id)
                           year_id, class_id, student_id, date_end,
                           min(date_start) OVER (PARTITION BY year_id, student_id) AS date_start
                      FROM school_enrollment
                     WHERE year_id IN (SELECT year_id FROM school_class WHERE id IN %(classes)s)
                           %(chosen)s
                  ORDER BY year_id, student_id, school_enrollment.date_start DESC
                )
                SELECT stay.class_id, stay.year_id, stay.student_id, stay.date_start, stay.date_end,
                       private.disability,
                       array_agg(plan.id ORDER BY plan.sequence, plan.id) AS plan_ids,
                       array_agg((m1.average * unit.scale)::int
                                 ORDER BY plan.sequence, plan.id) AS first,
                       array_agg((m2.average * unit.scale)::int
                                 ORDER BY plan.sequence, plan.id) AS second,
                       array_agg((m2.reassessed * unit.scale)::int
                                 ORDER BY plan.sequence, plan.id) AS summer,
                       c1.conduct AS conduct_1, c2.conduct AS conduct_2, c2.conduct_summer,
                       c1.absences_excused + c2.absences_excused AS excused,
                       c1.absences_unexcused + c2.absences_unexcused AS unexcused
                  FROM stay
                  JOIN school_student_private private ON private.student_id = stay.student_id
                  JOIN school_class_subject plan ON plan.class_id = stay.class_id
            CROSS JOIN LATERAL (
                    SELECT CASE plan.kind WHEN 'score' THEN 10 ELSE 1 END AS scale) unit
                  JOIN school_term t1 ON t1.year_id = stay.year_id AND t1.number = 1
                  JOIN school_term t2 ON t2.year_id = stay.year_id AND t2.number = 2
             LEFT JOIN school_mark m1 ON m1.student_id = stay.student_id
                       AND m1.subject_id = plan.subject_id AND m1.term_id = t1.id
             LEFT JOIN school_mark m2 ON m2.student_id = stay.student_id
                       AND m2.subject_id = plan.subject_id AND m2.term_id = t2.id
             LEFT JOIN school_conduct c1
                    ON c1.student_id = stay.student_id AND c1.term_id = t1.id
             LEFT JOIN school_conduct c2
                    ON c2.student_id = stay.student_id AND c2.term_id = t2.id
                 WHERE stay.class_id IN %(classes)s
              GROUP BY stay.class_id, stay.year_id, stay.student_id, stay.date_start,
                       stay.date_end, private.id, c1.id, c2.id
                """,
                classes=self._ids,
                chosen=chosen,
            )
        )

    def _assess(self, line, common, periods):
        """Return the rows of results of one pupil."""
        found = common["rules"].assess(
            common["plan"],
            line["first"],
            line["second"],
            conduct=(line["conduct_1"], line["conduct_2"]),
            conduct_summer=line["conduct_summer"],
            absences=(line["excused"], line["unexcused"]),
            summer=line["summer"],
            inclusive=bool(line["disability"]),
            settings=common["settings"],
            grade=common["grade"],
        )
        reasons = {period: [] for period in PERIODS}
        for reason in found.reasons:
            reasons[_period_of(reason.of)].append(reason._asdict())
        missing = {term: [word for word in found.missing if f".{term}" in word] for term in TERMS}
        missing["year"] = found.missing
        rows = []
        averages = (line["first"], line["second"], found.year_values)
        conducts = (line["conduct_1"], line["conduct_2"], found.conduct_year)
        for place, period in enumerate(PERIODS):
            end = common["ends"][place]
            if period not in periods or line["date_start"] > end:
                continue
            if line["date_end"] and line["date_end"] < end:
                continue
            is_year = period == "year"
            rows.append(
                {
                    "class_id": line["class_id"],
                    "year_id": line["year_id"],
                    "student_id": line["student_id"],
                    "period": period,
                    "learning": found.learning[place],
                    "learning_before": found.learning_before[place],
                    "conduct": conducts[place],
                    "promotion": found.promotion if is_year else None,
                    "learning_at_end": found.learning_at_end if is_year else None,
                    "conduct_at_end": found.conduct_at_end if is_year else None,
                    "promotion_at_end": found.promotion_at_end if is_year else None,
                    "title": found.title if is_year else None,
                    "averages": _averages(common["plan"], averages[place]),
                    "reassess_subjects": found.reassess if is_year else [],
                    "missing": missing[period],
                    "reasons": reasons[period],
                }
            )
        return rows

    def _store_results(self, results, students, periods):
        """Write what differs, make what is new, remove the results of pupils who are not there.

        Where results were handed in or approved already, their book becomes a draft again: that of
        the class, and that of the class which a pupil has left.
        """
        values = (
            *("class_id", "learning", "learning_before", "conduct", "promotion", "title"),
            *("learning_at_end", "conduct_at_end", "promotion_at_end"),
            *("averages", "reassess_subjects", "missing", "reasons"),
        )
        keys = ("student_id", "year_id", "period")
        types = {"class_id": "int", "student_id": "int", "year_id": "int"}
        types |= dict.fromkeys(("averages", "reassess_subjects", "missing", "reasons"), "jsonb")
        names = [SQL.identifier(name) for name in (*keys, *values)]
        self.env["school.result"]._trail_sign()
        changed = self.env.execute_query(
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
                SELECT class_id, period FROM changed UNION SELECT class_id, period FROM gone
                 UNION SELECT class_id, period FROM added UNION SELECT class_id, period FROM moved
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
        if changed:
            # Whoever changed a mark need not be one who may see the book.
            books_sudo = self.env["school.result.book"].sudo()
            keys = set(changed)
            moving = books_sudo.search(
                [
                    ("class_id", "in", [class_id for class_id, _period in keys]),
                    ("approval_state", "!=", "draft"),
                ],
                order="id",
            )
            moving.filtered(lambda book: (book.class_id.id, book.period) in keys)._results_changed()


def _averages(plan, values):
    """Return the averages by subject code; what is not taken or not known is left out."""
    return {
        subject.code: value / 10 if subject.kind == SCORE else value
        for subject, value in zip(plan.subjects, values, strict=True)
        if value is not None and value != NOT_TAKEN
    }


def _period_of(path):
    """Return the period that a reason's path is about: "learning.1" is about term 1."""
    last = path.rpartition(".")[2]
    return last if last in TERMS else "year"


def _leave_out(line, common):
    """Mark in the values of a pupil the subjects that he does not take.

    Whoever is exempt from a whole subject where the circular leaves it out, or does not take a
    subject that only some take; an exemption from the practical part leaves nothing out.
    """
    student_id, optional, exempt = line["student_id"], common["optional"], common["exempt"]
    if not optional and not exempt:
        return
    rules, subjects = common["rules"], common["plan"].subjects
    for place, plan_id in enumerate(line["plan_ids"]):
        left_out = plan_id in optional and student_id not in optional[plan_id]
        for term, name in enumerate(("first", "second"), 1):
            if left_out or (
                (plan_id, student_id, term) in exempt
                and rules.leaves_out(line["disability"], subjects[place].kind)
            ):
                line[name][place] = NOT_TAKEN
