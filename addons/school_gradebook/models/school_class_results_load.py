# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL

from ..fields import Mark
from ..rules import NOT_TAKEN, SCORE, Settings
from ..rules.registry import RulesError, rules_for


class SchoolClass(models.Model):
    """What the results are computed from, read for whole classes at once."""

    _inherit = "school.class"

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
                       ARRAY(SELECT id FROM school_term WHERE year_id = y.id) AS terms,
                       company.school_adjust_counts_comment_subject AS counts_comment_subject,
                       company.school_adjust_reading AS reading,
                       (SELECT json_agg(json_build_array(
                                   plan.id, subject.id, subject.code, plan.kind, %(name)s)
                                        ORDER BY plan.sequence, plan.id)
                          FROM school_class_subject plan
                          JOIN school_subject subject ON subject.id = plan.subject_id
                         WHERE plan.class_id = c.id) AS subjects,
                       ARRAY(SELECT subject.code
                               FROM school_class_subject plan
                               JOIN school_subject subject ON subject.id = plan.subject_id
                              WHERE plan.class_id = c.id AND plan.is_specialised) AS specialised,
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
            subjects = facts["subjects"] or []
            common[facts["id"]] = {
                "rules": rules,
                "scheme": rules.scheme,
                "plan": rules.scheme.plan(
                    [subject for _plan, _id, *subject in subjects], facts["specialised"]
                ),
                "kinds": [kind for *_ids, kind, _name in subjects],
                "plan_ids": [plan_id for plan_id, *_subject in subjects],
                # what tenths are divided by: a level is stored as 1 or 0
                "places": {
                    subject_id: (place, 1 if kind == SCORE else 10)
                    for place, (_plan, subject_id, _code, kind, _name) in enumerate(subjects)
                },
                "terms": facts["terms"],
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

    def _load_values(self, students, common):
        """Return one dict a pupil: the values of the subjects in the order of the plan.

        Values are those of the rules: whole tenths, 1 and 0 for Đạt and Chưa đạt, other levels by
        their codes; which ones is what the schemes of the classes ask for. A pupil belongs to the
        class that he was in last, from the day on which he came into the first one of the year.
        """
        if students:
            chosen = SQL("AND student_id IN %s", students._ids)
            marked = chosen
        else:
            chosen = SQL()
            marked = SQL(
                "AND student_id IN (SELECT student_id FROM school_enrollment WHERE class_id IN %s)",
                self._ids,
            )
        schemes = {facts["scheme"] for facts in common.values()}
        columns = {value.column for scheme in schemes for value in scheme.row_values}
        traits, join_traits = self._trait_values({scheme.trait_names for scheme in schemes})
        lines = self.env.execute_query_dict(
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
                ), mark AS MATERIALIZED (
                    SELECT student_id, array_agg(term_id) AS terms, array_agg(subject_id) AS subjects,
                           %(columns)s
                      FROM school_mark
                     WHERE term_id IN %(terms)s %(marked)s
                  GROUP BY student_id
                )
                SELECT mark.terms, mark.subjects, %(selected)s,
                       stay.class_id, stay.year_id, stay.student_id, stay.date_start, stay.date_end,
                       private.disability, t1.id AS term_1, t2.id AS term_2,
                       c2.recognised, %(traits)s AS traits,
                       c1.conduct AS conduct_1, c2.conduct AS conduct_2, c2.conduct_summer,
                       c2.conduct_year,
                       c1.absences_excused + c2.absences_excused AS excused,
                       c1.absences_unexcused + c2.absences_unexcused AS unexcused
                  FROM stay
                  JOIN school_student_private private ON private.student_id = stay.student_id
                  JOIN school_term t1 ON t1.year_id = stay.year_id AND t1.number = 1
                  JOIN school_term t2 ON t2.year_id = stay.year_id AND t2.number = 2
             LEFT JOIN school_conduct c1
                    ON c1.student_id = stay.student_id AND c1.term_id = t1.id
             LEFT JOIN school_conduct c2
                    ON c2.student_id = stay.student_id AND c2.term_id = t2.id
             LEFT JOIN mark ON mark.student_id = stay.student_id
             %(join_traits)s
                 WHERE stay.class_id IN %(classes)s
                """,
                classes=self._ids,
                terms=tuple({term for facts in common.values() for term in facts["terms"]}) or (0,),
                chosen=chosen,
                marked=marked,
                columns=SQL(", ").join(self._aggregate(name) for name in sorted(columns)),
                selected=SQL(", ").join(SQL.identifier("mark", n) for n in sorted(columns)),
                traits=traits,
                join_traits=join_traits,
            )
        )
        lines = [line for line in lines if common[line["class_id"]]["places"]]
        for line in lines:
            _place_values(line, common[line["class_id"]])
        return lines

    def _aggregate(self, name):
        """Return a column of the marks as an array, numbers in whole tenths."""
        column = SQL.identifier(name)
        if isinstance(self.env["school.mark"]._fields[name], Mark):
            column = SQL("(%s * 10)::int", column)
        return SQL("array_agg(%s) AS %s", column, SQL.identifier(name))

    def _trait_values(self, names):
        """Return what selects the qualities and competencies at the end of the year, and its join.

        :param names: the rows of names that the schemes ask for, at most one of them not empty
        """
        names = max(names, default=())
        if not names:
            return SQL("NULL"), SQL()
        row = SQL(", ").join(SQL.identifier("quality", name) for name in names)
        return SQL("ARRAY[%s]", row), SQL(
            """
            LEFT JOIN school_quality quality ON quality.student_id = stay.student_id
                  AND quality.term_id = t2.id AND quality.part = 'final'
            """
        )


def _place_values(line, common):
    """Put the stored values of a pupil where the plan has their subjects."""
    places = common["places"]
    terms = {1: line["term_1"], 2: line["term_2"]}
    targets = {term_id: [] for term_id in terms.values()}
    for value in common["scheme"].row_values:
        line[value.name] = [None] * len(places)
        targets[terms[value.term]].append((line[value.name], line[value.column]))
    for number, (term_id, subject_id) in enumerate(
        zip(line["terms"] or (), line["subjects"] or (), strict=True)
    ):
        if subject_id not in places:
            continue
        place, scale = places[subject_id]
        for target, stored in targets.get(term_id, ()):
            value = stored[number]
            target[place] = value // scale if isinstance(value, int) else value


def leave_out(line, common):
    """Mark in the values of a pupil the subjects that he does not take.

    Whoever is exempt from a whole subject where the circular leaves it out, or does not take a
    subject that only some take; an exemption from the practical part leaves nothing out.
    """
    student_id, optional, exempt = line["student_id"], common["optional"], common["exempt"]
    if not optional and not exempt:
        return
    rules, kinds = common["rules"], common["kinds"]
    for place, plan_id in enumerate(common["plan_ids"]):
        left_out = plan_id in optional and student_id not in optional[plan_id]
        for term, name in common["scheme"].taken_values.items():
            if left_out or (
                (plan_id, student_id, term) in exempt
                and rules.leaves_out(line["disability"], kinds[place])
            ):
                line[name][place] = NOT_TAKEN
