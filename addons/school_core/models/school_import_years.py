# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re
from itertools import pairwise

from odoo import Command, models

from ..tools.import_table import Column, add_problem

#: The columns of dates, in their order, with an example.
DATES = {
    "start_1": "07/09/2026",
    "end_1": "16/01/2027",
    "start_2": "18/01/2027",
    "end_2": "29/05/2027",
}
EDGES = {"start": "Bắt đầu", "end": "Kết thúc"}


class SchoolImportYears(models.AbstractModel):
    _name = "school.import.years"
    _inherit = "school.import.kind"
    _description = "Import of School Years"

    _kind = "years"
    _kind_sequence = 20
    _kind_model = "school.year"
    _kind_groups = (
        "school_core.group_school_principal",
        "school_core.group_school_vice_academic",
        "school_core.group_school_system",
    )
    _kind_sheet = "Năm học"
    _kind_key = ("name",)

    def _kind_title(self):
        return self.env._("School years")

    def _kind_columns(self):
        return [
            Column(
                "name", ("Năm học",), required=True, help="Ví dụ 2026-2027", example="2026-2027"
            ),
            *(_date_column(name, example) for name, example in DATES.items()),
        ]

    def _load(self, run, table, rows):
        for row in rows:
            days = [(name, row.values[name]) for name in DATES if name in row.values]
            for (_name, earlier), (name, later) in pairwise(days):
                if earlier >= later:
                    add_problem(table, row, name, "date_order")
        rows = [row for row in rows if row.is_valid]
        known = {
            year.name: year
            for year in self.env["school.year"].search([("company_id", "=", run.company.id)])
        }
        for row in rows:
            name = re.sub(r"\s*[-–—]\s*", "-", row.values["name"])
            year = known.get(name, self.env["school.year"])
            changes = self._changes(year, row.values)
            if not year:
                year = year.create({"name": name, "company_id": run.company.id, **changes})
                row.outcome = "created"
            else:
                year.write(changes)
                row.outcome = "updated" if changes else "unchanged"
            # What else stands in the files is about the year that stands in them.
            run.year = year

    def _changes(self, year, values):
        """Return what to write on ``year`` (new when empty): its dates and those of its terms."""
        dates = {"date_start": values["start_1"], "date_end": values["end_2"]}
        changes = {name: day for name, day in dates.items() if year[name] != day}
        terms = {term.number: term for term in year.term_ids}
        commands = []
        for number in (1, 2):
            term = terms.get(number)
            dates = {"date_start": values[f"start_{number}"], "date_end": values[f"end_{number}"]}
            if not term:
                commands.append(Command.create({"number": number, **dates}))
            elif any(term[name] != day for name, day in dates.items()):
                commands.append(Command.update(term.id, dates))
        return {**changes, "term_ids": commands} if commands else changes


def _date_column(name, example):
    edge, number = name.split("_")
    word, roman = EDGES[edge], "I" * int(number)
    headers = (
        f"{word} học kì {roman}",
        f"Ngày {word.lower()} học kì {roman}",
        f"{word} HK{number}",
        f"{word} học kì {number}",
    )
    return Column(name, headers, "date", required=True, example=example)
