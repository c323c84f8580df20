# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.school_core.tools.import_table import Column

TERM = Column(
    "term",
    ("Học kì", "HK", "Học kỳ", "Kì", "Kỳ"),
    required=True,
    choices={
        "1": ("1", "I", "HK1", "HKI", "Học kì 1", "Học kì I", "Học kỳ 1", "Học kỳ I"),
        "2": ("2", "II", "HK2", "HKII", "Học kì 2", "Học kì II", "Học kỳ 2", "Học kỳ II"),
    },
    example="1",
    for_all=True,
)


class SchoolImportBook(models.AbstractModel):
    """What the importers of marks and of conduct have in common."""

    _name = "school.import.book"
    _inherit = "school.import.kind"
    _description = "Import into a Class Book"

    _kind_of_year = True

    def _declare(self, run, table):
        """Nothing refers to a row of a class book."""

    def _reasons(self, params):
        marks = self.env["school.mark"]
        return {
            **super()._reasons(params),
            **{
                f"mark_{reason}": lambda reason=reason: marks._refusal_text(reason).capitalize()
                for reason in (
                    *("format", "range", "decimals", "not_a_number", "not_a_level", "not_whole"),
                )
            },
            "too_many_absences": lambda: self.env._(
                "A number of sessions lies between 0 and %(limit)s.", **params
            ),
            "not_in_sheet": lambda: self.env._("The pupil does not stand in this sheet."),
            "closed_for_pupil": lambda: f"{params['reason']}.",
            "locked": lambda: params["reason"],
            "replaces": lambda: self.env._("Replaces %(old)s.", **params),
        }
