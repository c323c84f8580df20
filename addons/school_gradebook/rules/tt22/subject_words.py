# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 22/2021: the sentences about the value of one subject, in Vietnamese."""

from ..model import Reason
from ..scale import COMMENT, FAILED, SCORE, from_value, mark_text, value_text


class SubjectWords:
    """Writes the reasons of a subject's values; ``of`` is the path that each will carry."""

    def __init__(self, parameters):
        self.parameters = parameters
        self.source = parameters.code

    def term(self, of, kind, regular, midterm, final, found, required):
        """Return the reason of a row's value, or of its being unknown."""
        article = f"{self.source} Điều 9.1{'a' if kind == COMMENT else 'b'}"
        value = from_value(kind, found.value)
        if found.missing:
            count = sum(mark is not None for mark in regular)
            lacks = []
            if count < required:
                lacks.append(f"{required - count} lần đánh giá thường xuyên (cần {required})")
            if midterm is None:
                lacks.append("giữa kì")
            if final is None:
                lacks.append("cuối kì")
            because = f"Chưa có kết quả vì còn thiếu {', '.join(lacks)}."
            return Reason(of, value, because, article)
        marks = [mark for mark in regular if mark is not None]
        if kind == COMMENT:
            results = (*marks, midterm, final)
            failed = results.count(FAILED)
            because = (
                f"{failed} trên {len(results)} lần đánh giá Chưa đạt."
                if failed
                else f"Đủ {len(results)} lần đánh giá và tất cả Đạt."
            )
            return Reason(of, value, because, article)
        one, two, three = self.parameters.term_weights
        total = one * sum(marks) + two * midterm + three * final
        divisor = one * len(marks) + two + three
        exact = total % divisor == 0
        because = (
            f"({' + '.join(map(mark_text, marks))} + {two} × {mark_text(midterm)}"
            f" + {three} × {mark_text(final)}) : {divisor} = {_sum_text(total)} : {divisor}"
            f" {'=' if exact else '≈'} {mark_text(found.value)}"
        )
        if len(marks) > required:
            because += f" (có {len(marks)} điểm thường xuyên, quy định {required})"
        return Reason(of, value, because + ".", article)

    def year(self, of, kind, first, second, value):
        """Return the reason of a subject's value of the year, from those of its terms."""
        shown = from_value(kind, value)
        if value is None:
            needs = "học kì II" if kind == COMMENT or first is not None else "học kì I"
            if kind == SCORE and first is None and second is None:
                needs = "hai học kì"
            article = "9.1a" if kind == COMMENT else "9.1b"
            because = f"Chưa có kết quả {needs}."
        elif kind == COMMENT:
            article = "9.1a"
            because = f"Kết quả cả năm là kết quả học kì II: {value_text(kind, value)}."
        else:
            article = "9.1b"
            one, two = self.parameters.year_weights
            total, divisor = one * first + two * second, one + two
            because = (
                f"({mark_text(first)} + {two} × {mark_text(second)}) : {divisor}"
                f" = {_sum_text(total)} : {divisor}"
                f" {'=' if total % divisor == 0 else '≈'} {mark_text(value)}."
            )
        return Reason(of, shown, because, f"{self.source} Điều {article}")

    def given(self, of, kind, value):
        """Return the reason of a value that came with the pupil (transfer)."""
        because = f"Lấy kết quả đã có trong hồ sơ: {value_text(kind, value)}."
        article = "9.1a" if kind == COMMENT else "9.1b"
        return Reason(of, from_value(kind, value), because, f"{self.source} Điều {article}")

    def reassessed(self, of, kind, before, value):
        """Return the reason of a year's value that the re-assessment replaced."""
        because = (
            f"Kết quả đánh giá lại {value_text(kind, value)} thay cho kết quả cả năm"
            f" {value_text(kind, before)}."
        )
        return Reason(of, from_value(kind, value), because, f"{self.source} Điều 14")


def _sum_text(tenths):
    return f"{tenths // 10},{tenths % 10}"
