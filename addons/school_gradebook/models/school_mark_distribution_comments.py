# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain

from ..tools.distribution import comment_figures

#: Stands for the step of the bars where there are two: Chưa đạt and Đạt.
COMMENTS = "comments"
#: How the two stand in the books, in tenths.
UNSATISFACTORY, SATISFACTORY = 0, 10


class SchoolMarkDistribution(models.AbstractModel):
    """The spread of Đạt and Chưa đạt in subjects assessed by comments (TT22 Điều 5, 7.1)."""

    _inherit = "school.mark.distribution"

    @api.model
    def _sheet_domain(self):
        """Override: subjects assessed by comments, too."""
        return super()._sheet_domain() | Domain("kind", "=", "comment")

    @api.model
    def _scope(self, query):
        scope = super()._scope(query)
        kinds = set(scope["sheets"].mapped("kind"))
        if kinds == {"comment"} and scope["test"] not in self._level_tests():
            scope["step"] = COMMENTS
        return scope

    @api.model
    def _count(self, scope):
        if scope["step"] == COMMENTS:
            self = self.with_context(school_mark_kind="comment")
        return super()._count(scope)

    @api.model
    def _labels(self, step):
        if step != COMMENTS:
            return super()._labels(step)
        return [self.env._("Unsatisfactory"), self.env._("Satisfactory")]

    @api.model
    def _line(self, key, label, counts, step, kind="all"):
        if step != COMMENTS:
            return super()._line(key, label, counts, step, kind)
        unsatisfactory, satisfactory = (
            counts.get(value, 0) for value in (UNSATISFACTORY, SATISFACTORY)
        )
        return {
            "key": key,
            "kind": kind,
            "label": label,
            "bins": [unsatisfactory, satisfactory],
            **comment_figures(unsatisfactory, satisfactory)._asdict(),
        }

    @api.model
    def _figure_labels(self, step=None):
        if step != COMMENTS:
            return super()._figure_labels(step)
        lowest, highest = self._labels(COMMENTS)
        return {
            "count": self.env._("Number of assessments"),
            "below_pass": lowest,
            "share_below_pass": f"{lowest} (%)",
            "good": highest,
            "share_pass": f"{highest} (%)",
        }
