# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The books of Thông tư 58/2011: as those with averages, with other columns and words."""

from functools import cached_property
from types import MappingProxyType

from ..average_scheme import AverageScheme
from ..scheme import PERIODIC_COLUMNS, REGULAR_COLUMNS, scaled


class TT58Scheme(AverageScheme):
    """The year's conduct is a decision; averages of all subjects; titles of terms, too."""

    articles = MappingProxyType(
        {
            "regular": "Điều 8",
            "decimals": "Điều 11",
            "exempt_whole": "Điều 12",
            "exempt_practice": "Điều 12",
            "training": "Điều 17",
            "decision": "Điều 15",
        }
    )
    titles = MappingProxyType({"gioi": "{people} giỏi", "tien_tien": "{people} tiên tiến"})
    has_register = True
    learning_names = ("Học lực", "học lực")
    conduct_names = ("Hạnh kiểm", "hạnh kiểm")
    reassess_names = ("Kiểm tra lại", "kiểm tra lại")

    def conduct_columns(self, term):
        columns = super().conduct_columns(term)
        if term == 2:
            year = columns[0]._replace(
                name="conduct_year", label=self.names["conduct_year"], required=False
            )
            columns.insert(1, year)
        return columns


class TT58Before2020Scheme(TT58Scheme):
    """KTtx: oral, written, practical; KTđk: several of coefficient 2; KThk.

    The first test of coefficient 2 is required, the others count where they are there.
    """

    articles = MappingProxyType({**TT58Scheme.articles, "decision": "Điều 14"})
    regular_names = ("M1", "M2", "V1", "V2", "TH1", "TH2")
    periodic_names = ("V1", "V2", "V3", "TH")

    @cached_property
    def names(self):
        """Extend with the names of the tests: other circulars have one midterm and one final."""
        groups = {"KTtx": (REGULAR_COLUMNS, self.regular_names)}
        groups["KTđk"] = (("midterm", *PERIODIC_COLUMNS), self.periodic_names)
        tests = {
            name: f"{group} {label}"
            for group, (names, labels) in groups.items()
            for name, label in zip(names, labels, strict=True)
        }
        return {**super().names, **tests, "final": "KThk"}

    def test_columns(self, head, used=()):
        mark = self.mark_column(head["kind"])
        columns = [
            mark._replace(
                name=name,
                label=label,
                group="KTtx",
                required=number <= head["required_regular"],
            )
            for number, (name, label) in enumerate(
                zip(REGULAR_COLUMNS, self.regular_names, strict=True), 1
            )
        ]
        columns += [
            mark._replace(name=name, label=label, group="KTđk", required=name == "midterm")
            for name, label in zip(("midterm", *PERIODIC_COLUMNS), self.periodic_names, strict=True)
        ]
        return [*columns, mark._replace(name="final", label="KThk", group="", required=True)]

    def periodic(self, row, scale):
        others = (scaled(row[name], scale) for name in PERIODIC_COLUMNS)
        first = super().periodic(row, scale)
        return first if first is None else (first, *(m for m in others if m is not None))
