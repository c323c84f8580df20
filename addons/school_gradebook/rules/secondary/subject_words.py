# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The sentences about the value of one subject, in Vietnamese."""

from ..model import NOT_TAKEN, Reason
from ..scale import COMMENT, FAILED, PASSED, SCORE, from_value, mark_text, value_text

TERM_NAMES = {"1": "học kì I", "2": "học kì II"}


class SubjectWords:
    """Writes the reasons of a subject's values; ``of`` is the path that each will carry."""

    #: What the circular calls a subject's second chance.
    reassessment = "đánh giá lại"

    def __init__(self, parameters):
        self.parameters = parameters
        self.names = parameters.mark_names

    def _reason(self, of, kind, value, because, key=None):
        source = self.parameters.source(key or kind)
        return Reason(of, from_value(kind, value), because, source)

    def term(self, of, kind, regular, midterm, final, found, required):
        """Return the reason of a row's value, or of its being unknown."""
        marks = [mark for mark in regular if mark is not None]
        periodic = midterm if isinstance(midterm, tuple) else (midterm,)
        if found.missing:
            because = self._lacking(len(marks), periodic, final, required)
        elif kind == COMMENT:
            because = self._comments((*marks, *periodic, final), found.value)
        else:
            because = self._formula(marks, periodic, final, found.value)
            if len(marks) > required:
                because += f" (có {len(marks)} {self.names['regular_mark']}, quy định {required})"
            because += "."
        return self._reason(of, kind, found.value, because)

    def _lacking(self, count, periodic, final, required):
        lacks = []
        if count < required:
            lacks.append(f"{required - count} {self.names['regular']} (cần {required})")
        if None in periodic:
            lacks.append(self.names["midterm"])
        if final is None:
            lacks.append(self.names["final"])
        return f"Chưa có kết quả vì còn thiếu {', '.join(lacks)}."

    def _comments(self, results, value):
        part, whole = self.parameters.comment_share
        failed, total = results.count(FAILED), len(results)
        check, final = self.names["check"], self.names["final"]
        if part == whole:
            if failed:
                return f"{failed} trên {total} {check} Chưa đạt."
            return f"Đủ {total} {check} và tất cả Đạt."
        return (
            f"{results.count(PASSED)} trên {total} {check} Đạt (cần ít nhất {part}/{whole}),"
            f" {final} {value_text(COMMENT, results[-1])}: {value_text(COMMENT, value)}."
        )

    def _formula(self, marks, periodic, final, value):
        two, three = self.parameters.term_weights[1:]
        total, divisor = self.parameters.weigh(marks, periodic, final)
        parts = list(map(mark_text, marks))
        parts += [f"{two} × {mark_text(mark)}" for mark in periodic]
        parts.append(f"{three} × {mark_text(final)}")
        return (
            f"({' + '.join(parts)}) : {divisor} = {sum_text(total)} : {divisor}"
            f" {equals(total, divisor)} {mark_text(value)}"
        )

    def year(self, of, kind, first, second, value):
        """Return the reason of a subject's value of the year, from those of its terms."""
        if value is None:
            needs = "học kì II" if kind == COMMENT or first is not None else "học kì I"
            if kind == SCORE and first is None and second is None:
                needs = "hai học kì"
            elif second == NOT_TAKEN:
                needs = "học kì I"
            because = f"Chưa có kết quả {needs}."
        elif NOT_TAKEN in (first, second):
            only = "II" if first == NOT_TAKEN else "I"
            because = f"Chỉ học trong học kì {only}: kết quả cả năm {value_text(kind, value)}."
        elif kind == COMMENT:
            because = f"Kết quả cả năm là kết quả học kì II: {value_text(kind, value)}."
        else:
            one, two = self.parameters.year_weights
            total, divisor = one * first + two * second, one + two
            because = (
                f"({mark_text(first)} + {two} × {mark_text(second)}) : {divisor}"
                f" = {sum_text(total)} : {divisor} {equals(total, divisor)} {mark_text(value)}."
            )
        return self._reason(of, kind, value, because)

    def given(self, of, kind, value):
        """Return the reason of a value that came with the pupil (transfer)."""
        because = f"Lấy kết quả đã có trong hồ sơ: {value_text(kind, value)}."
        return self._reason(of, kind, value, because)

    def only_year(self, of, kind):
        """Return the reason of a term's value that is unknown because only the year is known."""
        return self._reason(of, kind, None, "Chỉ có kết quả cả năm.")

    def reassessed(self, of, kind, before, value):
        """Return the reason of a year's value that the re-assessment replaced."""
        because = (
            f"Kết quả {self.reassessment} {value_text(kind, value)} thay cho kết quả cả năm"
            f" {value_text(kind, before)}."
        )
        return self._reason(of, kind, value, because, "reassess")

    def exempt(self, path, disability):
        """Return the reason of a subject that is left out for the whole year."""
        because = f"{self._who(disability)} được miễn môn này: không tính vào kết quả."
        return Reason(f"{path}.year", None, because, self._exempt_source(disability))

    def exempt_term(self, path, term, disability):
        """Return the reason of a subject that is left out in one term."""
        because = f"{self._who(disability)} được miễn môn này trong {TERM_NAMES[term]}."
        return Reason(f"{path}.term.{term}", None, because, self._exempt_source(disability))

    def not_exempt(self, path, value):
        """Return the reason of a subject that counts although an exemption is noted."""
        practice = " (phần thực hành được thay bằng lí thuyết)"
        because = (
            f"Thông tư không cho miễn cả môn{practice if self.parameters.replaces_practice else ''}:"
            " môn vẫn được tính."
        )
        return Reason(f"{path}.year", value, because, self.parameters.source("exempt"))

    def _who(self, disability):
        pupil = self.parameters.people["pupil"].capitalize()
        return f"{pupil} khuyết tật" if disability else pupil

    def _exempt_source(self, disability):
        return self.parameters.source("disability" if disability else "exempt")


def sum_text(tenths):
    return f"{tenths // 10},{tenths % 10}"


def equals(total, divisor):
    """Return the sign between a quotient and its value rounded to tenths."""
    return "=" if total % divisor == 0 else "≈"
