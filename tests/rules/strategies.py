# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Random cases for the property tests, crowded round the marks where something changes."""

from hypothesis import strategies as st

LEVELS = ("tot", "kha", "dat", "chua_dat")
LEVELS_OF = {"TT22": ("THCS", "THPT"), "TT43": ("GDTX-THCS", "GDTX-THPT")}
EDGES = (0, 3.4, 3.5, 4.9, 5, 6.4, 6.5, 7.9, 8, 8.9, 9, 10)

any_mark = st.integers(0, 100).map(lambda tenths: tenths / 10)
edge_mark = st.sampled_from(EDGES)
mark = st.one_of(any_mark, edge_mark, edge_mark)
typed_mark = st.one_of(mark, mark.map(lambda value: str(value).replace(".", ",")))
comment = st.sampled_from(("D",) * 9 + ("CD",))


@st.composite
def rows(draw, kind, required, complete):
    one = typed_mark if kind == "score" else comment
    maybe = one if complete else st.one_of(one, one, one, one, one, one, st.none())
    size = required if complete else draw(st.integers(max(0, required - 1), required + 1))
    return {
        "regular": draw(st.lists(maybe, min_size=size, max_size=size + complete)),
        "midterm": draw(maybe),
        "final": draw(maybe),
    }


@st.composite
def subjects(draw, code, kind, complete):
    subject = {"code": code, "kind": kind}
    value = mark if kind == "score" else comment
    shape = draw(st.sampled_from(("marks", "averages", "averages", "year")))
    if shape == "marks":
        periods, required = draw(st.sampled_from(((35, 2), (36, 3), (70, 3), (71, 4))))
        extra = draw(st.sampled_from((0, 0, 0, 1)))
        subject |= {"periods": periods}
        if extra:
            subject["extra_regular"] = extra
        required = (2 if kind == "comment" else required) + extra
        subject["terms"] = {
            term: draw(rows(kind, required, complete))
            for term in ("1", "2")
            if complete or draw(st.integers(0, 9))
        }
    elif shape == "averages":
        subject["term_average"] = {
            term: draw(value) for term in ("1", "2") if complete or draw(st.integers(0, 9))
        }
    else:
        subject["year_average"] = draw(value)
    if draw(st.integers(0, 3)) == 0:
        subject["summer"] = draw(value)
    if draw(st.integers(0, 9)) == 0:
        subject["exempt"] = True
    return subject


@st.composite
def cases(draw, complete=None, rules=None):
    complete = draw(st.booleans()) if complete is None else complete
    # Levels are decided by the weakest subjects: most pupils here have a band and few outliers.
    kinds = ["score"] * draw(st.integers(5, 10)) + ["comment"] * draw(st.integers(0, 4))
    low = draw(st.sampled_from((0, 35, 50, 65, 80)))
    band = st.integers(low, 100).map(lambda tenths: tenths / 10)
    found = []
    for place, kind in enumerate(kinds):
        if kind == "score" and draw(st.integers(0, 3)):
            subject = {"code": f"m{place}", "kind": kind}
            if draw(st.booleans()):
                subject["term_average"] = {"1": draw(band), "2": draw(band)}
            else:
                subject["year_average"] = draw(band)
        else:
            subject = draw(subjects(f"m{place}", kind, complete))
        found.append(subject)
    level = st.sampled_from(LEVELS)
    unknown = st.none() if complete else st.one_of(st.none(), level)
    case = {
        "rules": draw(st.sampled_from(tuple(LEVELS_OF))) if rules is None else rules,
        "subjects": found,
        "settings": {
            "adjust_counts_comment_subject": draw(st.booleans()),
            "adjust_reading": draw(st.sampled_from("AB")),
        },
        "conduct": {
            "1": draw(level if complete else unknown),
            "2": draw(level if complete else unknown),
            "summer": draw(st.one_of(st.none(), level)),
        },
        "absences": {
            key: draw(st.one_of(*sessions))
            for key, sessions in (
                ("excused", (st.integers(0, 50), *(() if complete else (st.none(),)))),
                ("unexcused", (st.integers(0, 3), *(() if complete else (st.none(),)))),
            )
        },
    }
    case["level"] = draw(st.sampled_from(LEVELS_OF[case["rules"]]))
    if draw(st.integers(0, 9)) == 0:
        case["disability"] = "inclusive"
    return case
