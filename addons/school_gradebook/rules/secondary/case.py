# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A case worked out: marks of the sheet in, all results with reasons out."""

from ..model import NOT_TAKEN, PERIODS, TERMS, CaseError, CaseResult, Plan, TermMarks
from ..scale import SCORE, from_tenths, from_value


def assess_case(rules, case):
    """Return the :class:`~..model.CaseResult` of a :class:`~..model.Case`.

    :raise CaseError: a given average contradicts the marks beside it
    """
    rows = [_Row(rules, case, place) for place in range(len(case.subjects))]
    problems = [problem for row in rows for problem in row.problems]
    if problems:
        raise CaseError(problems)
    counted = [row for row in rows if not row.exempt]
    result = rules.assess(
        Plan(
            ((row.subject.code, row.subject.kind) for row in counted),
            key={row.subject.code for row in counted if row.subject.key},
            specialised={row.subject.code for row in counted if row.subject.specialised},
        ),
        *([row.terms[term] for row in counted] for term in TERMS),
        [row.year for row in counted],
        conduct=(case.conduct["1"], case.conduct["2"]),
        conduct_year=case.conduct.get("year"),
        conduct_summer=case.conduct["summer"],
        absences=case.absences,
        summer=[row.subject.summer for row in counted],
        inclusive=case.disability is not None,
        settings=case.settings,
        grade=case.grade,
        words={
            (place, term): row.missing[term] for place, row in enumerate(counted) for term in TERMS
        },
    )
    for row, year in zip(counted, result.year_values, strict=True):
        row.replace_year(year)
    return CaseResult(
        subjects={row.subject.code: row.shown() for row in rows},
        learning=dict(zip(PERIODS, result.learning, strict=True)),
        learning_before_adjustment=dict(zip(PERIODS, result.learning_before, strict=True)),
        conduct={"year": result.conduct_year},
        average=dict(zip(PERIODS, map(from_tenths, result.average), strict=True)),
        promotion=result.promotion,
        reassess=result.reassess,
        title=result.title,
        missing=result.missing,
        reasons=[reason for row in rows for reason in row.reasons] + result.reasons,
    )


class _Row:
    """A subject of the case: its values, what is missing and why they are what they are."""

    def __init__(self, rules, case, place):
        self.rules = rules
        self.words = rules.words.subject
        self.place = place
        self.subject = case.subjects[place]
        self.path = f"subjects.{self.subject.code}"
        self.terms = dict.fromkeys(TERMS)
        self.missing = dict.fromkeys(TERMS, ())
        self.year = None
        self.reasons = []
        self.problems = []
        asked = self.subject.exempt
        self.exempt_terms = asked if rules.leaves_out(case.disability, self.subject.kind) else ()
        self.exempt = set(self.exempt_terms) == set(TERMS)
        if self.exempt:
            self.reasons.append(self.words.exempt(self.path, case.disability))
            return
        for term in TERMS:
            if term in self.exempt_terms:
                self.terms[term] = NOT_TAKEN
                self.reasons.append(self.words.exempt_term(self.path, term, case.disability))
            else:
                self._assess_term(term)
        self._assess_year()
        if asked and not self.exempt_terms:
            shown = from_value(self.subject.kind, self.year)
            self.reasons.append(self.words.not_exempt(self.path, shown))

    def _assess_term(self, term):
        subject = self.subject
        kind = subject.kind
        given = subject.term_average[term]
        marks = subject.terms[term] or TermMarks()
        required = self.rules.required_regular(kind, subject.periods, subject.extra_regular[term])
        if kind == SCORE and subject.periods is None:
            required = max(required, len(marks.regular))
        row = (kind, marks.regular, marks.midterm, marks.final, required)
        found = self.rules.term_value(*row)
        of = f"{self.path}.term.{term}"
        if given is not None:
            self._compare(f"term_average.{term}", given, found.value, "the marks give")
            self.terms[term] = given
            self.reasons.append(self.words.given(of, kind, given))
            return
        self.terms[term] = found.value
        if subject.year_average is not None and subject.terms[term] is None:
            self.missing[term] = (f"{subject.code}.{term}.average",)
            self.reasons.append(self.words.only_year(of, kind))
            return
        self.missing[term] = tuple(f"{subject.code}.{term}.{word}" for word in found.missing)
        self.reasons.append(self.rules.explain_term(of, *row))

    def _assess_year(self):
        kind = self.subject.kind
        given = self.subject.year_average
        first, second = (self.terms[term] for term in TERMS)
        computed = self.rules.year_value(kind, first, second)
        of = f"{self.path}.year"
        if given is None:
            self.year = computed
            self.reasons.append(self.words.year(of, kind, first, second, computed))
        else:
            self._compare("year_average", given, computed, "the terms give")
            self.year = given
            self.reasons.append(self.words.given(of, kind, given))

    def _compare(self, key, given, computed, says):
        if computed is not None and computed != given:
            kind = self.subject.kind
            self.problems.append(
                f"subjects[{self.place}].{key}: {from_value(kind, given)} is given,"
                f" but {says} {from_value(kind, computed)}"
            )

    def replace_year(self, value):
        """Take over the re-assessed value, where there is one."""
        if value == self.year:
            return
        of = f"{self.path}.year"
        reason = self.words.reassessed(of, self.subject.kind, self.year, value)
        self.reasons = [old for old in self.reasons if old.of != of] + [reason]
        self.year = value

    def shown(self):
        kind = self.subject.kind
        return {
            "term": {
                term: None if value == NOT_TAKEN else from_value(kind, value)
                for term, value in self.terms.items()
            },
            "year": from_value(kind, self.year),
            "missing": [word for term in TERMS for word in self.missing[term]],
        }
