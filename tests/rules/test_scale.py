# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Marks: what a teacher types, and whole tenths."""

import unittest
from decimal import Decimal

from tests.covers import covers
from tests.rules.loader import rules


class TestTypedMarks(unittest.TestCase):
    def check(self, kind, table):
        for text, expected in table.items():
            with self.subTest(text):
                self.assertEqual(rules.parse_mark(text, kind), rules.Typed(**expected))

    @covers("GB-02")
    def test_marks_that_are_accepted(self):
        table = {"8,5": 8.5, "8.5": 8.5, "8": 8.0, "10": 10.0, "0": 0.0, " 7,5 ": 7.5, "10,0": 10.0}
        table |= {"0,5": 0.5, "8,50": 8.5, "\u00a09": 9.0, 8: 8.0, 7.6: 7.6, Decimal("9.5"): 9.5}
        table |= {0.1 + 0.2: 0.3, 7.6000000000000005: 7.6}
        self.check("score", {text: {"value": value} for text, value in table.items()})

    @covers("GB-02")
    def test_blank_is_no_mark_and_no_error(self):
        self.check("score", {"": {}, "  ": {}, None: {}})
        self.check("comment", {"": {}, None: {}})

    @covers("GB-02")
    def test_a_forgotten_comma_is_asked_about(self):
        choices = {"85": (8.5,), "75": (7.5,), "11": (1.1,), "99": (9.9,), "100": (10.0,)}
        choices |= {"05": (0.5, 5.0), 85.0: (8.5,)}
        self.check("score", {text: {"choices": choice} for text, choice in choices.items()})

    @covers("GB-02")
    def test_marks_that_are_refused(self):
        reasons = {"8,55": "decimals", "8.55": "decimals", 8.25: "decimals", "0,05": "decimals"}
        reasons |= {"10,1": "range", "105": "range", "850": "range", "11,5": "range", -0.5: "range"}
        reasons |= {float("nan"): "range", float("inf"): "range", 1000: "range"}
        reasons |= {"-1": "format", "8,5,5": "format", "8.5.5": "format", "8,": "format"}
        reasons |= {",5": "format", "+8": "format", "1e1": "format", "8 5": "format", "x": "format"}
        reasons |= {"00": "format", "٨": "format", "8'5": "format", True: "format"}
        reasons |= {"Đ": "not_a_number", "cd": "not_a_number", "Chưa đạt": "not_a_number"}
        self.check("score", {text: {"reason": reason} for text, reason in reasons.items()})

    @covers("GB-02")
    def test_levels(self):
        passed = ("Đ", "đ", "D", "d", " đ ", "Đạt", "Ð")
        self.check("comment", {text: {"value": "D"} for text in passed})
        failed = ("CĐ", "cđ", "CD", "cd", "Cd", "Chưa đạt", "chưa  ĐẠT", "Chu\u031ba đa\u0323t")
        self.check("comment", {text: {"value": "CD"} for text in failed})
        refused = ("8", "8,5", "C", "Đ Đ", "T", "0", 1, "ĐC")
        self.check("comment", {text: {"reason": "not_a_level"} for text in refused})

    def test_tenths_are_exact_both_ways(self):
        for tenths in range(101):
            text = f"{tenths // 10},{tenths % 10}"
            self.assertEqual(rules.to_tenths(rules.from_tenths(tenths)), tenths)
            self.assertEqual(rules.to_tenths(text), tenths)
            self.assertEqual(rules.to_tenths(Decimal(tenths) / 10), tenths)
            self.assertEqual(rules.mark_text(tenths), text)
        self.assertIsNone(rules.to_tenths(None))
        self.assertIsNone(rules.from_tenths(None))
        with self.assertRaisesRegex(rules.MarkError, "decimals"):
            rules.to_tenths("8.50000000000000000000000000000000000001")


if __name__ == "__main__":
    unittest.main()
