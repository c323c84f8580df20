# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 27/2020: the sentences that say why a result is what it is, in Vietnamese."""

from ..model import NOT_TAKEN, Reason
from .parameters import OVERALL_LABELS, SUBJECT_LEVELS, TRAIT_LEVELS

_COMPLETES = "hoàn thành chương trình lớp học"
_COMPLETES_LEVEL = "hoàn thành chương trình lớp học và chương trình tiểu học"


class Words:
    """Writes the reasons; the parameters give the numbers in the sentences."""

    def __init__(self, parameters):
        self.parameters = parameters
        self.source = parameters.code

    def subject(self, of, level, test, tested):
        """Return the reason of a subject's level at the end of the year."""
        shown = f"Mức đạt được cuối năm: {SUBJECT_LEVELS.get(level, 'chưa có')}"
        if test is not None:
            shown += f"; bài kiểm tra cuối năm {test} điểm"
        elif tested:
            shown += "; chưa có điểm bài kiểm tra cuối năm"
        return Reason(of, level, f"{shown}.", f"{self.source} Điều 7")

    def exempt(self, of):
        because = (
            "Học sinh khuyết tật học theo kế hoạch giáo dục cá nhân, không học môn này: không tính"
            " vào kết quả."
        )
        return Reason(of, None, because, f"{self.source} Điều 8")

    def explain(self, rules, subjects, found, recognised, inclusive, grade):
        """Append to the result's reasons one line for every result."""
        reasons = found.reasons
        reasons.append(self._overall(rules, subjects, found))
        reasons.append(self._promotion(rules, subjects, found, inclusive, grade))
        if found.reassess:
            codes = {*found.reassess}
            names = ", ".join(s.name for s in subjects if s.code in codes)
            because = f"Môn chưa đủ điều kiện mức Hoàn thành: {names}."
            reasons.append(Reason("reassess", found.reassess, because, f"{self.source} Điều 11"))
        reasons.append(self._title(found, recognised))

    def _overall(self, rules, subjects, found):
        if found.overall is None:
            number = len(found.missing)
            because = f"Chưa đánh giá được: còn thiếu {number} mức hoặc điểm cuối năm."
            return Reason("overall", None, because, f"{self.source} Điều 9.2")
        rows = self.parameters.rows
        place = next((i for i, r in enumerate(rows) if r.level == found.overall), len(rows))
        parts = []
        if found.overall != found.overall_at_end:
            parts.append("Sau khi được đánh giá bổ sung")
        if place < len(rows):
            row = rows[place]
            parts.append(
                f"{OVERALL_LABELS[row.level]}: {self._conditions(row)}; {self._lowest_test(found)}"
            )
        if place > 0:
            above = rows[place - 1]
            obstacles = self._obstacles(rules, subjects, found, above)
            parts.append(f"chưa đạt {OVERALL_LABELS[above.level]} vì {obstacles}")
        because = ". ".join(part[0].upper() + part[1:] for part in parts) + "."
        source = rows[place].source if place < len(rows) else self.parameters.lowest_source
        return Reason("overall", found.overall, because, source)

    def _conditions(self, row):
        if row.subject == "T":
            return "mọi môn học Hoàn thành tốt, mọi phẩm chất và năng lực Tốt"
        return "mọi môn học từ Hoàn thành trở lên, mọi phẩm chất và năng lực từ Đạt trở lên"

    def _lowest_test(self, found):
        tests = [
            test
            for test, level in zip(found.tests, found.levels, strict=True)
            if test is not None and level != NOT_TAKEN
        ]
        return f"điểm kiểm tra thấp nhất {min(tests)}" if tests else "không có bài kiểm tra"

    def _obstacles(self, rules, subjects, found, row):
        levels, tests, traits = rules.below(found, row)
        named = [f"{subjects[i].name} {SUBJECT_LEVELS[found.levels[i]]}" for i in levels]
        named += [f"bài kiểm tra {subjects[i].name} {found.tests[i]} điểm" for i in tests]
        named += [
            f"{self.parameters.traits[i].name} {TRAIT_LEVELS[found.traits[i]]}" for i in traits
        ]
        return ", ".join(named)

    def _promotion(self, rules, subjects, found, inclusive, grade):
        completes = _COMPLETES_LEVEL if grade == self.parameters.last_grade else _COMPLETES
        label = OVERALL_LABELS.get(found.overall)
        article = "11"
        if found.promotion == "incomplete":
            because = "Chưa xét được vì chưa có đánh giá kết quả giáo dục cuối năm."
        elif found.promotion == "promoted":
            because = f"Đánh giá kết quả giáo dục {label}: {completes}."
        elif found.promotion == "promoted_after_summer":
            because = f"Sau khi được hướng dẫn, giúp đỡ và đánh giá bổ sung {label}: {completes}."
        elif found.promotion == "principal" and inclusive:
            because = (
                "Học sinh khuyết tật học hoà nhập chưa đủ điều kiện mức Hoàn thành: hiệu trưởng xem"
                " xét theo yêu cầu đã điều chỉnh hoặc kế hoạch giáo dục cá nhân."
            )
            article = "8, Điều 11"
        elif found.promotion == "principal":
            because = (
                "Đã được hướng dẫn, giúp đỡ mà vẫn chưa đủ điều kiện: giáo viên lập danh sách, hiệu"
                " trưởng xem xét, quyết định việc lên lớp."
            )
        else:
            obstacles = self._obstacles(rules, subjects, found, self.parameters.rows[-1])
            because = (
                f"Chưa {_COMPLETES} ({obstacles}): giáo viên hướng dẫn, giúp đỡ rồi đánh giá bổ"
                " sung để xét."
            )
        return Reason("promotion", found.promotion, because, f"{self.source} Điều {article}")

    def _title(self, found, recognised):
        article = "13.1"
        if found.title == "xuat_sac":
            because = "Đánh giá kết quả giáo dục Hoàn thành xuất sắc: Học sinh Xuất sắc."
            article = "13.1a"
        elif found.title == "tieu_bieu":
            because = (
                "Hoàn thành tốt và được tập thể lớp công nhận: Học sinh Tiêu biểu hoàn thành tốt"
                " trong học tập và rèn luyện."
            )
            article = "13.1b"
        elif found.overall_at_end == "htt":
            because = (
                "Hoàn thành tốt, chưa được tập thể lớp công nhận có thành tích xuất sắc ở ít nhất"
                " một môn hoặc tiến bộ rõ rệt ở ít nhất một phẩm chất, năng lực."
            )
        elif found.overall_at_end is None:
            because = "Chưa có đánh giá kết quả giáo dục cuối năm nên chưa xét danh hiệu."
        else:
            label = OVERALL_LABELS[found.overall_at_end]
            because = f"Cuối năm {label}: danh hiệu cần từ Hoàn thành tốt trở lên."
        return Reason("title", found.title, because, f"{self.source} Điều {article}")
