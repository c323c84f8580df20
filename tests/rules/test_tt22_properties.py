# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What must hold for every case under Thông tư 22/2021 and 43/2021."""

import unittest

from hypothesis import given
from hypothesis import strategies as st

from tests.covers import covers
from tests.rules.loader import case_json, rules
from tests.rules.properties import PropertiesMixin, at, better_case, examples, stored
from tests.rules.strategies import LEVELS, cases, mark

CASES = examples(400)
WORST_FIRST = (*reversed(LEVELS),)


def known(level):
    return -1 if level is None else WORST_FIRST.index(level)


class TestProperties(PropertiesMixin, unittest.TestCase):
    @covers("GB-10")
    @CASES
    @given(cases())
    def test_every_result_has_a_reason_that_carries_it(self, case):
        result = case_json.assess(case)
        explained = set()
        for reason in result["reasons"]:
            path = reason["of"]
            self.assertEqual(reason["value"], at(result, path), path)
            self.assertRegex(reason["source"], rf"^{case['rules']} Điều \d")
            self.assertRegex(reason["because"], r"\.$")
            self.assertNotRegex(reason["because"], r"None|\{|\}|  ")
            explained.add(path)
        wanted = {f"learning.{period}" for period in ("1", "2", "year")}
        wanted |= {"conduct.year", "promotion", "title"}
        wanted |= {"reassess"} if result["reassess"] else set()
        for subject in case["subjects"]:
            path = f"subjects.{subject['code']}"
            wanted.add(f"{path}.year")
            if not (subject.get("exempt") and case.get("disability")):
                wanted |= {f"{path}.term.1", f"{path}.term.2"}
        for period, level in result["learning"].items():
            if level != result["learning_before_adjustment"][period]:
                wanted.add(f"learning_before_adjustment.{period}")
        self.assertEqual(explained, wanted)

    @CASES
    @given(cases())
    def test_results_survive_json_and_the_input_is_untouched(self, case):
        self.check_survives_json(case)

    @covers("GB-03")
    @CASES
    @given(cases(complete=False))
    def test_what_is_unknown_is_null_and_named(self, case):
        result = case_json.assess(case)
        named = []
        for subject in case["subjects"]:
            shown = result["subjects"][subject["code"]]
            named += shown["missing"]
            exempt = subject.get("exempt") and case.get("disability")
            for term in ("1", "2"):
                word = f"{subject['code']}.{term}."
                has_word = any(missing.startswith(word) for missing in shown["missing"])
                self.assertEqual(has_word, shown["term"][term] is None and not exempt)
                counts = case["rules"] == "TT22" or subject["kind"] == "score"
                if shown["term"][term] is None and not exempt and counts:
                    self.assertIsNone(result["learning"][term])
        conduct = [f"conduct.{term}" for term in "12" if case["conduct"][term] is None]
        lacking = [key for key, sessions in case["absences"].items() if sessions is None]
        absences = [f"absences.{key}" for key in lacking]
        if len(lacking) == 2:
            absences = ["absences"]
        self.assertEqual(result["missing"], named + conduct + absences)
        if result["learning"]["year"] is None or result["conduct"]["year"] is None:
            self.assertIn(result["promotion"], ("incomplete", "principal", "repeat"))
            self.assertIsNone(result["title"])

    @CASES
    @given(cases(), st.randoms(use_true_random=False))
    def test_order_of_regular_marks_and_of_subjects_does_not_matter(self, case, chance):
        self.check_order_does_not_matter(case, chance)

    @covers("GB-01")
    @CASES
    @given(cases(), st.data())
    def test_a_better_mark_never_lowers_a_level(self, case, data):
        """Neither reading of Điều 9.3 lets a better mark lower a level.

        The one exception of the circular is Điều 14: only learning Chưa đạt is re-assessed, so a
        pupil raised to Đạt before the summer keeps the year's marks. Hence no summer here.
        """
        for subject in case["subjects"]:
            subject["summer"] = None
        better = better_case(case, data, mark)
        before, after = case_json.assess(case), case_json.assess(better)
        for period, level in before["learning"].items():
            self.assertGreaterEqual(known(after["learning"][period]), known(level), period)
        order = (None, "gioi", "xuat_sac")
        self.assertGreaterEqual(order.index(after["title"]), order.index(before["title"]))

    @covers("GB-10")
    @CASES
    @given(cases())
    def test_stored_averages_give_the_same_results_as_the_case(self, case):
        """The interface for rows with stored values against the whole way from the marks."""
        slow = case_json.assess(case)
        circular = rules.get_rules(case["rules"], case["level"])
        inclusive = case.get("disability") == "inclusive"
        taken = [s for s in case["subjects"] if not (inclusive and s.get("exempt"))]

        def row(term):
            return [stored(s, slow["subjects"][s["code"]]["term"][term]) for s in taken]

        conduct = case["conduct"]
        for reasons in (False, True):
            fast = circular.assess(
                rules.Plan((s["code"], s["kind"]) for s in taken),
                row("1"),
                row("2"),
                [
                    circular.year_value(s["kind"], first, second)
                    if "year_average" not in s
                    else stored(s, s["year_average"])
                    for s, first, second in zip(taken, row("1"), row("2"), strict=True)
                ],
                conduct=(conduct["1"], conduct["2"]),
                conduct_summer=conduct["summer"],
                absences=tuple(case["absences"].values()),
                summer=[stored(s, s.get("summer")) for s in taken],
                inclusive=inclusive,
                settings=rules.Settings(**case["settings"]),
                reasons=reasons,
            )
            self.assertEqual(fast.learning, list(slow["learning"].values()))
            self.assertEqual(
                fast.learning_before, list(slow["learning_before_adjustment"].values())
            )
            self.assertEqual(fast.conduct_year, slow["conduct"]["year"])
            self.assertEqual(fast.promotion, slow["promotion"])
            self.assertEqual(fast.reassess, slow["reassess"])
            self.assertEqual(fast.title, slow["title"])
            of_pupil = [r for r in slow["reasons"] if not r["of"].startswith("subjects.")]
            found = [reason._asdict() for reason in fast.reasons]
            self.assertEqual(found, of_pupil if reasons else [])

    def test_a_subject_not_taken_in_a_term_stays_out_of_it(self):
        circular = rules.get_rules("TT22", "THPT")
        plan = rules.Plan([(f"m{i}", "score") for i in range(7)] + [("nhac", "comment")])
        first = [80] * 6 + [rules.NOT_TAKEN, rules.NOT_TAKEN]
        second = [80] * 6 + [40, rules.PASSED]
        result = circular.assess(plan, first, second, conduct=("tot", "tot"), absences=(0, 0))
        self.assertEqual(result.learning, ["tot", "kha", "kha"])
        self.assertEqual(result.year_values, second)
        self.assertEqual(result.missing, [])


if __name__ == "__main__":
    unittest.main()
