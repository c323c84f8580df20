# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from odoo.addons.school_core.models.school_print_check import Place

from .form_text import date_text
from .school_result_statistics import BANDS


class YearStatistics(models.AbstractModel):
    """Rates by subject and levels by class of a school year (tỉ lệ xếp loại theo môn, theo lớp)."""

    _name = "report.school_gradebook.year_statistics"
    _description = "Statistics of the Year"

    @api.model
    def _get_report_values(self, docids, data=None):
        years = self.env["school.year"].browse(docids)
        places = {year: Place(year_id=year.id) for year in years}
        marks = self.env["school.print.check"]._marks(
            "school_gradebook.year_statistics", list(places.values())
        )
        return {
            "years": [{**self._year(year), "check": marks[places[year]]} for year in years],
            "bands": [name for name, _bar in BANDS],
            "share_text": lambda share: f"{share:.1f}".replace(".", ","),
        }

    def _year(self, year):
        school = year.company_id
        return {
            "name": year.name,
            "authority": school.school_authority_id.name or "",
            "school": school.name,
            "words": self.env["school.result.statistics"]._words(year),
            "principal": school.school_principal_id.name or "",
            "printed": date_text(fields.Date.context_today(self)),
            "periods": [
                period
                for period in self.env["school.result.statistics"]._collect(year)
                if period["subjects"] or any(table["lines"] for table in period["tables"])
            ],
        }
