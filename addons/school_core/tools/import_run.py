# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The state of one import while it runs."""

from collections import defaultdict

from .import_values import fold


class ImportRun:
    """School and year of the import, its tables with their kinds, and all that went wrong.

    ``declared`` holds, by kind, the keys that stand anywhere in the files: a reference to a row
    that is refused for its own errors is not an error of the row that refers to it. ``chosen`` is
    what the school has said of headings, by kind.
    """

    def __init__(self, company, year, *, proper_names=False, chosen=None):
        self.company = company
        self.year = year
        self.proper_names = proper_names
        self.chosen = chosen or {}
        self.sheets = []
        self.tables = []
        self.reports = []
        self.declared = defaultdict(set)
        self.keys = {}

    def report(self, file, reason, sheet=False, is_notice=False):
        """Note something about a whole file or sheet."""
        self.reports.append((file, sheet, reason, is_notice))

    def declare(self, kind, key):
        self.declared[kind].add(fold(key))

    def is_declared(self, kind, key):
        return fold(key) in self.declared[kind]

    @property
    def errors(self):
        """Return whether anything stands against writing."""
        return any(not report[3] for report in self.reports) or any(
            not problem.is_notice for _kind, table in self.tables for problem in table.problems
        )
