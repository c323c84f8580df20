# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Random cases under Thông tư 58/2011, crowded round the marks where something changes."""

from hypothesis import strategies as st

from tests.rules.strategies import typed_mark

CONDUCT = ("tot", "kha", "tb", "yeu")
LEVELS = ("gioi", "kha", "tb", "yeu", "kem")
EDGES = (0, 1.9, 2, 3.4, 3.5, 4.9, 5, 6.4, 6.5, 7.9, 8, 10)

mark = st.one_of(st.integers(0, 100).map(lambda tenths: tenths / 10), st.sampled_from(EDGES))
comment = st.sampled_from(("D",) * 8 + ("CD",))


@st.composite
def rows(draw, rules, kind, complete):
    one = typed_mark if kind == "score" else st.sampled_from(("D", "D", "CD"))
    maybe = one if complete else st.one_of(one, one, one, one, one, one, st.none())
    periodic = maybe
    if rules == "TT58-2011":
        periodic = st.one_of(maybe, st.lists(maybe, min_size=complete, max_size=3))
    size = 4 if complete else draw(st.integers(1, 5))
    return {
        "regular": draw(st.lists(maybe, min_size=size, max_size=size)),
        "midterm": draw(periodic),
        "final": draw(maybe),
    }


@st.composite
def subjects(draw, rules, code, kind, complete, band):
    subject = {"code": code, "kind": kind}
    value = comment if kind == "comment" else st.one_of(band, band, band, mark)
    shape = draw(st.sampled_from(("marks", "averages", "averages", "year", "year")))
    if shape == "marks":
        subject["terms"] = {
            term: draw(rows(rules, kind, complete))
            for term in ("1", "2")
            if complete or draw(st.integers(0, 9))
        }
        periods = draw(st.sampled_from((None, 35, 36, 70, 71, 104, 105)))
        if periods:
            subject["periods"] = periods
    elif shape == "averages":
        subject["term_average"] = {
            term: draw(value) for term in ("1", "2") if complete or draw(st.integers(0, 9))
        }
    else:
        subject["year_average"] = draw(value)
    if draw(st.integers(0, 3)) == 0:
        subject["summer"] = draw(comment if kind == "comment" else mark)
    if draw(st.integers(0, 7)) == 0:
        subject["exempt"] = draw(st.sampled_from((True, {"1": True}, {"2": True, "1": False})))
    return subject


@st.composite
def cases(draw, complete=None):
    complete = draw(st.booleans()) if complete is None else complete
    rules = draw(st.sampled_from(("TT58", "TT58-2011")))
    low = draw(st.sampled_from((0, 20, 35, 50, 65, 80)))
    band = st.integers(low, 100).map(lambda tenths: tenths / 10)
    codes = ["toan", "van", *draw(st.sampled_from((["anh"], [])))]
    codes += [f"m{place}" for place in range(draw(st.integers(1, 8)))]
    found = [draw(subjects(rules, code, "score", complete, band)) for code in codes]
    for place in range(draw(st.integers(0, 3))):
        found.append(draw(subjects(rules, f"c{place}", "comment", complete, band)))
    chance = draw(st.integers(0, 5))
    if chance == 0:
        found[0]["key"] = found[-1]["key"] = True
    if chance == 1:
        found[2]["specialised"] = True
    level = st.sampled_from(CONDUCT)
    unknown = level if complete else st.one_of(st.none(), level, level, level)
    sessions = st.integers(0, 50) if complete else st.one_of(st.none(), st.integers(0, 50))
    case = {
        "rules": rules,
        "level": draw(st.sampled_from(("THCS", "THPT"))),
        "subjects": found,
        "settings": {
            "adjust_counts_comment_subject": draw(st.booleans()),
            "adjust_reading": draw(st.sampled_from("AB")),
        },
        "conduct": {
            "1": draw(unknown),
            "2": draw(unknown),
            "year": draw(st.one_of(st.none(), level)),
            "summer": draw(st.one_of(st.none(), level)),
        },
        "absences": {"excused": draw(sessions), "unexcused": draw(st.sampled_from((0, 1)))},
    }
    if draw(st.integers(0, 9)) == 0:
        case["disability"] = "inclusive"
    return case
