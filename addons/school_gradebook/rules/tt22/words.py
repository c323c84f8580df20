# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 22/2021: the sentences that say why a pupil's result is what it is, in Vietnamese."""

from ..model import PERIODS, Reason
from ..scale import mark_text
from .learning_words import LearningWords, count, list_values
from .parameters import LABELS, LEVEL_LABELS, UNKNOWN
from .subject_words import SubjectWords

_FINAL_GRADES = (9, 12)
_PROMOTED = "được lên lớp"
_COMPLETES = "được công nhận hoàn thành chương trình cấp học"

#: Sentence and article by the step that decided on promotion.
_PROMOTION = {
    "principal": (
        "Học sinh khuyết tật học hoà nhập: hiệu trưởng căn cứ kết quả đánh giá để quyết định,"
        " không xét tự động.",
        "12.4",
    ),
    "absences": (
        "Nghỉ {sessions} buổi trong năm học (có phép và không phép), quá {allowed} buổi:"
        " không {passed}.",
        "12.1c",
    ),
    "incomplete": ("Chưa xét được vì chưa có {lacks}.", "12.1"),
    "promoted": (
        "Rèn luyện cả năm {conduct}, học tập cả năm {learning}, nghỉ {sessions} buổi (không quá"
        " {allowed}): {passed}.",
        "12.1",
    ),
    "promoted_after_summer": (
        "Sau hè: rèn luyện {conduct}, học tập {learning}, nghỉ {sessions} buổi (không quá"
        " {allowed}): {passed}.",
        "12.1",
    ),
    "summer_training": (
        "Rèn luyện cả năm {conduct}, học tập cả năm {learning}: phải rèn luyện trong kì nghỉ hè"
        " rồi xét lại.",
        "13",
    ),
    "reassess_after_training": (
        "Rèn luyện cả năm {conduct} và học tập cả năm {learning}: rèn luyện trong hè trước, chỉ"
        " đánh giá lại {number} môn khi rèn luyện đã được đánh giá lại từ Đạt trở lên (điểm chưa"
        " rõ của Thông tư, hiệu trưởng xem xét).",
        "13, Điều 14",
    ),
    "reassess": (
        "Rèn luyện cả năm {conduct}, học tập cả năm {learning}: đánh giá lại {number} môn trong"
        " kì nghỉ hè.",
        "14",
    ),
    "conduct": (
        "Rèn luyện vẫn {conduct} sau khi rèn luyện trong hè: không {passed}.",
        "12.1a",
    ),
    "reassessed": (
        "Học tập vẫn {learning} sau khi đánh giá lại trong hè: không {passed}.",
        "12.1b",
    ),
    "nothing_to_reassess": (
        "Học tập cả năm {learning} nhưng không có môn nào Chưa đạt hoặc dưới {below} để đánh giá"
        " lại: không {passed}.",
        "12.1b",
    ),
}


class Words:
    """Writes the reasons; the parameters give the numbers in the sentences."""

    def __init__(self, parameters):
        self.parameters = parameters
        self.source = parameters.code
        self.learning = LearningWords(parameters)
        self.subject = SubjectWords(parameters)

    def explain(self, decision, terms, conduct, conduct_summer, absences, summer, grade):
        """Append to the result's reasons one line for every result."""
        result = decision.result
        reasons = result.reasons
        for period, found in zip(PERIODS, (*terms, decision.learning), strict=True):
            self.learning.explain(decision, period, found, reasons)
        reasons.append(self._conduct(decision, conduct))
        reasons.append(self._promotion(decision, absences, grade))
        if result.reassess:
            reasons.append(self._reassess(decision))
        reasons.append(self._title(decision))
        ignored = self._ignored(decision, conduct_summer, summer)
        if ignored:
            reasons.append(ignored)

    def _conduct(self, decision, conduct):
        value = decision.result.conduct_year
        at_end = decision.conduct_at_end
        terms = f"Học kì I {LABELS[conduct[0]]}, học kì II {LABELS[conduct[1]]}"
        if at_end is None:
            because, article = f"{terms}: chưa xếp loại được cả năm.", "8.2"
        elif decision.trained:
            because = (
                f"{terms}: cả năm {LABELS[at_end]}; đánh giá lại sau rèn luyện trong hè"
                f" {LABELS[value]}, thay cho kết quả cả năm."
            )
            article = "13"
        else:
            because, article = f"{terms}: cả năm {LABELS[value]}.", "8.2"
        return Reason("conduct.year", value, because, f"{self.source} Điều {article}")

    def _promotion(self, decision, absences, grade):
        promotion = decision.result.promotion
        words, article = _PROMOTION[decision.step]
        level = decision.learning.level
        because = words.format(
            conduct=LABELS[decision.result.conduct_year],
            learning=UNKNOWN if level is None else LEVEL_LABELS[level],
            sessions=sum(sessions for sessions in absences if sessions is not None),
            allowed=self.parameters.absences_allowed,
            below=mark_text(self.parameters.reassess_below),
            number=len(decision.result.reassess),
            passed=_COMPLETES if grade in _FINAL_GRADES else _PROMOTED,
            lacks=", ".join(_lacks(decision, absences)),
        )
        return Reason("promotion", promotion, because, f"{self.source} Điều {article}")

    def _reassess(self, decision):
        plan = decision.plan
        codes = set(decision.result.reassess)
        places = [i for i, subject in enumerate(plan.subjects) if subject.code in codes]
        because = (
            f"Môn Chưa đạt hoặc có điểm cả năm dưới {mark_text(self.parameters.reassess_below)}:"
            f" {list_values(plan, decision.learning_at_end.values, places)}."
        )
        return Reason("reassess", decision.result.reassess, because, f"{self.source} Điều 14")

    def _title(self, decision):
        title = decision.result.title
        found = decision.learning_at_end
        article = "15.1b" if title == "gioi" else "15.1a" if title else "15.1"
        excellent = mark_text(self.parameters.excellent)
        needed = self.parameters.subjects_needed
        reached = 0 if found.unknown else count(found.marks, self.parameters.excellent)
        if title == "xuat_sac":
            because = (
                f"Rèn luyện Tốt, học tập Tốt và {reached} môn từ {excellent} trở lên (cần ít nhất"
                f" {needed}): Học sinh Xuất sắc."
            )
        elif title:
            because = (
                f"Rèn luyện Tốt, học tập Tốt: Học sinh Giỏi; {reached} môn từ {excellent} trở lên,"
                f" chưa đủ {needed} môn để được Học sinh Xuất sắc."
            )
        else:
            learning = UNKNOWN if found.unknown else LEVEL_LABELS[found.level]
            because = (
                f"Cuối năm rèn luyện {LABELS[decision.conduct_at_end]}, học tập {learning}:"
                " danh hiệu cần cả hai Tốt."
            )
        return Reason("title", title, because, f"{self.source} Điều {article}")

    def _ignored(self, decision, conduct_summer, summer):
        """Name what was entered for the summer but has no place there."""
        plan = decision.plan
        ignored = []
        if conduct_summer is not None and not decision.trained:
            ignored.append("rèn luyện")
        for i, value in enumerate(summer or ()):
            if value is not None and i not in decision.replaced:
                ignored.append(plan.subjects[i].name)
        if not ignored:
            return None
        because = (
            f"Không dùng kết quả trong hè của: {', '.join(ignored)}, vì không hoặc chưa thuộc diện"
            " rèn luyện, đánh giá lại trong hè."
        )
        promotion = decision.result.promotion
        return Reason("promotion", promotion, because, f"{self.source} Điều 13, Điều 14")


def _lacks(decision, absences):
    if decision.learning.unknown:
        yield "kết quả học tập cả năm"
    if decision.result.conduct_year is None:
        yield "kết quả rèn luyện cả năm"
    if None in absences:
        yield "số buổi nghỉ"
