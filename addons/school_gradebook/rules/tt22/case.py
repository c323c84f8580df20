# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 22/2021 applied to a case: marks of the sheet in, all results with reasons out."""

from ..case_reader import CaseReader
from ..model import PERIODS, TERMS, CaseError, CaseResult, Plan, Reason, TermMarks
from ..scale import SCORE, from_value
from .engine import TT22


class CaseRules(TT22):
    """The circular's rules with the entry that the case format uses."""

    reader = CaseReader

    def assess_case(self, case):
        """Return the :class:`~..model.CaseResult` of a :class:`~..model.Case`.

        :raise CaseError: a given average contradicts the marks beside it
        """
        rows = [_Row(self, case, place) for place in range(len(case.subjects))]
        problems = [problem for row in rows for problem in row.problems]
        if problems:
            raise CaseError(problems)
        counted = [row for row in rows if not row.exempt]
        result = self.assess(
            Plan((row.subject.code, row.subject.kind) for row in counted),
            *([row.terms[term] for row in counted] for term in TERMS),
            [row.year for row in counted],
            conduct=(case.conduct["1"], case.conduct["2"]),
            conduct_summer=case.conduct["summer"],
            absences=case.absences,
            summer=[row.subject.summer for row in counted],
            inclusive=case.disability is not None,
            settings=case.settings,
            grade=case.grade,
            words={
                (place, term): row.missing[term]
                for place, row in enumerate(counted)
                for term in TERMS
            },
        )
        for row, year in zip(counted, result.year_values, strict=True):
            row.replace_year(year)
        return CaseResult(
            subjects={row.subject.code: row.shown() for row in rows},
            learning=dict(zip(PERIODS, result.learning, strict=True)),
            learning_before_adjustment=dict(zip(PERIODS, result.learning_before, strict=True)),
            conduct={"year": result.conduct_year},
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
        self.place = place
        self.subject = case.subjects[place]
        self.exempt = self.subject.exempt and rules.leaves_out(case.disability)
        self.path = f"subjects.{self.subject.code}"
        self.terms = dict.fromkeys(TERMS)
        self.missing = dict.fromkeys(TERMS, ())
        self.year = None
        self.reasons = []
        self.problems = []
        if self.exempt:
            because = "Học sinh khuyết tật được miễn môn này: không tính vào kết quả."
            self._explain("year", None, because, "11")
            return
        for term in TERMS:
            self._assess_term(term)
        self._assess_year()
        if self.subject.exempt:
            because = (
                "Thông tư không cho miễn cả môn (phần thực hành được thay bằng lí thuyết): môn vẫn"
                " được tính."
            )
            self._explain("year", from_value(self.subject.kind, self.year), because, "10")

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
        words = self.rules.words.subject
        of = f"{self.path}.term.{term}"
        if given is not None:
            self._compare(f"term_average.{term}", given, found.value, "the marks give")
            self.terms[term] = given
            self.reasons.append(words.given(of, kind, given))
            return
        self.terms[term] = found.value
        if subject.year_average is not None and subject.terms[term] is None:
            self.missing[term] = (f"{subject.code}.{term}.average",)
            self._explain(f"term.{term}", None, "Chỉ có kết quả cả năm.", "9.1")
            return
        self.missing[term] = tuple(f"{subject.code}.{term}.{word}" for word in found.missing)
        self.reasons.append(self.rules.explain_term(of, *row))

    def _assess_year(self):
        kind = self.subject.kind
        given = self.subject.year_average
        first, second = (self.terms[term] for term in TERMS)
        computed = self.rules.year_value(kind, first, second)
        words = self.rules.words.subject
        of = f"{self.path}.year"
        if given is None:
            self.year = computed
            self.reasons.append(words.year(of, kind, first, second, computed))
        else:
            self._compare("year_average", given, computed, "the terms give")
            self.year = given
            self.reasons.append(words.given(of, kind, given))

    def _compare(self, key, given, computed, says):
        if computed is not None and computed != given:
            kind = self.subject.kind
            self.problems.append(
                f"subjects[{self.place}].{key}: {from_value(kind, given)} is given,"
                f" but {says} {from_value(kind, computed)}"
            )

    def _explain(self, what, value, because, article):
        source = f"{self.rules.code} Điều {article}"
        self.reasons.append(Reason(f"{self.path}.{what}", value, because, source))

    def replace_year(self, value):
        """Take over the re-assessed value, where there is one."""
        if value == self.year:
            return
        of = f"{self.path}.year"
        reason = self.rules.words.subject.reassessed(of, self.subject.kind, self.year, value)
        self.reasons = [old for old in self.reasons if old.of != of] + [reason]
        self.year = value

    def shown(self):
        kind = self.subject.kind
        return {
            "term": {term: from_value(kind, self.terms[term]) for term in TERMS},
            "year": from_value(kind, self.year),
            "missing": [word for term in TERMS for word in self.missing[term]],
        }
