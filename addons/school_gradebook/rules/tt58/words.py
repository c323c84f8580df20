# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 58/2011: promotion, conduct and titles in Vietnamese sentences."""

from types import MappingProxyType

from ..secondary.subject_words import SubjectWords
from ..secondary.words import Words
from .learning_words import LearningWords

_TITLES = {"gioi": "Học sinh giỏi", "tien_tien": "Học sinh tiên tiến"}
_PERIOD_NAMES = {"1": "Học kì I", "2": "Học kì II", "year": "Cả năm"}


class TT58SubjectWords(SubjectWords):
    reassessment = "kiểm tra lại"


class TT58Words(LearningWords, Words):
    """The circular's sentences; learning has its own file."""

    subject_class = TT58SubjectWords
    conduct_name = "hạnh kiểm"
    learning_name = "học lực"
    reassess_name = "kiểm tra lại"
    judged_again = "xếp loại lại"

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
                "Hạnh kiểm cả năm {conduct}, học lực cả năm {learning}, nghỉ {sessions} buổi (không"
                " quá {allowed}): {passed}.",
                "promotion",
            ),
            "promoted_after_summer": (
                "Sau hè: hạnh kiểm {conduct}, học lực {learning}, nghỉ {sessions} buổi (không quá"
                " {allowed}): {passed}.",
                "promotion",
            ),
            "summer_training": (
                "Hạnh kiểm cả năm {conduct}, học lực cả năm {learning}: phải rèn luyện thêm hạnh"
                " kiểm trong kì nghỉ hè rồi xét lại.",
                "training",
            ),
            "reassess": (
                "Hạnh kiểm cả năm {conduct}, học lực cả năm {learning}: được chọn một số môn trong"
                " {number} môn để kiểm tra lại.",
                "reassess",
            ),
            "conduct": (
                "Hạnh kiểm vẫn {conduct} sau khi rèn luyện trong hè: không {passed}.",
                "after_training",
            ),
            "both": (
                "Hạnh kiểm {conduct} và học lực {learning} cả năm: không {passed}, không kiểm tra"
                " lại hay rèn luyện trong hè.",
                "learning_too_low",
            ),
            "too_low": (
                "Học lực cả năm {learning}: không {passed}, không được kiểm tra lại.",
                "learning_too_low",
            ),
            "reassessed": (
                "Học lực vẫn {learning} sau khi kiểm tra lại: không {passed}.",
                "after_reassessment",
            ),
            "nothing_to_reassess": (
                "Học lực cả năm {learning} nhưng không có môn nào Chưa đạt hoặc dưới {below} để"
                " kiểm tra lại: không {passed}.",
                "after_reassessment",
            ),
        }
    )

    def conduct_of_year(self, conduct, given, level):
        if given is None:
            return (
                f"cả năm {level}, lấy theo học kì II vì nhà trường chưa xếp loại riêng cho cả năm."
            )
        return f"cả năm nhà trường xếp loại {level}."

    def title(self, period, title, found, conduct):
        shown = (
            f"{_PERIOD_NAMES[period]} hạnh kiểm"
            f" {self.parameters.conduct_label(conduct)}, học lực"
            f" {self.parameters.learning_label(found.level)}"
        )
        if title:
            return f"{shown}: {_TITLES[title]}.", title
        because = f"{shown}: danh hiệu cần cả hai từ Khá trở lên."
        return because, "title"
