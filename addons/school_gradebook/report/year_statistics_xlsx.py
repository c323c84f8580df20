# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.school_core.models.school_print_check import Place

from .school_result_statistics import BANDS


class YearStatisticsXlsx(models.AbstractModel):
    """The year as one workbook: statistics first, then the marks of every class (GB-21)."""

    _name = "report.school_gradebook.year_statistics_xlsx"
    _inherit = ["school.gradebook.xlsx"]
    _description = "Summary of the Year as a Spreadsheet"

    def generate_xlsx_report(self, workbook, data, years):
        formats, names = self._formats(workbook), {}
        links = self._links(Place(year_id=year.id) for year in years)
        for year in years:
            words = self.env["school.result.statistics"]._words(year)
            for period in self.env["school.result.statistics"]._collect(year):
                period["words"] = words
                tables = [table for table in period["tables"] if table["lines"]]
                for table in tables:
                    self._classes_page(workbook, formats, names, year, period, table)
                if tables:
                    self._subjects_page(workbook, formats, names, year, period)
            classes = self.env["school.class"].search([("year_id", "=", year.id)])
            for book in self.env["school.class.book"]._collect(classes):
                for term in book["terms"]:
                    periods = (str(term["number"]), "year") if term["is_last"] else ("1",)
                    for period in periods:
                        self._summary_page(workbook, formats, names, book, term, period)
            self._sign(workbook, formats, links[Place(year_id=year.id)])

    def _classes_page(self, workbook, formats, names, year, period, table):
        columns = [
            ("Lớp", 10),
            (f"Số {period['words'].pupils_short}", 8),
            *((heading, 12) for heading in table["headings"]),
        ]
        title = f"{table['title']} · {period['name']} · {year.name}"
        page = self._page(workbook, formats, names, f"Lớp {period['name']}", title, columns)
        self._rows(
            page,
            formats,
            (
                [
                    line["class"],
                    line["size"],
                    *(line[name][value] for name, value, _label in table["columns"]),
                ]
                for line in table["lines"]
            ),
        )

    def _subjects_page(self, workbook, formats, names, year, period):
        labels = [name for name, _bar in BANDS]
        columns = [
            ("Khối", 7),
            ("Môn học", 32),
            (f"Số {period['words'].pupils_short}", 8),
            *((text, 11) for label in (*labels, "Đạt", "Chưa đạt") for text in (label, "%")),
        ]
        title = f"Tỉ lệ theo môn học · {period['name']} · {year.name}"
        page = self._page(workbook, formats, names, f"Môn {period['name']}", title, columns)
        blank = [None] * (2 * len(labels))
        self._rows(
            page,
            formats,
            (
                [
                    line["grade"],
                    line["subject"],
                    line["number"],
                    *(blank if line["kind"] == "comment" else ()),
                    *(
                        cell
                        for count, share in zip(line["counts"], line["shares"], strict=True)
                        for cell in (count, float(share))
                    ),
                    *(() if line["kind"] == "comment" else [None] * 4),
                ]
                for line in period["subjects"]
            ),
        )
