# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the year's results were before the summer, and who may leave a subject out."""

import unittest

from tests.covers import covers
from tests.rules.loader import rules

CODES = ("toan", "van", "anh", "gdcd", "lsdl", "khtn", "cnghe", "tin")
PLAN = rules.Plan((code, rules.SCORE) for code in CODES)
CIRCULAR = rules.get_rules("TT22", "THCS")


def assess(marks, conduct=("tot", "tot"), summer=None, conduct_summer=None):
    row = [marks.get(code, 80) for code in CODES]
    return CIRCULAR.assess(
        PLAN,
        row,
        row,
        conduct=conduct,
        conduct_summer=conduct_summer,
        absences=(0, 0),
        summer=summer and [summer.get(code) for code in CODES],
    )


def at_end(result):
    return result.learning_at_end, result.conduct_at_end, result.promotion_at_end


def after(result):
    return result.learning[2], result.conduct_year, result.promotion


class TestAtEnd(unittest.TestCase):
    @covers("GB-10")
    def test_nothing_happens_in_summer(self):
        result = assess({})
        self.assertEqual(at_end(result), ("tot", "tot", "promoted"))
        self.assertEqual(after(result), at_end(result))

    @covers("GB-10")
    def test_reassessment(self):
        weak = {"toan": 30, "van": 30}
        self.assertEqual(after(assess(weak)), ("chua_dat", "tot", "reassess"))
        result = assess(weak, summer={"toan": 60, "van": 60})
        self.assertEqual(at_end(result), ("chua_dat", "tot", "reassess"))
        self.assertEqual(after(result), ("kha", "tot", "promoted_after_summer"))
        self.assertEqual(result.reassess, [])
        result = assess(weak, summer={"toan": 20, "van": 20})
        self.assertEqual(at_end(result), ("chua_dat", "tot", "reassess"))
        self.assertEqual(after(result), ("chua_dat", "tot", "repeat"))

    @covers("GB-10")
    def test_training(self):
        result = assess({}, conduct=("tot", "chua_dat"), conduct_summer="dat")
        self.assertEqual(at_end(result), ("tot", "chua_dat", "summer_training"))
        self.assertEqual(after(result), ("tot", "dat", "promoted_after_summer"))

    @covers("GB-10")
    def test_training_opens_the_reassessment(self):
        result = assess({"toan": 30, "van": 30}, ("tot", "chua_dat"), None, "dat")
        self.assertEqual(at_end(result), ("chua_dat", "chua_dat", "reassess_after_training"))
        self.assertEqual(after(result), ("chua_dat", "dat", "reassess"))
        self.assertEqual(result.reassess, ["toan", "van"])


class TestLeavesOut(unittest.TestCase):
    @covers("GB-10")
    def test_only_inclusive_education(self):
        self.assertTrue(CIRCULAR.leaves_out("inclusive"))
        self.assertFalse(CIRCULAR.leaves_out("special"))
        self.assertFalse(CIRCULAR.leaves_out(None))
