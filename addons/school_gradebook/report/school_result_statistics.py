# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter, defaultdict

from odoo import api, models
from odoo.tools import SQL

from ..models.school_result import PERIODS

#: What is counted of the results of a class.
COUNTED = ("learning", "conduct", "promotion", "title")
#: What the table of classes tells of promotions.
TOLD_PROMOTIONS = ("promoted", "promoted_after_summer", "repeat")
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
        """Return one dict a period: {"period", "name", "subjects": [line], "tables": [table]}.

        There is a table of classes for each circular, with its words (``_class_table``).
        """
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
                "tables": [
                    self._class_table(scheme, [line for line in lines if line["period"] == period])
                    for scheme, lines in by_class.items()
                ],
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
        """Return {scheme: lines}: in each class and period, how many reached which level, title."""
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
                    "scheme": school_class._scheme(),
                    **{name: Counter() for name in COUNTED},
                },
            )
            line["size"] += count
            for name, value in zip(COUNTED, values, strict=True):
                line[name][value] += count
        found = defaultdict(list)
        for line in sorted(lines.values(), key=lambda line: line["order"]):
            found[line.pop("scheme")].append(line)
        return found

    @api.model
    def _class_table(self, scheme, lines):
        """Return the classes of a circular with the columns of its levels, titles and outcomes.

        :return: {"title", "groups": [(heading, number of columns)], "columns": [(field, value,
            heading)], "headings": [heading of each column with its group], "lines"}
        """
        groups = [
            (scheme.learning_names[1].capitalize(), "learning", scheme.labels.get("learning", {})),
            (scheme.conduct_names[1].capitalize(), "conduct", scheme.labels.get("conduct", {})),
            ("Danh hiệu", "title", scheme.labels.get("title", {})),
            ("Lên lớp", "promotion", {n: scheme.label("promotion", n) for n in TOLD_PROMOTIONS}),
        ]
        # a term has no titles under most circulars, and nobody is promoted in it
        shown = []
        for heading, name, labels in groups:
            found = {value for line in lines for value in line[name] if line[name][value]}
            if found - {False}:
                columns = {value: label for value, label in labels.items() if label}
                # the columns of a level add up to the class
                if False in found and name in ("learning", "conduct"):
                    columns[False] = "Chưa có"
                shown.append((heading, name, columns))
        results = " và ".join(filter(None, (scheme.learning_names[1], scheme.conduct_names[1])))
        return {
            "title": f"{results[:1].upper()}{results[1:]} theo lớp",
            "code": scheme.code,
            "groups": [(heading, len(labels)) for heading, _name, labels in shown],
            "columns": [
                (name, value, label)
                for _h, name, labels in shown
                for value, label in labels.items()
            ],
            "headings": [
                f"{heading} {label}" if name in ("learning", "conduct") else label
                for heading, name, labels in shown
                for label in labels.values()
            ],
            "lines": lines,
        }
