# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import replace

from odoo import models

from odoo.addons.school_core.tools.import_subjects import (
    SUBJECT_SPELLINGS,
    fold_subject,
    subject_headings,
)
from odoo.addons.school_core.tools.import_table import Column, add_problem

from .school_import_book import TERM

SUBJECT_PREFIX = "subject_"
# "HK" heads the conduct (hạnh kiểm) in these sheets.
SUMMARY_TERM = replace(
    TERM,
    headers=("Học kì", "Học kỳ", "Kì", "Kỳ"),
    choices={**TERM.choices, "year": ("Cả năm", "CN", "Cả năm học")},
)


class SchoolImportSummary(models.AbstractModel):
    """Results of a class in a term as other systems sum them up: a row a pupil, a column a subject.

    They fill the results of earlier schools and of the school's own years on paper. Averages of
    all subjects, ranks and titles are computed here and not read; a summary of a whole year is
    refused, because the books hold terms and a year follows from them.
    """

    _name = "school.import.summary"
    _inherit = "school.import.earlier"
    _description = "Import of Results of a Class"

    _kind = "summary"
    _kind_sequence = 96
    _kind_sheet = "Tổng kết lớp"
    _kind_key = ("code", "term")

    def _kind_title(self):
        return self.env._("Results of a class, subjects side by side")

    def _kind_columns(self):
        return [
            *self._place_columns(),
            SUMMARY_TERM,
            *self._subject_columns(),
            *self._result_columns(),
        ]

    def _kind_fits(self, table):
        """Override: without a subject it is a list of something else."""
        return any(name.startswith(SUBJECT_PREFIX) for name in table.positions)

    def _subject_columns(self):
        """Return a column for each subject of the programme."""
        return [
            Column(
                f"{SUBJECT_PREFIX}{subject.code}",
                subject_headings(
                    subject.name,
                    subject.short_name,
                    subject.code,
                    *SUBJECT_SPELLINGS.get(subject.code, ()),
                ),
                "raw",
            )
            for subject in self._summary_subjects()
        ]

    def _summary_subjects(self):
        return self.env["school.subject"].search([("company_id", "=", False)])

    def _lines(self, table, row, subjects):
        """Override: a column for each subject."""
        columns = [name for name in row.values if name.startswith(SUBJECT_PREFIX)]
        return [
            (subject, self._value(table, row, name, subject))
            for name in columns
            if (subject := subjects[fold_subject(name.removeprefix(SUBJECT_PREFIX))])
        ]

    def _load(self, run, table, rows):
        """Override: refuse what sums up a year."""
        of_year = [row for row in rows if row.values.get("term") == "year"]
        if of_year:
            add_problem(table, of_year[0], "term", "year_summary")
            return
        super()._load(run, table, rows)

    def _reasons(self, params):
        return {
            **super()._reasons(params),
            "year_summary": lambda: self.env._(
                "The books hold the results of terms, those of a year follow from them. Import the"
                " sheets of both terms instead, or do not read this one."
            ),
        }
