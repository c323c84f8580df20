# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The rules of Thông tư 22/2021 and 43/2021 against a second, naive computation on random cases."""

import random
import unittest

from hypothesis import given

from tests.covers import covers
from tests.rules import oracle
from tests.rules.loader import case_json
from tests.rules.properties import examples
from tests.rules.strategies import EDGES, LEVELS, cases

CASES = examples(1500)


RULES = ({"rules": "TT22", "level": "THCS"}, {"rules": "TT43", "level": "GDTX-THPT"})


class TestAgainstOracle(unittest.TestCase):
    def compare(self, case):
        expected = oracle.assess(case)
        result = case_json.assess(case)
        found = {key: result[key] for key in expected}
        found["subjects"] = {
            code: {"term": subject["term"], "year": subject["year"]}
            for code, subject in result["subjects"].items()
        }
        self.assertEqual(found, expected, case)

    @covers("GB-01", "GB-10")
    @CASES
    @given(cases())
    def test_same_results_as_the_oracle(self, case):
        self.compare(case)

    @covers("GB-01")
    def test_same_levels_on_many_rows_near_the_limits(self):
        chance = random.Random(22)
        for _i in range(6000):
            scored = [chance.choice(EDGES[3:]) for _j in range(chance.randint(5, 9))]
            if chance.random() < 0.6:
                scored[0] = chance.choice(EDGES)
            comments = [chance.choice("DDDDDC") for _j in range(4)]
            given_years = [("score", mark) for mark in scored]
            given_years += [("comment", "CD" if level == "C" else "D") for level in comments]
            self.compare(
                {
                    **chance.choice(RULES),
                    "settings": {
                        "adjust_reading": chance.choice("AB"),
                        "adjust_counts_comment_subject": chance.random() < 0.5,
                    },
                    "subjects": [
                        {"code": str(place), "kind": kind, "year_average": value}
                        for place, (kind, value) in enumerate(given_years)
                    ],
                    "conduct": {"1": chance.choice(LEVELS), "2": chance.choice(LEVELS)},
                    "absences": {"excused": chance.choice((0, 45, 46)), "unexcused": 0},
                }
            )

    @covers("GB-01")
    def test_every_average_rounds_half_up(self):
        """All sums of 2 to 6 regular marks: the divisor and the tie decide."""
        for regular in range(2, 7):
            for total in range(0, 101 * (regular + 5), 3):
                marks, rest = [], total
                for weight in (1,) * regular:
                    marks.append(min(100, rest) // weight)
                    rest -= marks[-1] * weight
                final = min(100, rest // 3)
                midterm = min(100, (rest - 3 * final) // 2)
                row = {
                    "regular": [mark / 10 for mark in marks],
                    "midterm": midterm / 10,
                    "final": final / 10,
                }
                subject = {"code": "x", "kind": "score", "periods": 35, "terms": {"1": row}}
                case = {"rules": "TT22", "level": "THPT", "subjects": [subject]}
                result = case_json.assess(case)["subjects"]["x"]["term"]["1"]
                self.assertEqual(result, float(oracle.term_of(subject, "1")))


if __name__ == "__main__":
    unittest.main()
