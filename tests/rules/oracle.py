# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 22/2021 and 43/2021 worked out a second time, naively, from the words of the circular.

Nothing is shared with the rules under test: fractions instead of tenths, sets of subjects instead
of sorted marks, every subject tried for Điều 9.3, every completion tried for "can still pass".
Takes a case of the case format as plain data and returns the results without reasons and words
for what is missing.
"""

from fractions import Fraction
from itertools import product

ORDER = ["chua_dat", "dat", "kha", "tot"]
TENTH = Fraction(1, 10)


def exact(mark):
    return None if mark is None else Fraction(str(mark).replace(",", "."))


def rounded(value):
    """To the nearest tenth; of two equally near the larger one."""
    tenths = 0
    while abs(value - tenths * TENTH) >= abs(value - (tenths + 1) * TENTH):
        tenths += 1
    return tenths * TENTH


def term_of(subject, term):
    if (subject.get("term_average") or {}).get(term) is not None:
        given = subject["term_average"][term]
        return given if subject["kind"] == "comment" else exact(given)
    row = (subject.get("terms") or {}).get(term) or {}
    regular = [mark for mark in row.get("regular") or [] if mark is not None]
    midterm, final = row.get("midterm"), row.get("final")
    needed = 2
    if subject["kind"] == "score" and subject.get("periods"):
        needed = 2 if subject["periods"] <= 35 else 3 if subject["periods"] <= 70 else 4
    elif subject["kind"] == "score":
        needed = max(2, len(row.get("regular") or []))
    needed += subject.get("extra_regular") or 0
    if len(regular) < needed or midterm is None or final is None:
        return None
    if subject["kind"] == "comment":
        return "D" if {*regular, midterm, final} == {"D"} else "CD"
    weighted = [exact(mark) for mark in regular] + 2 * [exact(midterm)] + 3 * [exact(final)]
    return rounded(sum(weighted) / len(weighted))


def year_of(subject):
    if subject.get("year_average") is not None:
        given = subject["year_average"]
        return given if subject["kind"] == "comment" else exact(given)
    first, second = term_of(subject, "1"), term_of(subject, "2")
    if subject["kind"] == "comment":
        return second
    if first is None or second is None:
        return None
    return rounded((first + second + second) / 3)


def by_table(values, needed):
    """Level of a mapping from subject to value (Điều 9.2)."""
    scored = {code: value for code, value in values.items() if not isinstance(value, str)}
    failed = {code for code, value in values.items() if value == "CD"}

    def reach(mark):
        return {code for code, value in scored.items() if value >= mark}

    if not failed and reach(Fraction("6.5")) == set(scored) and len(reach(8)) >= needed:
        return "tot"
    if not failed and reach(5) == set(scored) and len(reach(Fraction("6.5"))) >= needed:
        return "kha"
    if len(failed) <= 1 and len(reach(5)) >= needed and reach(Fraction("3.5")) == set(scored):
        return "dat"
    return "chua_dat"


def learning(values, settings, needed):
    """(level before, level after adjustment) of the values, None where one is unknown."""
    if not values or None in values.values():
        return None, None
    level = by_table(values, needed)
    best = level
    for code, value in values.items():
        others = {other: known for other, known in values.items() if other != code}
        if isinstance(value, str):
            if not settings.get("adjust_counts_comment_subject", True):
                continue
            without = by_table({**others, code: "D"}, needed)
        elif settings.get("adjust_reading", "A") == "A":
            without = by_table(others, needed)
        else:
            without = by_table({**others, code: Fraction(10)}, needed)
        if without in ("kha", "tot") and ORDER.index(without) - ORDER.index(level) >= 2:
            best = ORDER[ORDER.index(level) + 1]
    return level, best


def conduct_of_year(first, second):
    """The sentences of Điều 8.2, one after the other."""
    if first is None or second is None:
        return None
    if second == "tot" and first in ("tot", "kha"):
        return "tot"
    if second == "kha" and first in ("tot", "kha", "dat"):
        return "kha"
    if second == "dat" and first == "tot":
        return "kha"
    if second == "tot" and first in ("dat", "chua_dat"):
        return "kha"
    if second == "dat" and first in ("kha", "dat", "chua_dat"):
        return "dat"
    if second == "kha" and first == "chua_dat":
        return "dat"
    return "chua_dat"


def title_of(level, conduct, values, needed):
    if level != "tot" or conduct != "tot":
        return None
    excellent = [v for v in values.values() if not isinstance(v, str) and v >= 9]
    return "xuat_sac" if len(excellent) >= needed else "gioi"


def to_take_again(values):
    return [c for c, v in values.items() if v == "CD" or (isinstance(v, Fraction) and v < 5)]


def taken_again(codes, subjects):
    marks = {code: subjects[code].get("summer") for code in codes}
    return {
        code: mark if subjects[code]["kind"] == "comment" else exact(mark)
        for code, mark in marks.items()
        if mark is not None
    }


def assess(case):
    settings = case.get("settings") or {}
    inclusive = case.get("disability") == "inclusive"
    subjects = {
        subject["code"]: subject
        for subject in case["subjects"]
        if not (inclusive and subject.get("exempt"))
    }
    values = {
        "1": {code: term_of(subject, "1") for code, subject in subjects.items()},
        "2": {code: term_of(subject, "2") for code, subject in subjects.items()},
        "year": {code: year_of(subject) for code, subject in subjects.items()},
    }
    needed, comments_count = (5, False) if case["rules"] == "TT43" else (6, True)

    def level_of(row):
        counted = {
            code: value
            for code, value in row.items()
            if comments_count or subjects[code]["kind"] == "score"
        }
        return learning(counted, settings, needed) if row else (None, None)

    levels = {period: level_of(row) for period, row in values.items()}
    at_end = levels["year"][1]
    conduct_in = case.get("conduct") or {}
    conduct_at_end = conduct = conduct_of_year(conduct_in.get("1"), conduct_in.get("2"))
    title = title_of(at_end, conduct_at_end, values["year"], needed)
    trained = conduct_at_end == "chua_dat" and conduct_in.get("summer") is not None
    if trained:
        conduct = conduct_in["summer"]
    counting = {c: v for c, v in values["year"].items() if comments_count or v not in ("D", "CD")}
    again = to_take_again(counting) if at_end == "chua_dat" else []
    summer = {}
    if conduct in ("dat", "kha", "tot"):
        summer = taken_again(again, subjects)
    after = {**values["year"], **summer}
    levels["year"] = level_of(after)
    level = levels["year"][1]

    absences = case.get("absences") or {}
    known = [absences.get(key) for key in ("excused", "unexcused")]
    left = [code for code in again if code not in summer]
    reassess = []
    if inclusive:
        promotion = "principal"
    elif sum(sessions or 0 for sessions in known) > 45:
        promotion = "repeat"
    elif None in known or level is None or conduct is None:
        promotion = "incomplete"
    elif conduct == "chua_dat" and trained:
        promotion = "repeat"
    elif conduct == "chua_dat" and level == "chua_dat":
        promotion, reassess = "reassess_after_training", again
    elif conduct == "chua_dat":
        promotion = "summer_training"
    elif level != "chua_dat":
        promotion = "promoted_after_summer" if summer or trained else "promoted"
    elif not summer and again:
        promotion, reassess = "reassess", again
    elif left and _some_completion_passes(after, left, level_of):
        promotion, reassess = "reassess", left
    else:
        promotion = "repeat"
    return {
        "subjects": {
            subject["code"]: {
                "term": {term: _shown(values[term].get(subject["code"])) for term in ("1", "2")},
                "year": _shown(after.get(subject["code"])),
            }
            for subject in case["subjects"]
        },
        "learning": {period: found[1] for period, found in levels.items()},
        "learning_before_adjustment": {period: found[0] for period, found in levels.items()},
        "conduct": {"year": conduct},
        "promotion": promotion,
        "reassess": reassess,
        "title": title,
    }


def _some_completion_passes(values, codes, level_of):
    choices = [("D", "CD") if isinstance(values[code], str) else (10, 5, 0) for code in codes]
    return any(
        level_of({**values, **dict(zip(codes, picked, strict=True))})[1] != "chua_dat"
        for picked in product(*choices)
    )


def _shown(value):
    return value if value is None or isinstance(value, str) else float(value)
