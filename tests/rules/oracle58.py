# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 58/2011 worked out a second time, naively, from the words of the circular.

Nothing is shared with the rules under test: fractions, every subject tried for Điều 13.6.
"""

from fractions import Fraction

from tests.rules.oracle import exact, rounded, taken_again, to_take_again

ORDER = ["kem", "yeu", "tb", "kha", "gioi"]
CONDUCT = ["yeu", "tb", "kha", "tot"]
FAILING = ("yeu", "kem")
KEY = {"TT58-2011": {"toan", "van"}, "TT58": {"toan", "van", "anh"}}


def is_comment(subject):
    return subject["kind"] == "comment"


def exempt_terms(case, subject):
    asked = subject.get("exempt") or False
    if not (is_comment(subject) or case.get("disability")):
        return set()
    if isinstance(asked, dict):
        return {term for term, exempt in asked.items() if exempt}
    return {"1", "2"} if asked else set()


def needed_regular(case, subject, row):
    extra = subject.get("extra_regular") or 0
    periods = subject.get("periods")
    if periods is None:
        given = 0 if is_comment(subject) else len(row.get("regular") or [])
        return max(2 + extra, given)
    weekly = Fraction(periods, 35)
    if case["rules"] == "TT58-2011":
        return extra + (2 if weekly <= 1 else 3 if weekly < 3 else 4)
    return extra + (2 if periods <= 35 else 3 if periods <= 70 else 4)


def term_of(case, subject, term):
    if (subject.get("term_average") or {}).get(term) is not None:
        given = subject["term_average"][term]
        return given if is_comment(subject) else exact(given)
    row = (subject.get("terms") or {}).get(term) or {}
    regular = [mark for mark in row.get("regular") or [] if mark is not None]
    periodic = row.get("midterm")
    periodic = periodic if isinstance(periodic, list) else [periodic]
    final = row.get("final")
    if len(regular) < needed_regular(case, subject, row) or not periodic:
        return None
    if None in periodic or final is None:
        return None
    if is_comment(subject):
        results = [*regular, *periodic, final]
        return (
            "D"
            if final == "D" and Fraction(results.count("D"), len(results)) >= Fraction(2, 3)
            else "CD"
        )
    weighted = list(map(exact, regular)) + 2 * list(map(exact, periodic)) + 3 * [exact(final)]
    return rounded(sum(weighted) / len(weighted))


def year_of(case, subject, terms):
    if subject.get("year_average") is not None:
        given = subject["year_average"]
        return given if is_comment(subject) else exact(given)
    left_out = exempt_terms(case, subject)
    if "1" in left_out:
        return terms["2"]
    if "2" in left_out:
        return terms["1"]
    if is_comment(subject):
        return terms["2"]
    if None in terms.values():
        return None
    return rounded((terms["1"] + 2 * terms["2"]) / 3)


def by_table(values, average, key, specialised, ignored=(), bar_met=False):
    """Level of a mapping from subject to value (Điều 13.1 to 13.5)."""
    marks = {c: v for c, v in values.items() if not isinstance(v, str) and c not in ignored}
    failed = [c for c, v in values.items() if v == "CD" and c not in ignored]

    def fits(least_average, bar, every):
        one = bar_met or any(marks.get(code, -1) >= bar for code in key)
        return (
            average >= least_average
            and one
            and all(marks[code] >= bar for code in specialised if code in marks)
            and all(mark >= every for mark in marks.values())
            and not failed
        )

    if fits(8, 8, Fraction("6.5")):
        return "gioi"
    if fits(Fraction("6.5"), Fraction("6.5"), 5):
        return "kha"
    if fits(5, 5, Fraction("3.5")):
        return "tb"
    if average >= Fraction("3.5") and all(mark >= 2 for mark in marks.values()):
        return "yeu"
    return "kem"


def learning(values, key, specialised, settings):
    """(average, level before, level after Điều 13.6), each None where unknown."""
    marks = [value for value in values.values() if value is None or not isinstance(value, str)]
    scored = [code for code in values if not isinstance(values[code], str)]
    if not scored or None in marks:
        return None
    average = rounded(sum(marks) / len(marks))
    before = by_table(values, average, key, specialised)
    best = before
    for code, value in values.items():
        if isinstance(value, str) and not settings.get("adjust_counts_comment_subject", True):
            continue
        meets = settings.get("adjust_reading", "A") == "B" and code in key
        without = by_table(values, average, key, specialised, {code}, meets)
        raised = {
            ("gioi", "tb"): "kha",
            ("gioi", "yeu"): "tb",
            ("kha", "yeu"): "tb",
            ("kha", "kem"): "yeu",
        }.get((without, before), before)
        best = max(best, raised, key=ORDER.index)
    return average, before, best


def title_of(level, conduct):
    if level == "gioi" and conduct == "tot":
        return "gioi"
    if level in ("gioi", "kha") and conduct in ("tot", "kha"):
        return "tien_tien"
    return None


def promotion_of(case, conduct, level, trained, at_end, summer, left):
    absences = case.get("absences") or {}
    known = [absences.get(name) for name in ("excused", "unexcused")]
    if case.get("disability"):
        return "principal"
    if sum(sessions or 0 for sessions in known) > 45:
        return "repeat"
    if None in known or level is None or conduct is None:
        return "incomplete"
    if conduct == "yeu":
        return "repeat" if trained or level in FAILING else "summer_training"
    if level not in FAILING:
        return "promoted_after_summer" if summer or trained else "promoted"
    return "repeat" if at_end == "kem" or not left else "reassess"


def values_of(case, subjects):
    """(values by period, what is shown of each subject)."""
    values, shown = {"1": {}, "2": {}, "year": {}}, {}
    for code, subject in subjects.items():
        out = exempt_terms(case, subject)
        terms = {term: None if term in out else term_of(case, subject, term) for term in ("1", "2")}
        year = None if out == {"1", "2"} else year_of(case, subject, terms)
        shown[code] = {"term": terms, "year": year}
        for term in {"1", "2"} - out:
            values[term][code] = terms[term]
        if out != {"1", "2"}:
            values["year"][code] = year
    return values, shown


def assess(case):
    settings = case.get("settings") or {}
    subjects = {s["code"]: s for s in case["subjects"]}
    values, shown = values_of(case, subjects)
    flagged = {c for c, s in subjects.items() if s.get("key") and c in values["year"]}
    key = {c for c in flagged if not is_comment(subjects[c])}
    key = key or KEY[case["rules"]] & {
        c for c, s in subjects.items() if not is_comment(s) and c in values["year"]
    }
    specialised = {c for c, s in subjects.items() if s.get("specialised") and not is_comment(s)}

    def level_of(row):
        """(average, before, after); levels are unknown while a comment is."""
        known = {c: v for c, v in row.items() if not is_comment(subjects[c])}
        found = learning(known, key, specialised, settings)
        if found is None:
            return None, None, None
        if None in row.values():
            return found[0], None, None
        return learning(row, key, specialised, settings)

    levels = {period: level_of(row) for period, row in values.items()}
    conduct_in = case.get("conduct") or {}
    at_end = levels["year"][2]
    conduct_at_end = conduct = conduct_in.get("year") or conduct_in.get("2")
    trained = (
        conduct_at_end == "yeu"
        and conduct_in.get("summer") is not None
        and at_end is not None
        and at_end not in FAILING
    )
    if trained:
        conduct = conduct_in["summer"]
    again = to_take_again(values["year"]) if at_end == "yeu" else []
    summer = taken_again(again, subjects) if conduct in ("tb", "kha", "tot") else {}
    after = {**values["year"], **summer}
    if summer:
        levels["year"] = learning(after, key, specialised, settings)
    level = levels["year"][2]

    left = [code for code in again if code not in summer]
    best = {c: "D" if is_comment(subjects[c]) else 10 for c in left}
    hopeful = summer and learning({**after, **best}, key, specialised, settings)[2] not in FAILING
    promotion = promotion_of(
        case, conduct, level, trained, at_end, summer, left if not summer or hopeful else []
    )
    reassess = left if promotion == "reassess" else []
    for code, value in after.items():
        shown[code]["year"] = value
    return {
        "subjects": {
            code: {
                "term": {term: _shown(value) for term, value in found["term"].items()},
                "year": _shown(found["year"]),
            }
            for code, found in shown.items()
        },
        "average": {period: _shown(found[0]) for period, found in levels.items()},
        "learning": {period: found[2] for period, found in levels.items()},
        "learning_before_adjustment": {period: found[1] for period, found in levels.items()},
        "conduct": {"year": conduct},
        "promotion": promotion,
        "reassess": reassess,
        "title": title_of(at_end, conduct_at_end),
        "titles": {term: title_of(levels[term][2], conduct_in.get(term)) for term in ("1", "2")},
    }


def _shown(value):
    return value if value is None or isinstance(value, str) else float(value)
