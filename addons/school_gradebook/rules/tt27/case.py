# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 27/2020 applied to a case: levels and tests of the year in, results out."""

from ..model import NOT_TAKEN, PERIODS, TERMS, CaseResult, Reason
from ..secondary.parameters import NOT_CHECKED
from .engine import TT27, Taught
from .reader import PrimaryReader
from .scheme import PrimaryScheme


class CaseRules(TT27):
    """The circular's rules with the entry that the case format uses."""

    reader = PrimaryReader
    scheme_class = PrimaryScheme

    def assess_case(self, case):
        """Return the :class:`~..model.CaseResult` of a :class:`~.reader.PrimaryCase`."""
        inclusive = case.disability is not None
        taught = [
            Taught(subject.code, subject.code, self.has_test(subject.code, case.grade, "final"))
            for subject in case.subjects
        ]
        exempt = [s.exempt and self.leaves_out(case.disability) for s in case.subjects]
        levels = [
            NOT_TAKEN if left_out else subject.year[0]
            for subject, left_out in zip(case.subjects, exempt, strict=True)
        ]
        result = self.assess_year(
            taught,
            levels,
            [subject.year[1] for subject in case.subjects],
            case.traits,
            recognised=case.recognised,
            again=(*zip(*(subject.summer for subject in case.subjects), strict=True), ()),
            inclusive=inclusive,
            grade=case.grade,
        )
        subjects, reasons = {}, []
        for place, subject in enumerate(case.subjects):
            of = f"subjects.{subject.code}.year"
            level = None if exempt[place] else result.levels[place]
            words = f"{subject.code}.year."
            subjects[subject.code] = {
                "term": dict.fromkeys(TERMS),
                "year": level,
                "missing": [word for word in result.missing if word.startswith(words)],
            }
            if exempt[place]:
                reasons.append(self.words.exempt(of))
                continue
            test = result.tests[place]
            reasons.append(self.words.subject(of, level, test, taught[place].tested))
            if subject.exempt:
                because = "Thông tư không cho miễn cả môn: môn vẫn được tính."
                source = f"{self.code} Điều 8 ({NOT_CHECKED})"
                reasons.append(Reason(of, level, because, source))
        return CaseResult(
            subjects=subjects,
            learning=dict.fromkeys(PERIODS),
            learning_before_adjustment=dict.fromkeys(PERIODS),
            conduct={"year": None},
            overall=result.overall,
            promotion=result.promotion,
            reassess=result.reassess,
            title=result.title,
            missing=result.missing,
            reasons=reasons + result.reasons,
        )
