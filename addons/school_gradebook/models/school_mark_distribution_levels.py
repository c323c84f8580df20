# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

from ..tools.distribution import LEVEL_ORDER, level_figures

#: Levels that a circular gives a subject beside, or instead of, a mark (TT27).
LEVEL_TESTS = ("final_level", "midterm_level")
#: Stands for the step of the bars where each level has one.
LEVELS = "levels"


class SchoolMarkDistribution(models.AbstractModel):
    """The spread of levels (Hoàn thành tốt, Hoàn thành, Chưa hoàn thành) of primary school.

    Levels are counted where marks are, without mean and deviation: there is no sum of words.
    """

    _inherit = "school.mark.distribution"

    @api.model
    def _tests(self):
        """Extend with the levels, where the user reads a sheet that has them."""
        with_levels = self.env["school.mark.sheet"].search_count(
            [*self._level_domain(), ("company_id", "in", self.env.companies.ids)], limit=1
        )
        marks = self.env["school.mark"]._fields
        levels = [(name, marks[name]._description_string(self.env)) for name in LEVEL_TESTS]
        return [*super()._tests(), *(levels if with_levels else [])]

    @api.model
    def _level_tests(self):
        return LEVEL_TESTS

    @api.model
    def _level_domain(self):
        return [("required_columns", "like", "_level")]

    @api.model
    def _sheet_domain(self):
        """Override: sheets with marks, and those with levels."""
        return super()._sheet_domain() | Domain(self._level_domain())

    @api.model
    def _scope(self, query):
        scope = super()._scope(query)
        if scope["test"] in LEVEL_TESTS:
            scope["step"] = LEVELS
        return scope

    @api.model
    def _labels(self, step):
        if step != LEVELS:
            return super()._labels(step)
        names = dict(
            self.env["school.mark"]._fields["final_level"]._description_selection(self.env)
        )
        return [names[level] for level in LEVEL_ORDER]

    @api.model
    def _line(self, key, label, counts, step, kind="all"):
        if step != LEVELS:
            return super()._line(key, label, counts, step, kind)
        return {
            "key": key,
            "kind": kind,
            "label": label,
            "bins": [counts.get(level, 0) for level in LEVEL_ORDER],
            **level_figures(counts)._asdict(),
        }

    @api.model
    def _count(self, scope):
        """Override: levels are counted in the rows of the books."""
        if scope["test"] not in LEVEL_TESTS:
            return super()._count(scope)
        level = scope["test"]
        sheets_sudo = self._sheets(scope)
        of_year = sheets_sudo.filtered(
            lambda sheet: (
                sheet.year_id == scope["term"].year_id and sheet.class_id.grade_id == scope["grade"]
            )
        )
        by_class, by_grade = defaultdict(dict), defaultdict(dict)
        marks, entered = self.env["school.mark"], Domain(level, "!=", False)
        for term, school_class, value, count in marks._read_group(
            entered & Domain("sheet_id", "in", of_year.ids),
            ["term_id", "class_id", level],
            ["__count"],
        ):
            by_class[term, school_class][value] = count
        # How often a level occurs in a grade or the school tells of no pupil and of no class.
        for term, school_class, value, count in marks.sudo()._read_group(
            entered & Domain("sheet_id", "in", sheets_sudo.ids),
            ["term_id", "class_id", level],
            ["__count"],
        ):
            of_grade = by_grade[term.sudo(False), school_class.grade_id.sudo(False)]
            of_grade[value] = of_grade.get(value, 0) + count
        return by_class, by_grade

    @api.model
    def _figure_labels(self, step=None):
        if step != LEVELS:
            return super()._figure_labels(step)
        lowest, _middle, highest = self._labels(LEVELS)
        return {
            "count": self.env._("Pupils"),
            "below_pass": lowest,
            "share_below_pass": f"{lowest} (%)",
            "share_pass": self.env._("Done or better (%)"),
            "good": highest,
            "share_good": f"{highest} (%)",
        }
