# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which circular applies, and what a circular requires."""

import unittest

from tests.covers import covers
from tests.rules.loader import rules


class TestRegistry(unittest.TestCase):
    @covers("GB-01")
    def test_the_roadmap_of_tt22(self):
        first_years = {6: 2021, 7: 2022, 8: 2023, 9: 2024, 10: 2022, 11: 2023, 12: 2024}
        for grade, year in first_years.items():
            level = "THCS" if grade < 10 else "THPT"
            self.assertEqual(rules.rules_for(year, level, grade).code, "TT22")
            self.assertEqual(rules.rules_for(2026, level, grade).code, "TT22")
            self.assertEqual(rules.rules_for(year - 1, level, grade).code, "TT58")
        with self.assertRaises(rules.RulesError):
            rules.rules_for(2019, "TH", 3)

    @covers("GB-01")
    def test_continuing_education_follows_the_same_roadmap(self):
        for level, grade, year in (("GDTX-THCS", 6, 2021), ("GDTX-THPT", 12, 2024)):
            self.assertEqual(rules.rules_for(year, level, grade).code, "TT43")
            with self.assertRaises(rules.RulesError):
                rules.rules_for(year - 1, level, grade)

    @covers("GB-01")
    def test_years_before_follow_tt58(self):
        for level, grade in (("THCS", 6), ("THCS", 9), ("THPT", 10), ("THPT", 12)):
            self.assertEqual(rules.rules_for(2020, level, grade).code, "TT58")
            for year in (2019, 2011):
                self.assertEqual(rules.rules_for(year, level, grade).code, "TT58-2011")
            with self.assertRaisesRegex(rules.RulesError, f"grade {grade}, 2010-2011"):
                rules.rules_for(2010, level, grade)

    @covers("GB-01")
    def test_required_regular_marks_before_tt22(self):
        periods = (None, 35, 36, 70, 71, 104, 105)
        for code, wanted in (("TT58", [2, 2, 3, 3, 4, 4, 4]), ("TT58-2011", [2, 2, 3, 3, 3, 3, 4])):
            required = rules.get_rules(code, "THCS").required_regular
            for kind in ("score", "comment"):
                self.assertEqual([required(kind, number) for number in periods], wanted)

    def test_rules_by_code(self):
        self.assertEqual(rules.get_rules("TT22", "THPT").code, "TT22")
        asked = (("TT58", "TH", "only for THCS, THPT"), ("TT22", "TH", "only for THCS, THPT"))
        asked += (("TT99", "THCS", "unknown rules"), ("TT22", "MN", "unknown level"))
        for code, level, message in asked:
            with self.assertRaisesRegex(rules.RulesError, message):
                rules.get_rules(code, level)

    @covers("GB-03")
    def test_required_regular_marks(self):
        required = rules.get_rules("TT22", "THCS").required_regular
        wanted = {1: 2, 35: 2, 36: 3, 52: 3, 70: 3, 71: 4, 140: 4, None: 2}
        self.assertEqual({p: required("score", p) for p in wanted}, wanted)
        self.assertEqual([required("comment", periods) for periods in wanted], [2] * len(wanted))
        self.assertEqual(required("score", 70, extra=1), 4)
        self.assertEqual(required("comment", 70, extra=1), 3)

    def test_a_plan_refuses_a_kind_it_does_not_know(self):
        with self.assertRaisesRegex(ValueError, "essay"):
            rules.Plan([("van", "essay")])


if __name__ == "__main__":
    unittest.main()
