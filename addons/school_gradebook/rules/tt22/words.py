# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 22/2021: promotion, conduct and titles in Vietnamese sentences."""

from types import MappingProxyType

from ..scale import mark_text
from ..secondary.words import Words, count
from .learning_words import LearningWords


class TT22Words(LearningWords, Words):
    """The circular's sentences; learning has its own file."""

    promotion = MappingProxyType(
        {
            "principal": (
                "{pupil} khuyết tật học hoà nhập: {head} căn cứ kết quả đánh giá để quyết định,"
                " không xét tự động.",
                "principal",
            ),
            "absences": (
                "Nghỉ {sessions} buổi trong năm học (có phép và không phép), quá {allowed} buổi:"
                " không {passed}.",
                "absences",
            ),
            "incomplete": ("Chưa xét được vì chưa có {lacks}.", "promotion"),
            "promoted": (
                "Rèn luyện cả năm {conduct}, học tập cả năm {learning}, nghỉ {sessions} buổi (không"
                " quá {allowed}): {passed}.",
                "promotion",
            ),
            "promoted_after_summer": (
                "Sau hè: rèn luyện {conduct}, học tập {learning}, nghỉ {sessions} buổi (không quá"
                " {allowed}): {passed}.",
                "promotion",
            ),
            "summer_training": (
                "Rèn luyện cả năm {conduct}, học tập cả năm {learning}: phải rèn luyện trong kì"
                " nghỉ hè rồi xét lại.",
                "training",
            ),
            "reassess_after_training": (
                "Rèn luyện cả năm {conduct} và học tập cả năm {learning}: rèn luyện trong hè"
                " trước, chỉ đánh giá lại {number} môn khi rèn luyện đã được đánh giá lại từ Đạt"
                " trở lên (điểm chưa rõ của Thông tư, {head} xem xét).",
                "after_training",
            ),
            "reassess": (
                "Rèn luyện cả năm {conduct}, học tập cả năm {learning}: đánh giá lại {number} môn"
                " trong kì nghỉ hè.",
                "reassess",
            ),
            "conduct": (
                "Rèn luyện vẫn {conduct} sau khi rèn luyện trong hè: không {passed}.",
                "conduct_too_low",
            ),
            "reassessed": (
                "Học tập vẫn {learning} sau khi đánh giá lại trong hè: không {passed}.",
                "learning_too_low",
            ),
            "nothing_to_reassess": (
                "Học tập cả năm {learning} nhưng không có môn nào Chưa đạt hoặc dưới {below} để"
                " đánh giá lại: không {passed}.",
                "learning_too_low",
            ),
        }
    )

    def conduct_of_year(self, conduct, given, level):
        return f"cả năm {level}."

    def title(self, period, title, found, conduct):
        pupil = self.parameters.people["pupil"].capitalize()
        excellent = mark_text(self.parameters.excellent)
        needed = self.parameters.subjects_needed
        reached = 0 if found.unknown else count(found.marks, self.parameters.excellent)
        if title == "xuat_sac":
            because = (
                f"Rèn luyện Tốt, học tập Tốt và {reached} môn từ {excellent} trở lên (cần ít nhất"
                f" {needed}): {pupil} Xuất sắc."
            )
        elif title:
            because = (
                f"Rèn luyện Tốt, học tập Tốt: {pupil} Giỏi; {reached} môn từ {excellent} trở lên,"
                f" chưa đủ {needed} môn để được {pupil} Xuất sắc."
            )
        else:
            because = (
                f"Cuối năm rèn luyện {self.parameters.conduct_label(conduct)}, học tập"
                f" {self.parameters.learning_label(found.level)}: danh hiệu cần cả hai Tốt."
            )
        return because, title or "title"
