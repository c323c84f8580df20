# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The rules of Thông tư 58/2011 against a second, naive computation on random cases."""

import random
import unittest

from hypothesis import given

from tests.covers import covers
from tests.rules import oracle58
from tests.rules.loader import case_json
from tests.rules.properties import examples
from tests.rules.strategies58 import CONDUCT, EDGES, cases

CASES = examples(500)


class TestAgainstOracle(unittest.TestCase):
    def compare(self, case):
        expected = oracle58.assess(case)
        titles = expected.pop("titles")
        result = case_json.assess(case)
        found = {key: result[key] for key in expected}
        found["subjects"] = {
            code: {"term": subject["term"], "year": subject["year"]}
            for code, subject in result["subjects"].items()
        }
        self.assertEqual(found, expected, case)
        of_terms = {r["of"]: r["value"] for r in result["reasons"]}
        self.assertEqual({term: of_terms[f"title.{term}"] for term in titles}, titles, case)

    @covers("GB-01", "GB-10")
    @CASES
    @given(cases())
    def test_same_results_as_the_oracle(self, case):
        self.compare(case)

    @covers("GB-01")
    def test_same_levels_on_many_rows_near_the_limits(self):
        chance = random.Random(58)
        for _i in range(3000):
            low = chance.choice((0, 4, 5, 6, 7, 8))
            scored = [chance.choice(EDGES[low:]) for _j in range(chance.randint(3, 10))]
            if chance.random() < 0.6:
                scored[chance.randrange(len(scored))] = chance.choice(EDGES)
            codes = ["toan", "van", "anh", *(f"m{place}" for place in range(9))]
            given_years = [(code, "score", mark) for code, mark in zip(codes, scored, strict=False)]
            given_years += [
                (f"c{place}", "comment", chance.choice(("D",) * 7 + ("CD",))) for place in (1, 2, 3)
            ]
            subjects = [
                {"code": code, "kind": kind, "year_average": value}
                for code, kind, value in given_years
            ]
            if chance.random() < 0.2:
                subjects[2]["specialised"] = True
            self.compare(
                {
                    "rules": chance.choice(("TT58", "TT58-2011")),
                    "level": "THPT",
                    "settings": {
                        "adjust_reading": chance.choice("AB"),
                        "adjust_counts_comment_subject": chance.random() < 0.5,
                    },
                    "subjects": subjects,
                    "conduct": {"1": chance.choice(CONDUCT), "2": chance.choice(CONDUCT)},
                    "absences": {"excused": chance.choice((0, 45, 46)), "unexcused": 0},
                }
            )


if __name__ == "__main__":
    unittest.main()
