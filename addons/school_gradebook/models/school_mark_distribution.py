# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..tools.distribution import STEPS, bin_labels, bins, figures, merged
from .school_mark import MARK_COLUMNS, REGULAR_COLUMNS
from .school_mark_value import COLUMNS

KEYS = frozenset(("year_id", "term_id", "subject_id", "grade_id", "class_id", "test", "step"))


class SchoolMarkDistribution(models.AbstractModel):
    """The spread of marks (phổ điểm) of a test in a subject and grade (GB-15; TM 4.1c, TT 4.3).

    The school's marks are counted by PostgreSQL, figures are computed from the counts. Whoever may
    read some mark of the subject sees the figures of the grade and of the school: they are about
    no pupil. Single classes are shown only as far as the user may read their marks.
    """

    _name = "school.mark.distribution"
    _description = "Score Distribution"

    @api.readonly
    @api.model
    def get_choices(self):
        """Return what the user can choose from, and where to start."""
        groups = self.env["school.mark.sheet"]._read_group(
            self._sheet_domain() & Domain("company_id", "in", self.env.companies.ids),
            ["year_id", "class_id", "subject_id"],
        )
        subjects_by_class = defaultdict(list)
        for _year, school_class, subject in groups:
            subjects_by_class[school_class.id].append(subject.id)
        classes = self.env["school.class"].search([("id", "in", list(subjects_by_class))])
        subjects = self.env["school.subject"].union(*(subject for _y, _c, subject in groups))
        return {
            "years": [self._choice_of_year(year) for year in classes.year_id.sorted()],
            "grades": [
                {"id": grade.id, "name": grade.display_name} for grade in classes.grade_id.sorted()
            ],
            "subjects": [{"id": s.id, "name": s.display_name} for s in subjects.sorted()],
            "classes": [
                {
                    "id": school_class.id,
                    "name": school_class.name,
                    "year_id": school_class.year_id.id,
                    "grade_id": school_class.grade_id.id,
                    "subject_ids": subjects_by_class[school_class.id],
                }
                for school_class in classes
            ],
            "start": self._start(classes.year_id),
        }

    @api.model
    def _sheet_domain(self):
        """Return the sheets whose marks are counted."""
        return Domain("kind", "=", "score")

    @api.model
    def _choice_of_year(self, year):
        many = len(self.env.companies) > 1
        return {
            "id": year.id,
            "name": f"{year.name} · {year.company_id.name}" if many else year.name,
            "terms": [
                {"id": term.id, "name": term.name} for term in year.term_ids.sorted("number")
            ],
        }

    @api.model
    def _tests(self):
        values = self.env["school.mark.value"]
        by_part = dict(values._selection_part())
        return [
            ("final", by_part["final"]),
            ("midterm", by_part["midterm"]),
            ("regular", by_part["regular"]),
            *(pair for pair in values._selection_column() if pair[0] not in ("final", "midterm")),
        ]

    @api.model
    def _start(self, years):
        """Return the newest term and test of the newest year in which marks are entered."""
        sheets = self.env["school.mark.sheet"]._read_group(
            [("year_id", "in", years.ids), ("kind", "=", "score"), ("version", ">", 0)], ["year_id"]
        )
        begun = self.env["school.year"].union(*(year for (year,) in sheets))
        newest = begun.sorted("date_start")[-1:]
        tests = ("regular", "midterm", "final")
        found = self.env["school.mark.value"]._read_group(
            [("year_id", "=", newest.id), ("part", "in", tests)], ["term_id", "part"]
        )
        # A finished term's final test says more than the first marks of the next term.
        places = [(tests.index(part), term.number, term.id) for term, part in found]
        if not places:
            today = fields.Date.context_today(self)
            terms = years.term_ids.filtered(lambda term: term.date_start <= today) or years.term_ids
            return {"term_id": terms.sorted("date_start")[-1:].id, "test": "final"}
        place, _number, term_id = max(places)
        return {"term_id": term_id, "test": tests[place]}

    @api.readonly
    @api.model
    def get_distribution(self, query):
        """Return the figures of what ``query`` names and of what it is compared with.

        :param dict query: year_id, term_id, subject_id, grade_id, test, step (5 or 10 tenths), and
            class_id (optional)
        """
        scope = self._scope(query)
        by_class, by_grade = self._count(scope)
        step, chosen = scope["step"], scope["term"]
        grade_now = by_grade.get((chosen, scope["grade"]), {})
        lines = [
            self._line("grade", scope["grade"].display_name, grade_now, step),
            self._line(
                "school",
                self.env._("Whole school"),
                merged(counts for (term, _grade), counts in by_grade.items() if term == chosen),
                step,
            ),
        ]
        lines += [
            self._line(f"class:{school_class.id}", school_class.name, counts, step, "class")
            for school_class in scope["classes"]
            if (counts := by_class.get((chosen, school_class)))
        ]
        terms = self.env["school.term"].union(*(term for term, _grade in by_grade))
        for term in (terms - chosen).sorted("date_start", reverse=True):
            counts = by_grade.get((term, scope["grade"]))
            if counts:
                label = f"{term.name} · {term.year_id.name}"
                lines.append(self._line(f"term:{term.id}", label, counts, step, "term"))
        if scope["class"]:
            lines += self._lines_of_class(scope, by_class)
        main = f"class:{scope['class'].id}" if scope["class"] else "grade"
        if main not in {line["key"] for line in lines}:
            lines.append(self._line(main, scope["class"].name, {}, step, "class"))
        counted = any(line["count"] for line in lines if line["key"] == main)
        return {
            "empty": not counted and self._why_empty(scope),
            "title": self._title(scope),
            "tests": [{"id": code, "name": name} for code, name in scope["tests"]],
            "labels": self._labels(step),
            "figures": self._figure_labels(step),
            "main": main,
            "lines": lines,
            "targets": self._targets(scope),
        }

    @api.model
    def _tests_of(self, sheets):
        """Return (code, name) of the tests and averages that the books have, or that were entered.

        They are called as the circular of the books calls them.
        """
        counts = self.env["school.mark"]._read_group(
            [("sheet_id", "in", sheets.ids)], [], [f"{name}:count" for name in MARK_COLUMNS]
        )
        used = {name for name, count in zip(MARK_COLUMNS, counts[0], strict=True) if count}
        found, names = set(), {}
        for sheet in sheets:
            scheme = sheet.class_id._scheme()
            found.update(column.name for column in scheme.columns(sheet._scheme_head(), used))
            names.update(scheme.names)
        if not found.isdisjoint(REGULAR_COLUMNS):
            found.add("regular")
        return [(code, names.get(code, name)) for code, name in self._tests() if code in found]

    @api.model
    def _why_empty(self, scope):
        """Return why there is nothing to count: the circular asks for no such test, or no entry."""
        if scope["test"] in dict(scope["tests"]):
            return self.env._("No marks are entered yet.")
        return self.env._(
            "The books of %(subject)s in %(grade)s have no “%(test)s” in %(term)s. They have:"
            " %(others)s.",
            subject=scope["subject"].display_name,
            grade=scope["grade"].display_name,
            test=dict(self._tests())[scope["test"]],
            term=scope["term"].name,
            others="; ".join(name for _code, name in scope["tests"]),
        )

    @api.model
    def _lines_of_class(self, scope, by_class):
        """Return the lines of the same class in earlier terms."""
        return [
            self._line(
                f"class_term:{term.id}",
                f"{scope['class'].name} · {term.name}",
                counts,
                scope["step"],
                "term",
            )
            for (term, school_class), counts in by_class.items()
            if school_class == scope["class"] and term != scope["term"]
        ]

    @api.model
    def _labels(self, step):
        """Return how the bars are called."""
        return bin_labels(step)

    @api.model
    def _line(self, key, label, counts, step, kind="all"):
        return {
            "key": key,
            "kind": kind,
            "label": label,
            "bins": bins(counts, step),
            **figures(counts)._asdict(),
        }

    @api.model
    def _title(self, scope):
        return " · ".join(
            (
                {**dict(self._tests()), **dict(scope["tests"])}[scope["test"]],
                scope["subject"].display_name,
                scope["class"].name or scope["grade"].display_name,
                scope["term"].name,
                scope["term"].year_id.name,
            )
        )

    @api.model
    def _scope(self, query):
        """Return the records that ``query`` names; refuse what the user reads no mark of."""
        if query.keys() - KEYS or query.get("step") not in STEPS:
            raise UserError(self.env._("This distribution is not known."))
        scope = {
            "test": query.get("test"),
            "step": query["step"],
            "term": self.env["school.term"].browse(query.get("term_id")).exists(),
            "subject": self.env["school.subject"].browse(query.get("subject_id")).exists(),
            "grade": self.env["school.grade"].browse(query.get("grade_id")).exists(),
            "class": self.env["school.class"].browse(query.get("class_id") or []).exists(),
        }
        if scope["test"] not in dict(self._tests()) or not all(
            scope[name] for name in ("term", "subject", "grade")
        ):
            raise UserError(self.env._("This distribution is not known."))
        scope["term"].check_access("read")
        sheets = self.env["school.mark.sheet"].search(
            self._sheet_domain()
            & Domain("term_id", "=", scope["term"].id)
            & Domain("subject_id", "=", scope["subject"].id)
            & Domain("class_id.grade_id", "=", scope["grade"].id)
        )
        if not sheets or (scope["class"] and scope["class"] not in sheets.class_id):
            raise AccessError(self.env._("You read no marks of this subject and grade."))
        scope["sheets"] = (
            sheets.filtered(lambda sheet: sheet.class_id == scope["class"])
            if scope["class"]
            else sheets
        )
        scope["tests"] = self._tests_of(scope["sheets"])
        scope["classes"] = self.env["school.class"].search([("id", "in", sheets.class_id.ids)])
        return scope

    @api.model
    def _count(self, scope):
        """Count the marks by (term, class) as the user, by (term, grade) in the school."""
        test, grade_now = scope["test"], scope["grade"]
        columns = REGULAR_COLUMNS if test == "regular" else (test,)
        values = self.env["school.mark.value"].with_context(school_mark_columns=columns)
        sheets_sudo = self._sheets(scope)
        of_test = Domain("column" if test in COLUMNS else "part", "=", test)
        of_year = sheets_sudo.filtered(
            lambda sheet: (
                sheet.year_id == scope["term"].year_id and sheet.class_id.grade_id == grade_now
            )
        )
        by_class, by_grade = defaultdict(dict), defaultdict(dict)
        for term, school_class, tenths, count in values._read_group(
            of_test & Domain("sheet_id", "in", of_year.ids),
            ["term_id", "class_id", "tenths"],
            ["__count"],
        ):
            by_class[term, school_class][tenths] = count
        # How often a mark occurs in a grade or the school tells of no pupil and of no class.
        for term, grade, tenths, count in values.sudo()._read_group(
            of_test & Domain("sheet_id", "in", sheets_sudo.ids),
            ["term_id", "grade_id", "tenths"],
            ["__count"],
        ):
            by_grade[term.sudo(False), grade.sudo(False)][tenths] = count
        return by_class, by_grade

    @api.model
    def _sheets(self, scope):
        """Return the sheets of the subject: all of the term, and those of the grade before it.

        Their marks are found by the index of sheets, however many years the school has kept.
        """
        of_grade = Domain("class_id.grade_id", "=", scope["grade"].id)
        before = Domain("term_id.date_start", "<=", scope["term"].date_start)
        # Counted for the school as a whole; see where they are used.
        return (
            self.env["school.mark.sheet"]
            .sudo()
            .search_fetch(
                Domain("company_id", "=", scope["term"].year_id.company_id.id)
                & Domain("subject_id", "=", scope["subject"].id)
                & (Domain("term_id", "=", scope["term"].id) | (before & of_grade)),
                ["year_id", "class_id"],
                order="id",
            )
        )

    @api.model
    def _targets(self, scope):
        targets = self.env["school.mark.target"].search(
            [
                ("term_id", "=", scope["term"].id),
                ("subject_id", "=", scope["subject"].id),
                ("grade_id", "=", scope["grade"].id),
                ("test", "=", scope["test"]),
                ("approval_state", "=", "approved"),
            ]
        )
        return [
            {
                "id": target.id,
                "department": target.department_id.name,
                "share_pass": target.share_pass,
                "share_good": target.share_good,
                "mean": target.mean,
                "ratio_pass": target.ratio_pass,
                "ratio_good": target.ratio_good,
                "ratio_mean": target.ratio_mean,
            }
            for target in targets
        ]
