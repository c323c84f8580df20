# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..tools.mark_text import average_text

#: The figures that stand on a mark: of the row of a term, and of a result.
ROW_FIGURES = {
    ("1", "average"): "average_1",
    ("2", "average"): "average_2",
    ("2", "year_average"): "year_average",
}
RESULT_FIGURES = {
    ("1", "learning"): "learning_1",
    ("2", "learning"): "learning_2",
    ("year", "learning"): "learning_year",
    ("year", "promotion"): "promotion",
    ("year", "title"): "title",
}


class SchoolMarkCorrectionEffect(models.Model):
    """A figure that stands on corrected marks: what it was before, what it is now."""

    _name = "school.mark.correction.effect"
    _description = "Effect of a Correction"
    _inherit = ["school.words.mixin"]
    _rec_name = "figure"
    _order = "correction_id, student_id, figure, id"

    correction_id = fields.Many2one(
        comodel_name="school.mark.correction",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    class_id = fields.Many2one(related="correction_id.class_id")
    student_id = fields.Many2one(
        comodel_name="school.student",
        string="Pupil",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    figure = fields.Selection(
        [
            ("average_1", "Average of Term 1"),
            ("average_2", "Average of Term 2"),
            ("year_average", "Average of the Year"),
            ("learning_1", "Learning Result, Term 1"),
            ("learning_2", "Learning Result, Term 2"),
            ("learning_year", "Learning Result, Year"),
            ("promotion", "Promotion"),
            ("title", "Title"),
        ],
        required=True,
        readonly=True,
    )
    before = fields.Char(string="Stored Value Before", readonly=True)
    after = fields.Char(string="Stored Value After", readonly=True)
    before_text = fields.Char(string="Before", compute="_compute_texts")
    after_text = fields.Char(string="After", compute="_compute_texts")
    is_changed = fields.Boolean(string="Changed", compute="_compute_texts")

    @api.depends("figure", "before", "after")
    @api.depends_context("lang")
    def _compute_texts(self):
        results = self.env["school.result"]
        labels = {
            figure: dict(results._fields[name]._description_selection(self.env))
            for (_period, name), figure in RESULT_FIGURES.items()
        }
        names = {figure: name for (_period, name), figure in RESULT_FIGURES.items()}
        for effect in self:
            # by which circular a class is assessed is no secret
            scheme = effect.sudo().class_id._scheme()
            for name in ("before", "after"):
                value = effect[name]
                if effect.figure in labels:
                    text = labels[effect.figure].get(value, value)
                    text = scheme.label(names[effect.figure], value, text)
                else:
                    kind = effect.correction_id.kind
                    text = average_text(float(value), kind) if value else ""
                effect[f"{name}_text"] = text or "–"
            effect.is_changed = effect.before != effect.after

    @api.model
    def _figures(self, sheet, students):
        """Return {(student_id, figure): stored value} of all that stands on marks of ``sheet``."""
        self.env.flush_all()
        rows = self.env["school.mark"].search_fetch(
            [
                ("student_id", "in", students.ids),
                ("subject_id", "=", sheet.subject_id.id),
                ("term_id", "in", sheet.year_id.term_ids.ids),
            ],
            ["student_id", "term_id", "average", "year_average"],
        )
        found = {}
        for row in rows:
            for (term, name), figure in ROW_FIGURES.items():
                if str(row.term_id.number) == term and row[name] is not False:
                    found[row.student_id.id, figure] = str(row[name])
        results = self.env["school.result"].search_fetch(
            [("student_id", "in", students.ids), ("year_id", "=", sheet.year_id.id)],
            ["student_id", "period", "learning", "promotion", "title"],
        )
        for result in results:
            for (period, name), figure in RESULT_FIGURES.items():
                if result.period == period and result[name]:
                    found[result.student_id.id, figure] = result[name]
        return found
