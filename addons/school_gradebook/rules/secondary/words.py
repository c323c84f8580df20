# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The sentences that say why a pupil's result is what it is, in Vietnamese."""

from ..model import NOT_TAKEN, PERIODS, Reason
from ..scale import mark_text, value_text
from .subject_words import SubjectWords

_FINAL_GRADES = (9, 12)
_PROMOTED = "được lên lớp"
_COMPLETES = "được công nhận hoàn thành chương trình cấp học"


class Words:
    """Writes the reasons; the parameters give the numbers in the sentences.

    A circular gives its sentences: :attr:`promotion` and the methods that are not written here.
    """

    subject_class = SubjectWords
    #: Sentence and key of the article by the step that decided on promotion.
    promotion = {}
    conduct_name = "rèn luyện"
    learning_name = "học tập"
    reassess_name = "đánh giá lại"
    #: What is done to the conduct after the summer.
    judged_again = "đánh giá lại"

    def __init__(self, parameters):
        self.parameters = parameters
        self.subject = self.subject_class(parameters)

    def learning(self, decision, period, found):
        """Return the reasons of a level of learning."""
        raise NotImplementedError

    def conduct_of_year(self, conduct, given, level):
        """Return the sentence about the year's conduct before the summer."""
        raise NotImplementedError

    def title(self, period, title, found, conduct):
        """Return the sentence about a title and the key of its article."""
        raise NotImplementedError

    def explain(self, decision, terms, conduct, absences, summer, grade):
        """Append to the result's reasons one line for every result.

        :param conduct: of the terms, of the year as somebody gave it, after the summer
        """
        result = decision.result
        reasons = result.reasons
        of_terms, given, conduct_summer = conduct
        for period, found in zip(PERIODS, (*terms, decision.learning), strict=True):
            reasons += self.learning(decision, period, found)
        reasons.append(self._conduct(decision, of_terms, given))
        reasons.append(self._promotion(decision, absences, grade))
        if result.reassess:
            reasons.append(self._reassess(decision))
        if self.parameters.term_titles:
            for place, period in enumerate(PERIODS[:2]):
                title = result.term_titles[place]
                reasons.append(self._title(period, title, terms[place], of_terms[place]))
        found = decision.learning_at_end
        reasons.append(self._title("year", result.title, found, decision.conduct_at_end))
        ignored = self._ignored(decision, conduct_summer, summer)
        if ignored:
            reasons.append(ignored)

    def unknown(self, decision, period, found):
        """Return the reason of a level that is not known yet."""
        plan = decision.plan
        counted = sorted((*plan.scored, *decision.rules.counted_comments(plan)))
        lacking = [i for i in counted if found.values[i] is None]
        because = f"Chưa đánh giá được vì chưa có kết quả: {names(plan, lacking) or 'môn nào'}."
        return Reason(f"learning.{period}", None, because, self.parameters.source("learning"))

    def after_summer(self, decision, period, found):
        """Return how the sentence about a level starts where subjects were taken again."""
        if period != "year" or not decision.replaced:
            return ""
        replaced = list_values(decision.plan, found.values, decision.replaced)
        return f"Sau {self.reassess_name} ({replaced} thay cho kết quả cả năm): "

    def _conduct(self, decision, conduct, given):
        value = decision.result.conduct_year
        label = self.parameters.conduct_label
        terms = f"Học kì I {label(conduct[0])}, học kì II {label(conduct[1])}"
        at_end = decision.conduct_at_end
        if at_end is None:
            because = f"{terms}: chưa xếp loại được cả năm."
        elif decision.trained:
            because = (
                f"{terms}: cả năm {label(at_end)}; {self.judged_again} sau rèn luyện trong hè"
                f" {label(value)}, thay cho kết quả cả năm."
            )
        else:
            because = f"{terms}: {self.conduct_of_year(conduct, given, label(value))}"
        source = self.parameters.source("training" if decision.trained else "conduct")
        return Reason("conduct.year", value, because, source)

    def _promotion(self, decision, absences, grade):
        promotion = decision.result.promotion
        words, key = self.promotion[decision.step]
        parameters = self.parameters
        because = words.format(
            conduct=parameters.conduct_label(decision.result.conduct_year),
            learning=parameters.learning_label(decision.learning.level),
            sessions=sum(sessions for sessions in absences if sessions is not None),
            allowed=parameters.absences_allowed,
            below=mark_text(parameters.reassess_below),
            number=len(decision.result.reassess),
            passed=_COMPLETES if grade in _FINAL_GRADES else _PROMOTED,
            lacks=", ".join(self._lacks(decision, absences)),
            **parameters.people,
        )
        because = because[0].upper() + because[1:]
        return Reason("promotion", promotion, because, parameters.source(key))

    def _reassess(self, decision):
        plan = decision.plan
        codes = set(decision.result.reassess)
        places = [i for i, subject in enumerate(plan.subjects) if subject.code in codes]
        because = (
            f"Môn Chưa đạt hoặc có điểm cả năm dưới {mark_text(self.parameters.reassess_below)}:"
            f" {list_values(plan, decision.learning_at_end.values, places)}."
        )
        source = self.parameters.source("reassess")
        return Reason("reassess", decision.result.reassess, because, source)

    def _title(self, period, title, found, conduct):
        because, key = self.title(period, title, found, conduct)
        of = "title" if period == "year" else f"title.{period}"
        return Reason(of, title, because, self.parameters.source(key))

    def _ignored(self, decision, conduct_summer, summer):
        """Name what was entered for the summer but has no place there."""
        plan = decision.plan
        ignored = []
        if conduct_summer is not None and not decision.trained:
            ignored.append(self.conduct_name)
        for i, value in enumerate(summer or ()):
            if value is not None and i not in decision.replaced:
                ignored.append(plan.subjects[i].name)
        if not ignored:
            return None
        because = (
            f"Không dùng kết quả trong hè của: {', '.join(ignored)}, vì không hoặc chưa thuộc diện"
            f" rèn luyện, {self.reassess_name} trong hè."
        )
        promotion = decision.result.promotion
        return Reason("promotion", promotion, because, self.parameters.source("summer"))

    def _lacks(self, decision, absences):
        if decision.learning.unknown:
            yield f"kết quả {self.learning_name} cả năm"
        if decision.result.conduct_year is None:
            yield f"kết quả {self.conduct_name} cả năm"
        if None in absences:
            yield "số buổi nghỉ"


def count(marks, least):
    return sum(1 for mark in marks if mark >= least)


def names(plan, places):
    return ", ".join([plan.subjects[i].name for i in places])


def shown(plan, values, i):
    subject = plan.subjects[i]
    return f"{subject.name} {value_text(subject.kind, values[i])}"


def list_values(plan, values, places):
    return "; ".join([shown(plan, values, i) for i in places])


def lowest(plan, values):
    """Return the place in the plan of the lowest mark."""
    return min((i for i in plan.scored if values[i] != NOT_TAKEN), key=lambda i: (values[i], i))
