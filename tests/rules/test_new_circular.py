# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A new circular is one class with its data; nothing of the others is edited."""

import unittest
from dataclasses import replace
from importlib import import_module
from unittest.mock import patch

from tests.covers import covers
from tests.rules.loader import case_json, rules

registry = import_module("school_rules.registry")
tt22 = import_module("school_rules.tt22.engine")
parameters = import_module("school_rules.tt22.parameters")

#: Nobody has issued it: from 2030 on, in grade 8, the final counts double and one subject decides.
TT99 = replace(
    parameters.Parameters(),
    code="TT99",
    law="TT99",
    levels=("THCS",),
    first_years={8: 2030},
    term_weights=(1, 1, 2),
    subjects_needed=1,
)
CASE = {
    "rules": "TT22",
    "level": "THCS",
    "grade": 8,
    "subjects": [
        {
            "code": "toan",
            "kind": "score",
            "periods": 35,
            "terms": {"1": {"regular": [8, 7], "midterm": 6, "final": 9}},
        }
    ],
}


class TestNewCircular(unittest.TestCase):
    @covers("GB-01")
    def test_a_circular_is_its_parameters(self):
        before = case_json.assess(CASE)
        with patch.dict(registry._RULES):
            registry.register(tt22.TT22(TT99))
            result = case_json.assess({**CASE, "rules": "TT99"})
            # (8 + 7 + 6 + 2 × 9) : 5
            self.assertEqual(result["subjects"]["toan"]["term"]["1"], 7.8)
            self.assertEqual(result["learning"]["1"], "kha")
            self.assertIn("TT99 Điều 9.2b", {reason["source"] for reason in result["reasons"]})
            codes = {
                place: rules.rules_for(*place).code
                for place in ((2030, "THCS", 8), (2029, "THCS", 8), (2030, "THCS", 9))
            }
            self.assertEqual(list(codes.values()), ["TT99", "TT22", "TT22"])
            self.assertEqual(case_json.assess(CASE), before)
        with self.assertRaisesRegex(rules.RulesError, "unknown rules 'TT99'"):
            rules.get_rules("TT99", "THCS")


if __name__ == "__main__":
    unittest.main()
