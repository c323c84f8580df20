# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Thông tư 27/2020: the tables, what must hold for every case, what is refused."""

import copy
import unittest

from hypothesis import given
from hypothesis import strategies as st

from tests.covers import covers
from tests.rules.loader import case_json, case_table, rules
from tests.rules.properties import PropertiesMixin, examples

TT27 = rules.get_rules("TT27", "TH")
CASES = examples(400)
OVERALL = ("cht", "ht", "htt", "htxs")
SUBJECTS = ("tv", "toan", "anh", "lsdl", "khoahoc", "tincn", "daoduc", "gdtc", "nthuat", "hdtn")
TRAITS = {
    "qualities": [t.code for t in TT27.parameters.traits if t.group == "qualities"],
    "competencies": [t.code for t in TT27.parameters.traits if t.group != "qualities"],
}


def choice(best, others, complete):
    """Mostly the best level, so that the upper classifications occur."""
    return st.sampled_from((best,) * 30 + others + (() if complete else (None,)))


@st.composite
def cases(draw, complete=None):
    complete = draw(st.booleans()) if complete is None else complete
    grade = draw(st.integers(1, 5))
    best = draw(st.sampled_from(("T", "H")))
    low = draw(st.sampled_from((0, 5, 7, 9)))
    level = choice(best, ("T", "H", "C"), complete)
    trait = choice("T" if best == "T" else "D", ("T", "D", "C"), complete)
    test = choice(10, (*range(low, 11),), complete)
    subjects = []
    for code in SUBJECTS:
        tested = TT27.has_test(code, grade, "final")
        subject = {"code": code, "year": {"level": draw(level), "test": None}}
        if tested or draw(st.integers(0, 9)) == 0:
            subject["year"]["test"] = draw(test)
        if draw(st.integers(0, 4)) == 0:
            subject["summer"] = {
                "level": draw(st.sampled_from(("H", "C", None))),
                "test": draw(st.sampled_from((None, 3, 5, 9))),
            }
        if draw(st.integers(0, 19)) == 0:
            subject["exempt"] = True
        subjects.append(subject)
    case = {
        "rules": "TT27",
        "level": "TH",
        "grade": grade,
        "subjects": subjects,
        "recognised": draw(st.sampled_from((True, False, None))),
        "absences": {"excused": draw(st.integers(0, 90)), "unexcused": None},
        "disability": draw(st.sampled_from((None,) * 5 + ("inclusive",))),
    }
    for group, codes in TRAITS.items():
        case[group] = {code: draw(trait) for code in codes}
    return case


def expected_overall(case):
    """Điều 9.2 once more, written plainly from the table of the circular."""
    taken = [s for s in case["subjects"] if not (s.get("exempt") and case["disability"])]
    levels = [subject["year"]["level"] for subject in taken]
    tests = [s["year"]["test"] for s in taken if s["year"]["test"] is not None]
    traits = [*case["qualities"].values(), *case["competencies"].values()]
    traits = [level for level in traits if level]
    top = set(levels) <= {"T"} and set(traits) <= {"T"}
    if top and all(test >= 9 for test in tests):
        return "htxs"
    if top and all(test >= 7 for test in tests):
        return "htt"
    if "C" not in levels and "C" not in traits and all(test >= 5 for test in tests):
        return "ht"
    return "cht"


def without_summer(case):
    plain = copy.deepcopy(case)
    for subject in plain["subjects"]:
        subject.pop("summer", None)
    return plain


def at(result, path):
    for key in path.split("."):
        result = result[key]
    return result


class TestTT27(PropertiesMixin, unittest.TestCase):
    @covers("GB-01", "GB-10")
    def test_tables(self):
        self.assertGreaterEqual(case_table.check_tables(self, "tt27_*.json", case_json), 60)

    @covers("GB-01")
    def test_the_roadmap(self):
        for grade, year in {1: 2020, 2: 2021, 3: 2022, 4: 2023, 5: 2024}.items():
            self.assertEqual(rules.rules_for(year, "TH", grade).code, "TT27")
            self.assertEqual(rules.rules_for(2026, "TH", grade).code, "TT27")
            with self.assertRaises(rules.RulesError):
                rules.rules_for(year - 1, "TH", grade)

    @covers("GB-01")
    def test_which_subjects_are_tested_when(self):
        both = ("tv", "toan")
        from_three = (*both, "anh", "tincn")
        from_four = (*from_three, "lsdl", "khoahoc")
        finals = {1: both, 2: both, 3: from_three, 4: from_four, 5: from_four}
        midterms = {1: (), 2: (), 3: (), 4: both, 5: both}
        for part, wanted in (("final", finals), ("midterm", midterms)):
            for grade, codes in wanted.items():
                found = [code for code in SUBJECTS if TT27.has_test(code, grade, part)]
                self.assertCountEqual(found, codes, f"{part}, grade {grade}")

    @covers("GB-01")
    def test_four_times_five_qualities_ten_competencies(self):
        self.assertEqual([m.code for m in TT27.parameters.moments], ["gk1", "ck1", "gk2", "cn"])
        self.assertEqual(
            {group: len(codes) for group, codes in TRAITS.items()},
            {
                "qualities": 5,
                "competencies": 10,
            },
        )

    @covers("GB-01", "GB-10")
    @CASES
    @given(cases(complete=True))
    def test_the_classification_is_the_table_of_the_circular(self, case):
        result = case_json.assess(without_summer(case))
        self.assertEqual(result["missing"], [])
        self.assertEqual(result["overall"], expected_overall(case))
        done = result["overall"] != "cht"
        self.assertEqual(result["promotion"] == "promoted", done)
        titles = {"htxs": "xuat_sac", "htt": "tieu_bieu" if case["recognised"] else None}
        self.assertEqual(result["title"], titles.get(result["overall"]))

    @CASES
    @given(cases(), st.data())
    def test_a_better_mark_never_lowers_the_result(self, case, data):
        case = without_summer(case)
        better = copy.deepcopy(case)
        subject = data.draw(st.sampled_from(better["subjects"]))
        year = subject["year"]
        if year["test"] is not None:
            year["test"] = data.draw(st.integers(year["test"], 10))
        if year["level"]:
            year["level"] = data.draw(st.sampled_from("THC"[: "THC".index(year["level"]) + 1]))
        one, two = (case_json.assess(each)["overall"] for each in (case, better))
        if one is not None:
            self.assertGreaterEqual(OVERALL.index(two), OVERALL.index(one))

    @CASES
    @given(cases())
    def test_every_result_has_a_reason_that_carries_it(self, case):
        result = case_json.assess(case)
        explained = set()
        for reason in result["reasons"]:
            self.assertEqual(reason["value"], at(result, reason["of"]), reason["of"])
            self.assertRegex(reason["source"], r"^TT27 Điều \d")
            self.assertRegex(reason["because"], r"\.$")
            self.assertNotRegex(reason["because"], r"None|\{|\}|  ")
            explained.add(reason["of"])
        wanted = {"overall", "promotion", "title"} | {f"subjects.{c}.year" for c in SUBJECTS}
        self.assertEqual(explained, wanted | ({"reassess"} if result["reassess"] else set()))

    @CASES
    @given(cases(complete=False))
    def test_what_is_unknown_is_null_and_named(self, case):
        result = case_json.assess(case)
        named = [word for shown in result["subjects"].values() for word in shown["missing"]]
        traits = [f"{g}.{code}" for g in TRAITS for code, level in case[g].items() if not level]
        if case["grade"] < 3:
            traits = [
                t for t in traits if t not in ("competencies.cong_nghe", "competencies.tin_hoc")
            ]
        self.assertEqual(result["missing"], named + traits)
        self.assertEqual(result["overall"] is None, bool(result["missing"]))
        self.assertEqual(result["promotion"] == "incomplete", bool(result["missing"]))
        if result["missing"]:
            self.assertIsNone(result["title"])

    @CASES
    @given(cases())
    def test_results_survive_json_and_absences_decide_nothing(self, case):
        result = self.check_survives_json(case)
        del case["absences"]
        self.assertEqual(case_json.assess(case), result)

    @CASES
    @given(cases(complete=True))
    def test_after_guidance(self, case):
        at_end = case_json.assess(without_summer(case))
        result = case_json.assess(case)
        if at_end["overall"] != "cht":
            self.assertEqual(result, at_end)
            return
        expected = ("promoted_after_summer", "principal", "reassess")
        self.assertIn(result["promotion"], expected)
        self.assertEqual(result["promotion"] == expected[0], result["overall"] != "cht")
        self.assertIsNone(result["title"])
        self.assertLessEqual({*result["reassess"]}, {*at_end["reassess"], *SUBJECTS})

    def test_each_mistake_is_named_with_its_place(self):
        good = {
            "rules": "TT27",
            "level": "TH",
            "grade": 4,
            "subjects": [{"code": "toan", "year": {"level": "T", "test": 9}}],
        }

        def year(**values):
            return {**good, "subjects": [{"code": "toan", "year": values}]}

        table = [
            ({**good, "level": "THCS"}, "TT27 has no rules for THCS"),
            ({**good, "grade": 6}, "grade: 6 is no grade of TH"),
            ({**good, "conduct": {"1": "tot"}}, "conduct: does not belong to these rules"),
            ({**good, "quality": {}}, "quality: unknown key"),
            (
                {**good, "qualities": {"yeu_nuoc": "Đ"}},
                "qualities.yeu_nuoc: 'Đ' is none of T, D, C",
            ),
            ({**good, "qualities": {"ngon_ngu": "T"}}, "qualities.ngon_ngu: unknown key"),
            ({**good, "competencies": {"bay": "T"}}, "competencies.bay: unknown key"),
            ({**good, "recognised": "yes"}, "recognised: must be true or false"),
            (year(level="D"), "subjects[0].year.level: 'D' is none of T, H, C"),
            (year(level=5), "subjects[0].year.level: 5 is none of"),
            (year(test=8.5), "subjects[0].year.test: must be a whole number"),
            (year(test="8,5"), "subjects[0].year.test: must be a whole number"),
            (year(test=11), "subjects[0].year.test: 11 is outside 0 to 10"),
            (year(test=-1), "subjects[0].year.test: must be at least 0"),
            (year(mark=9), "subjects[0].year.mark: unknown key"),
            (
                {**good, "subjects": [{"code": "toan", "year_average": 8}]},
                "subjects[0].year_average: does not belong to these rules",
            ),
        ]
        for document, message in table:
            with self.subTest(message), self.assertRaises(case_json.CaseError) as caught:
                case_json.assess(document)
            self.assertIn(message, "\n".join(caught.exception.problems))


if __name__ == "__main__":
    unittest.main()
