# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 22/2021, Điều 9: the sentences about the level of learning, in Vietnamese."""

from ..model import NOT_TAKEN, Reason
from ..scale import COMMENT, FAILED, mark_text
from ..secondary.words import count, list_values, lowest, names, shown
from .parameters import CHUA_DAT, DAT, LEVEL_LABELS, LEVELS, TOT


class LearningWords:
    """Says why a row of values gives its level, and why not the next one."""

    def learning(self, decision, period, found):
        plan = decision.plan
        if found.unknown:
            return [self.unknown(decision, period, found)]
        of = f"learning.{period}"
        because = self.after_summer(decision, period, found) + self._table(plan, found)
        source = self._row_source(found.before)
        note = self._other_readings(decision, found)
        level = LEVELS[found.level]
        if found.level == found.before:
            return [Reason(of, level, because + note, source)]
        before = f"learning_before_adjustment.{period}"
        adjusted = self._adjusted(decision, found) + note
        return [
            Reason(before, LEVELS[found.before], because, source),
            Reason(of, level, adjusted, self.parameters.source("adjusted")),
        ]

    def _row_source(self, level):
        rows = self.parameters.rows
        article = rows[level].article if level < len(rows) else self.parameters.lowest_article
        return self.parameters.source("learning", article)

    def _table(self, plan, found):
        """Say which conditions of the level are met and which of the next one are not."""
        rows = self.parameters.rows
        if found.before == CHUA_DAT:
            return f"Chưa đủ điều kiện mức Đạt: {self._obstacles(plan, found, rows[DAT])}."
        row = rows[found.before]
        marks = found.marks
        met = (
            f"Cả {len(marks)} môn có điểm từ {mark_text(row.every)} trở lên,"
            f" {count(marks, row.enough)} môn từ {mark_text(row.enough)} trở lên"
            f" (cần ít nhất {self.parameters.subjects_needed})"
        )
        if found.failed:
            met += f"; không quá {row.failed} môn nhận xét Chưa đạt"
        elif plan.comments:
            counts = self.parameters.comments_count
            met += "; các môn nhận xét " + ("đều Đạt" if counts else "không tính ở đây")
        if found.before == TOT:
            return met + "."
        above = rows[found.before - 1]
        obstacles = self._obstacles(plan, found, above)
        return f"{met}. Chưa được mức {LEVEL_LABELS[above.level]} vì {obstacles}."

    def _obstacles(self, plan, found, row):
        values = found.values
        obstacles = []
        if found.failed > row.failed:
            failed = [i for i in plan.comments if values[i] == FAILED]
            obstacles.append(f"{len(failed)} môn nhận xét Chưa đạt ({names(plan, failed)})")
        if found.marks and found.marks[-1] < row.every:
            low = [i for i in plan.scored if NOT_TAKEN < values[i] < row.every]
            obstacles.append(
                f"{len(low)} môn dưới {mark_text(row.every)} ({list_values(plan, values, low)})"
            )
        reached = count(found.marks, row.enough)
        if reached < self.parameters.subjects_needed:
            obstacles.append(
                f"chỉ {reached} trên {len(found.marks)} môn từ {mark_text(row.enough)} trở lên"
                f" (cần ít nhất {self.parameters.subjects_needed})"
            )
        return "; ".join(obstacles)

    def _adjusted(self, decision, found):
        plan = decision.plan
        if found.culprit == COMMENT:
            culprit = next(i for i in plan.comments if found.values[i] == FAILED)
        else:
            culprit = lowest(plan, found.values)
        return (
            f"Theo bảng là {LEVEL_LABELS[found.before]}; nếu không vì riêng môn"
            f" {shown(plan, found.values, culprit)} thì là {LEVEL_LABELS[found.without]}."
            f" Thấp xuống {found.before - found.without} mức chỉ do 01 môn nên điều chỉnh lên"
            f" mức liền kề {LEVEL_LABELS[found.level]}, theo"
            f" {_reading(found, decision.settings)}."
        )

    def _other_readings(self, decision, found):
        """Say so where an open point of Điều 9.3 decides about the level."""
        if found.before < DAT:
            return ""
        settings = decision.settings
        other, level = decision.rules.other_reading(found, settings)
        if level == found.level:
            return ""
        return (
            f" Điểm chưa rõ của Thông tư: nhà trường chọn {_reading(found, settings)}; theo"
            f" {_reading(found, other)} thì là {LEVEL_LABELS[level]}."
        )


def _reading(found, settings):
    """Name the reading of the open point that matters for ``found``."""
    if found.failed:
        counted = "được" if settings.adjust_counts_comment_subject else "không được"
        return f"cách hiểu môn nhận xét {counted} tính ở khoản 3"
    if settings.adjust_reading == "A":
        return "cách hiểu A (bỏ môn đó ra khi đếm môn)"
    return "cách hiểu B (coi môn đó đủ điều kiện khi đếm môn)"
