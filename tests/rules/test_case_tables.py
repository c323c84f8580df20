# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The tables of the gradebook's rules, run by plain Python."""

import unittest

from tests.covers import covers
from tests.rules.loader import case_json, case_table


class TestTables(unittest.TestCase):
    @covers("GB-01", "GB-03", "GB-10")
    def test_tables_of_tt22(self):
        self.assertGreaterEqual(case_table.check_tables(self, "tt22_*.json", case_json), 120)

    @covers("GB-01", "GB-10")
    def test_tables_of_tt43(self):
        self.assertGreaterEqual(case_table.check_tables(self, "tt43.json", case_json), 40)

    @covers("GB-01", "GB-10")
    def test_tables_of_tt58(self):
        self.assertGreaterEqual(case_table.check_tables(self, "tt58_*.json", case_json), 120)


if __name__ == "__main__":
    unittest.main()
