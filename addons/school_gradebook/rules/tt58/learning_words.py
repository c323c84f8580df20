# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 58/2011, Điều 11, 13: averages and levels of learning in Vietnamese sentences."""

from ..model import NOT_TAKEN, Reason
from ..scale import FAILED, mark_text
from ..secondary.subject_words import equals, sum_text
from ..secondary.words import list_values, names, shown
from .parameters import GIOI, KEM, LABELS, LEVELS, TB, YEU


class LearningWords:
    """Says why a row of values gives its level, and why not the next one."""

    def learning(self, decision, period, found):
        plan = decision.plan
        reasons = [self._average(plan, period, found)]
        of = f"learning.{period}"
        if found.unknown:
            return [*reasons, self._unknown(decision, period, found)]
        because = self.after_summer(decision, period, found) + self._table(decision, found)
        source = self._row_source(found.before)
        note = self._other_readings(decision, found)
        level = LEVELS[found.level]
        if found.level == found.before:
            return [*reasons, Reason(of, level, because + note, source)]
        before = f"learning_before_adjustment.{period}"
        adjusted = self._adjusted(plan, found) + note
        return [
            *reasons,
            Reason(before, LEVELS[found.before], because, source),
            Reason(of, level, adjusted, self.parameters.source("adjusted")),
        ]

    def _average(self, plan, period, found):
        source = self.parameters.source("average")
        of = f"average.{period}"
        if found.average is None:
            lacking = [i for i in plan.scored if found.values[i] is None]
            because = f"Chưa tính được vì chưa có điểm: {names(plan, lacking) or 'môn nào'}."
            return Reason(of, None, because, source)
        total, number = sum(found.marks), len(found.marks)
        because = (
            f"Trung bình cộng của {number} môn có điểm: {sum_text(total)} : {number}"
            f" {equals(total, number)} {mark_text(found.average)}."
        )
        return Reason(of, found.average / 10, because, source)

    def _unknown(self, decision, period, found):
        if None in found.values or not found.marks:
            return self.unknown(decision, period, found)
        because = f"Chưa xếp loại được vì chưa biết môn nào là môn {self.parameters.key_names}."
        return Reason(f"learning.{period}", None, because, self.parameters.source("learning"))

    def _row_source(self, level):
        rows = self.parameters.rows
        article = rows[level].article if level < len(rows) else self.parameters.lowest_article
        return self.parameters.source("learning", article)

    def _table(self, decision, found):
        """Say which conditions of the level are met and which of the next one are not."""
        rows = self.parameters.rows
        average = mark_text(found.average)
        if found.before == KEM:
            obstacles = self._obstacles(decision, found, rows[YEU])
            return f"Chưa đủ điều kiện loại Yếu: {obstacles}."
        row = rows[found.before]
        met = f"Điểm trung bình các môn {average} (từ {mark_text(row.average)})"
        if row.key:
            met += f"; {self._key(decision, found)} (cần một môn từ {mark_text(row.key)})"
        met += f"; không môn nào dưới {mark_text(row.every)}"
        if row.comments and decision.plan.comments:
            met += "; các môn nhận xét đều Đạt"
        if found.before == GIOI:
            return met + "."
        above = rows[found.before - 1]
        obstacles = self._obstacles(decision, found, above)
        return f"{met}. Chưa được loại {LABELS[above.level]} vì {obstacles}."

    def _key(self, decision, found):
        plan = decision.plan
        places = [i for i in decision.rules.key_places(plan) if found.values[i] != NOT_TAKEN]
        best = max(places, key=lambda i: found.values[i], default=None)
        return (
            f"không có môn {self.parameters.key_names}"
            if best is None
            else shown(plan, found.values, best)
        )

    def _obstacles(self, decision, found, row):
        plan, values = decision.plan, found.values
        obstacles = []
        if found.average < row.average:
            average, bar = mark_text(found.average), mark_text(row.average)
            obstacles.append(f"điểm trung bình các môn {average} dưới {bar}")
        keys = [values[i] for i in decision.rules.key_places(plan)]
        if row.key and max(keys, default=-1) < row.key:
            bar = mark_text(row.key)
            obstacles.append(f"không môn nào trong {self.parameters.key_names} từ {bar}")
        if row.key:
            low = [i for i in plan.specialised if NOT_TAKEN < values[i] < row.key]
            if low:
                below = f"dưới {mark_text(row.key)}"
                obstacles.append(f"môn chuyên {below} ({list_values(plan, values, low)})")
        low = [i for i in plan.scored if NOT_TAKEN < values[i] < row.every]
        if low:
            below = f"{len(low)} môn dưới {mark_text(row.every)}"
            obstacles.append(f"{below} ({list_values(plan, values, low)})")
        if row.comments and found.failed:
            failed = [i for i in plan.comments if values[i] == FAILED]
            obstacles.append(f"{len(failed)} môn nhận xét Chưa đạt ({names(plan, failed)})")
        return "; ".join(obstacles)

    def _adjusted(self, plan, found):
        return (
            f"Theo bảng là {LABELS[found.before]}; nếu không vì riêng môn"
            f" {shown(plan, found.values, found.culprit)} thì là {LABELS[found.without]}. Bị xếp"
            f" thấp xuống chỉ do duy nhất một môn nên được điều chỉnh thành {LABELS[found.level]}."
        )

    def _other_readings(self, decision, found):
        """Say so where an open point of Điều 13.6 decides about the level."""
        if found.before < TB:
            return ""
        other = decision.rules.other_reading(decision.plan, found, decision.settings)
        if other is None:
            return ""
        settings, level = other
        if settings.adjust_reading != decision.settings.adjust_reading:
            chosen = _reading(decision.settings.adjust_reading)
            turned = _reading(settings.adjust_reading)
        else:
            chosen = _counted(decision.settings.adjust_counts_comment_subject)
            turned = _counted(settings.adjust_counts_comment_subject)
        return (
            f" Điểm chưa rõ của Thông tư: nhà trường chọn {chosen}; theo {turned} thì là"
            f" {LABELS[level]}."
        )


def _reading(reading):
    if reading == "A":
        return "cách hiểu A (bỏ môn đó ra khi xét môn Toán, Ngữ văn, Ngoại ngữ)"
    return "cách hiểu B (coi môn đó đủ điều kiện)"


def _counted(counts):
    return f"cách hiểu môn nhận xét {'được' if counts else 'không được'} tính ở khoản 6"
