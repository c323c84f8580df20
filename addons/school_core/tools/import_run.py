# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The state of one import while it runs."""

from collections import defaultdict

from .import_values import fold_key


class ImportRun:
    """School and year of the import, its tables with their kinds, and all that went wrong.

    ``declared`` holds, by kind, the keys that stand anywhere in the files: a reference to a row
    that is refused for its own errors is not an error of the row that refers to it. ``chosen`` is
    what the school has said of headings, by kind, ``forms`` the kinds of tables by their headings.
    Of single sheets, by file and name, ``left_out`` are those that are not to be read and
    ``given`` is what holds for all their rows. ``unread`` are sheets that no kind has read.
    """

    def __init__(
        self, company, year, *, proper_names=False, chosen=None, forms=None, left_out=(), given=None
    ):
        self.company = company
        self.year = year
        self.proper_names = proper_names
        self.chosen = chosen or {}
        self.forms = forms or {}
        self.left_out = left_out
        self.given = given or {}
        self.sheets = []
        self.tables = []
        self.unread = []
        self.reports = []
        self.declared = defaultdict(set)
        self.keys = {}

    def report(self, file, reason, sheet=False, is_notice=False):
        """Note something about a whole file or sheet."""
        self.reports.append((file, sheet, reason, is_notice))

    def declare(self, kind, key):
        self.declared[kind].add(fold_key(kind, key))

    def is_declared(self, kind, key):
        return fold_key(kind, key) in self.declared[kind]

    @property
    def errors(self):
        """Return whether anything stands against writing."""
        return any(not report[3] for report in self.reports) or any(
            not problem.is_notice for _kind, table in self.tables for problem in table.problems
        )
