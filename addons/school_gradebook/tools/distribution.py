# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Figures of a distribution of marks, from how often each mark occurs.

Marks are counted in tenths (7,5 is 75), as the rules do, so every figure is exact until it is
rounded. PostgreSQL counts the marks of many groups in one query; what is computed here has at most
101 different marks a group, whatever the size of the school.
"""

from itertools import accumulate
from math import sqrt
from typing import NamedTuple

from ..rules.scale import LARGEST, half_up

PASS = 50
GOOD = 80
STEPS = (5, 10)
#: Levels of primary school, the lowest first.
LEVEL_ORDER = ("C", "H", "T")


class Figures(NamedTuple):
    """``deviation`` is that of the whole group (divided by n); shares are in percent.

    Where there is no mark at all, every figure but ``count`` is None.
    """

    count: int
    mean: float | None = None
    median: float | None = None
    deviation: float | None = None
    lowest: float | None = None
    first_quartile: float | None = None
    third_quartile: float | None = None
    highest: float | None = None
    below_pass: int | None = None
    share_below_pass: float | None = None
    share_pass: float | None = None
    good: int | None = None
    share_good: float | None = None


def figures(counts):
    """Return the :class:`Figures` of ``counts``: how often each mark, in tenths, occurs."""
    marks = sorted(tenths for tenths, times in counts.items() if times)
    if not marks:
        return Figures(0)
    times = [counts[tenths] for tenths in marks]
    count = sum(times)
    total = sum(tenths * often for tenths, often in zip(marks, times, strict=True))
    squares = sum(tenths**2 * often for tenths, often in zip(marks, times, strict=True))
    upto = list(accumulate(times))
    below = sum(often for tenths, often in zip(marks, times, strict=True) if tenths < PASS)
    good = sum(often for tenths, often in zip(marks, times, strict=True) if tenths >= GOOD)

    def quantile(part):
        return _quantile(marks, upto, part)

    return Figures(
        count=count,
        mean=half_up(total * 10, count) / 100,
        median=quantile(2),
        deviation=round(sqrt(squares * count - total**2) / count / 10, 2),
        lowest=marks[0] / 10,
        first_quartile=quantile(1),
        third_quartile=quantile(3),
        highest=marks[-1] / 10,
        below_pass=below,
        share_below_pass=_share(below, count),
        share_pass=_share(count - below, count),
        good=good,
        share_good=_share(good, count),
    )


def level_figures(counts):
    """Return the :class:`Figures` of levels: how many have the lowest and the highest one."""
    lowest, _middle, highest = (counts.get(level, 0) for level in LEVEL_ORDER)
    count = sum(counts.values())
    if not count:
        return Figures(0)
    return Figures(
        count=count,
        below_pass=lowest,
        share_below_pass=_share(lowest, count),
        share_pass=_share(count - lowest, count),
        good=highest,
        share_good=_share(highest, count),
    )


def comment_figures(unsatisfactory, satisfactory):
    """Return the :class:`Figures` of how often Chưa đạt and Đạt were given."""
    count = unsatisfactory + satisfactory
    if not count:
        return Figures(0)
    return Figures(
        count=count,
        below_pass=unsatisfactory,
        share_below_pass=_share(unsatisfactory, count),
        share_pass=_share(satisfactory, count),
        good=satisfactory,
    )


def bins(counts, step):
    """Count the marks of ``counts`` in steps of ``step`` tenths; 10 belongs to the last one."""
    found = [0] * (LARGEST // step)
    for tenths, times in counts.items():
        found[min(tenths // step, len(found) - 1)] += times
    return found


def bin_labels(step):
    """Return how the steps are written: 5,0–5,4; the last one ends with 10."""
    starts = range(0, LARGEST, step)
    ends = [start + step - 1 for start in starts[:-1]] + [LARGEST]
    return [f"{_text(start)}–{_text(end)}" for start, end in zip(starts, ends, strict=True)]


def merged(many):
    """Add up several counts."""
    total = {}
    for counts in many:
        for tenths, times in counts.items():
            total[tenths] = total.get(tenths, 0) + times
    return total


def _quantile(marks, upto, quarters):
    """Interpolate between the two marks around ``quarters`` / 4 of the way from first to last."""
    place, rest = divmod((upto[-1] - 1) * quarters, 4)
    low = _mark_at(marks, upto, place)
    high = _mark_at(marks, upto, place + 1) if rest else low
    return half_up((4 * low + rest * (high - low)) * 10, 4) / 100


def _mark_at(marks, upto, place):
    return next(tenths for tenths, reached in zip(marks, upto, strict=True) if place < reached)


def _share(part, count):
    return half_up(1000 * part, count) / 10


def _text(tenths):
    return "10" if tenths == LARGEST else f"{tenths // 10},{tenths % 10}"
