# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter

from odoo import api, models
from odoo.tools import SQL

from ..models.school_result import PERIODS

#: Bands of averages: the bars of TT22 Điều 9.2, in marks.
BANDS = (
    ("Từ 8,0", 8),
    ("6,5 đến 7,9", 6.5),
    ("5,0 đến 6,4", 5),
    ("3,5 đến 4,9", 3.5),
    ("Dưới 3,5", 0),
)
PERIOD_WORDS = {"1": "Học kì I", "2": "Học kì II", "year": "Cả năm"}


class SchoolResultStatistics(models.AbstractModel):
    """Figures over the results of a school year: rates by subject, levels and titles by class.

    Everything is counted over what the user who prints may read.
    """

    _name = "school.result.statistics"
    _description = "Statistics of Results"

    @api.model
    def _collect(self, year):
        """Return one dict a period: {"period", "name", "subjects": [line], "classes": [line]}."""
        classes = self.env["school.class"].search([("year_id", "=", year.id)])
        # the office prints the figures, too, and reads no marks elsewhere
        counted = self.with_env(self.env["school.class.book"]._reader(classes))
        by_subject = counted._subjects(year)
        by_class = counted._classes(year)
        return [
            {
                "period": period,
                "name": PERIOD_WORDS[period],
                "subjects": [line for line in by_subject if line["period"] == period],
                "classes": [line for line in by_class if line["period"] == period],
            }
            for period, _label in PERIODS
        ]

    @api.model
    def _words(self, year):
        """Return what the forms call people and place, for the levels taught in the year."""
        return self.env["school.class"].search([("year_id", "=", year.id)]).level_id._form_words()

    @api.model
    def _subjects(self, year):
        """Return the averages of each grade and subject by bands, or by Đ and CĐ."""
        readable = self.env["school.mark"]._search([("sheet_id.year_id", "=", year.id)])
        found = self.env.execute_query_dict(
            SQL(
                """
                SELECT value.period, grade.number AS grade, subject.id AS subject, mark.kind,
                       count(*) AS number,
                       count(*) FILTER (WHERE value.average >= 8) AS band_0,
                       count(*) FILTER (WHERE value.average >= 6.5 AND value.average < 8) AS band_1,
                       count(*) FILTER (WHERE value.average >= 5 AND value.average < 6.5) AS band_2,
                       count(*) FILTER (WHERE value.average >= 3.5 AND value.average < 5) AS band_3,
                       count(*) FILTER (WHERE value.average < 3.5) AS band_4,
                       count(*) FILTER (WHERE value.average >= 1) AS passed
                  FROM school_mark mark
                  JOIN school_term term ON term.id = mark.term_id
            CROSS JOIN LATERAL (VALUES (term.number::text, mark.average),
                                       ('year', mark.year_average)) AS value(period, average)
                  JOIN school_class class ON class.id = mark.class_id
                  JOIN school_grade grade ON grade.id = class.grade_id
                  JOIN school_subject subject ON subject.id = mark.subject_id
                 WHERE mark.id IN %s AND value.average IS NOT NULL
              GROUP BY value.period, grade.number, subject.id, mark.kind
              ORDER BY grade.number, mark.kind DESC, subject.id
                """,
                readable.subselect(),
            )
        )
        names = {
            subject.id: subject.name
            for subject in self.env["school.subject"].browse({line["subject"] for line in found})
        }
        return [self._subject_line(line, names[line["subject"]]) for line in found]

    def _subject_line(self, line, name):
        counts = (
            [line["passed"], line["number"] - line["passed"]]
            if line["kind"] == "comment"
            else [line[f"band_{place}"] for place in range(len(BANDS))]
        )
        return {
            "period": line["period"],
            "grade": line["grade"],
            "subject": name,
            "kind": line["kind"],
            "number": line["number"],
            "counts": counts,
            "shares": [100 * count / line["number"] for count in counts],
        }

    @api.model
    def _classes(self, year):
        """Return for each class and period how many pupils reached which level and title."""
        groups = self.env["school.result"]._read_group(
            [("year_id", "=", year.id)],
            ["class_id", "period", "learning", "conduct", "promotion", "title"],
            ["__count"],
        )
        lines = {}
        for school_class, period, *values, count in groups:
            line = lines.setdefault(
                (school_class, period),
                {
                    "period": period,
                    "class": school_class.name,
                    "order": (school_class.grade_id.number, school_class.name),
                    "size": 0,
                    **{name: Counter() for name in ("learning", "conduct", "promotion", "title")},
                },
            )
            line["size"] += count
            for name, value in zip(
                ("learning", "conduct", "promotion", "title"), values, strict=True
            ):
                line[name][value] += count
        return sorted(lines.values(), key=lambda line: line["order"])
