# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter, defaultdict

from odoo import api, fields, models

from odoo.addons.school_core.tools.local_time import local_time

from ..fields import is_missing
from ..models.school_conduct import ABSENCE_COLUMNS
from .form_text import GENDERS, TERMS, date_text

PERIODS = ("1", "2", "year")
PROMOTED = ("promoted", "promoted_after_summer")
#: Decisions that end a summer of training or re-assessment.
AFTER_SUMMER = ("promoted_after_summer", "repeat")
#: Decisions at the end of the year after which the summer gives a new conduct, or new averages.
TRAINS = ("summer_training", "reassess_after_training")
REASSESSED = ("reassess", "reassess_after_training")


class SchoolClassBook(models.AbstractModel):
    """The content of the class book, gathered once for any number of classes.

    The same figures serve the PDF, the spreadsheet, the mark list and the slips for parents, so
    that no two prints of a class can differ. Everything is read as the user who prints, but for
    the office (``school_class_book_reader``).
    """

    _name = "school.class.book"
    _description = "Content of the Class Book"

    @api.model
    def _collect(self, classes):
        """Return one dict a class, in the order of ``classes``; see the keys of ``_book``."""
        rosters, reader = self._rosters(classes), self._reader(classes)
        sheets = reader["school.mark.sheet"].search([("class_id", "in", classes.ids)])
        marks = reader["school.mark"].search([("sheet_id", "in", sheets.ids)])
        conducts = reader["school.conduct"].search([("class_id", "in", classes.ids)])
        results = reader["school.result"].search([("class_id", "in", classes.ids)])
        facts = {
            "remarks": reader["school.book.inspection"]._remarks(classes),
            "sheets": sheets.grouped("class_id"),
            "marks": {(mark.sheet_id, mark.student_id): mark for mark in marks},
            "conducts": {(c.class_id, c.term_id.number, c.student_id): c for c in conducts},
            "results": {(r.class_id, r.period, r.student_id): r for r in results},
            "earlier": self._earlier(classes, rosters),
            "corrections": self._corrections(sheets),
        }
        return [self._book(school_class, rosters[school_class], facts) for school_class in classes]

    def _earlier(self, classes, rosters):
        """Return {pupil: results of earlier schools in the year of his class}."""
        students = {student.id for roster in rosters.values() for student, _stay in roster}
        # Whoever prints the book prints the term's results that a pupil brought along.
        earlier_sudo = self.env["school.earlier.result"].sudo()
        found = earlier_sudo.search(
            [("student_id", "in", list(students)), ("year_id", "in", classes.year_id.ids)]
        )
        return found.grouped("student_id")

    def _rosters(self, classes):
        """Return {class: [(pupil, enrolment)]} in Vietnamese order, with those who left."""
        enrollments = self.env["school.enrollment"].search([("class_id", "in", classes.ids)])
        stays = defaultdict(dict)
        for enrollment in enrollments.sorted("date_start"):
            stays[enrollment.class_id][enrollment.student_id] = enrollment
        students = self.env["school.student"].search([("id", "in", enrollments.student_id.ids)])
        return {
            school_class: [
                (student, stays[school_class][student])
                for student in students
                if student in stays[school_class]
            ]
            for school_class in classes
        }

    def _leaving_note(self, enrollment):
        end = enrollment.date_end
        if not end or end >= enrollment.year_id.date_end:
            return ""
        return f"Rời lớp {date_text(end)}"

    def _joining_note(self, earlier):
        return f"Trường cũ: {earlier[0].school_name}" if earlier else ""

    def _book(self, school_class, roster, facts):
        scheme = school_class._scheme()
        school = school_class.company_id
        terms = school_class.year_id.term_ids.sorted("number")
        sheets = facts["sheets"].get(school_class, self.env["school.mark.sheet"])
        results = [self._result(school_class, student, terms, facts) for student, _stay in roster]
        return {
            "id": school_class.id,
            "class_name": school_class.name,
            "year": school_class.year_id.name,
            "school": school.name,
            "authority": school.school_authority_id.name or "",
            "commune": school.city or "",
            "province": school.state_id.name or "",
            "level": school_class.level_id.name,
            "words": school_class.level_id._form_words(),
            "is_register": scheme.has_register,
            "learning_names": scheme.learning_names,
            "conduct_names": scheme.conduct_names,
            "reassess_names": scheme.reassess_names,
            "levels": {**scheme.learning_labels, **scheme.conduct_labels},
            "titles": scheme.title_labels,
            "outcomes": scheme.promotion_labels,
            "principal": school.school_principal_id.name or "",
            "homeroom": school_class.homeroom_id.name or "",
            "printed": date_text(fields.Date.context_today(self)),
            "size": sum(not self._leaving_note(stay) for _student, stay in roster),
            "roster": [
                {
                    "student": student,
                    "id": student.id,
                    "number": number,
                    "name": student.name,
                    "note": self._leaving_note(stay)
                    or self._joining_note(facts["earlier"].get(student)),
                    "date_end": stay.date_end,
                    "birth_date": date_text(student.birth_date),
                }
                for number, (student, stay) in enumerate(roster, 1)
            ],
            "teachers": self._teachers(sheets),
            "short_names": {
                sheet.subject_id.code: sheet.subject_id.short_name or sheet.subject_id.name
                for sheet in sheets
            },
            "terms": [
                {
                    "id": term.id,
                    "number": term.number,
                    "name": TERMS[term.number],
                    "is_last": term == terms[-1],
                    "date_end": term.date_end,
                    "sheets": [
                        self._sheet(sheet, roster, facts)
                        for sheet in sheets
                        if sheet.term_id == term
                    ],
                }
                for term in terms
            ],
            "results": results,
            "counts": self._counts(results),
            "remarks": self._remarks(facts["remarks"][school_class]),
        }

    @api.model
    def _slips(self, book, term):
        """Return (place in the roster, line, result) of those to whom a slip of the term is given.

        Who left the class before the term's end gets it from the new class or school.
        """
        return [
            (place, line, book["results"][place])
            for place, line in enumerate(book["roster"])
            if not line["date_end"] or line["date_end"] >= term["date_end"]
        ]

    @api.model
    def _remarks(self, signed):
        """Return {month: what was remarked on the use of the book, by whom and when}."""
        return {
            month: {**remark, "date": local_time(self.env, remark["date"])}
            for month, remark in signed.items()
        }

    @api.model
    def _personal_data(self, book):
        """Return the page of personal data, one dict a pupil (TT22, class book, part I).

        What the user who prints may not read stays blank.
        """
        return [self._person(line["student"]) for line in book["roster"]]

    def _person(self, student):
        readable = self._readable(student, "guardian_ids") or []
        guardians = {guardian.relation: guardian for guardian in readable}
        ethnic_group = self._readable(student, "ethnic_group_id")
        policies = self._readable(student, "policy_ids")
        return {
            "birth_place": self._readable(student, "birth_place") or "",
            "gender": GENDERS.get(student.gender, ""),
            "ethnic_group": ethnic_group.name or "" if ethnic_group else "",
            "policies": ", ".join(policies.mapped("name")) if policies else "",
            "address": self._readable(student, "permanent_address") or "",
            "father": self._guardian(guardians.get("father") or guardians.get("guardian")),
            "mother": self._guardian(guardians.get("mother")),
        }

    def _readable(self, record, name):
        return record._has_field_access(record._fields[name], "read") and record[name]

    def _guardian(self, guardian):
        if not guardian:
            return ""
        phone = guardian.national_phone
        parts = (guardian.name, guardian.occupation, phone, guardian.email)
        return ", ".join(part for part in parts if part)

    def _result(self, school_class, student, terms, facts):
        """Return results by period and what the homeroom teacher entered by term number.

        The year's levels are those at the end of the year; ``*_after`` what the summer made of them.
        """
        no_result, no_conduct = self.env["school.result"], self.env["school.conduct"]
        results = {
            period: facts["results"].get((school_class, period, student), no_result)
            for period in PERIODS
        }
        conducts = {
            term.number: facts["conducts"].get((school_class, term.number, student), no_conduct)
            for term in terms
        }
        year = results["year"]
        promotion = year.promotion
        earlier = {
            str(result.term_id.number): result for result in facts["earlier"].get(student, ())
        }
        was, is_over = year.promotion_at_end, promotion in AFTER_SUMMER
        conduct_is_new = year.conduct != year.conduct_at_end or (is_over and was in TRAINS)
        learning_is_new = year.learning != year.learning_at_end or (
            is_over
            and was in REASSESSED
            and not school_class._scheme().trains_in_summer(year.conduct)
        )
        return {
            "learning": {
                **{
                    period: result.learning or (period in earlier and earlier[period].learning)
                    for period, result in results.items()
                },
                "year": year.learning_at_end,
            },
            "conduct": {
                **{
                    period: result.conduct or (period in earlier and earlier[period].conduct)
                    for period, result in results.items()
                },
                "year": year.conduct_at_end,
            },
            "promotion": promotion,
            "title": results["year"].title,
            "titles": {period: result.title for period, result in results.items()},
            "average": {period: result.average for period, result in results.items()},
            "reassess": year.reassess_subjects or [],
            "remark": {number: line.remark or "" for number, line in conducts.items()},
            "excused": {number: _known(line.absences_excused) for number, line in conducts.items()},
            "unexcused": {
                number: _known(line.absences_unexcused) for number, line in conducts.items()
            },
            "conduct_after": conduct_is_new and year.conduct,
            "learning_after": learning_is_new and year.learning,
            "promoted": promotion in PROMOTED,
            "absences": self._absences(conducts.values()),
        }

    def _absences(self, conducts):
        """Return the sessions of the year, None as long as those of a term are not known."""
        if not all(conducts):
            return None
        numbers = [line[name] for line in conducts for name in ABSENCE_COLUMNS]
        return None if any(is_missing(number) for number in numbers) else sum(numbers)

    def _counts(self, results):
        promotions = Counter(result["promotion"] for result in results)
        counts = {
            "all": len(results),
            "promoted": sum(promotions[promotion] for promotion in PROMOTED),
            "after_summer": promotions["promoted_after_summer"],
            "repeat": promotions["repeat"],
        }
        return counts | {"open": counts["all"] - counts["promoted"] - counts["repeat"]}


def _known(number):
    return None if is_missing(number) else number
