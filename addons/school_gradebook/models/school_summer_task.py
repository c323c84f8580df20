# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.mark_text import average_text, mark_text


class SchoolSummerTask(models.Model):
    """What is to be done in the summer: subjects to re-assess, pupils to train (TT22 Điều 13, 14).

    Read from the results: a task comes with the year's results and is done when its mark or level
    is entered, in the subject's sheet or the conduct sheet of term 2.
    """

    _name = "school.summer.task"
    _inherit = ["school.words.mixin"]
    _description = "Summer Task"
    _auto = False
    _rec_name = "student_id"
    _order = "class_id, kind, student_id, id"

    company_id = fields.Many2one(comodel_name="res.company", string="School", readonly=True)
    class_id = fields.Many2one(comodel_name="school.class", readonly=True)
    year_id = fields.Many2one(comodel_name="school.year", readonly=True)
    student_id = fields.Many2one(comodel_name="school.student", string="Pupil", readonly=True)
    kind = fields.Selection(
        [("training", "Training in Summer"), ("reassess", "Assessment Again")], readonly=True
    )
    subject_id = fields.Many2one(comodel_name="school.subject", readonly=True)
    sheet_id = fields.Many2one(comodel_name="school.mark.sheet", readonly=True)
    conduct_sheet_id = fields.Many2one(comodel_name="school.conduct.sheet", readonly=True)
    before = fields.Char(string="Result of the Year", compute="_compute_words")
    after = fields.Char(string="After Summer", compute="_compute_words")
    done = fields.Boolean(readonly=True)
    result_id = fields.Many2one(comodel_name="school.result", readonly=True)
    promotion = fields.Selection(related="result_id.promotion")

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT 2 * result.id + 1 AS id, result.id AS result_id, result.company_id,
                   result.class_id, result.year_id, result.student_id, 'training' AS kind,
                   NULL::int AS subject_id, NULL::int AS sheet_id,
                   sheet.id AS conduct_sheet_id, NULL::int AS mark_id, conduct.id AS conduct_id,
                   conduct.conduct_summer IS NOT NULL AS done
              FROM school_result result
              JOIN school_term term ON term.year_id = result.year_id AND term.number = 2
         LEFT JOIN school_conduct_sheet sheet
                ON sheet.class_id = result.class_id AND sheet.term_id = term.id
         LEFT JOIN school_conduct conduct
                ON conduct.student_id = result.student_id AND conduct.term_id = term.id
             WHERE result.period = 'year'
               AND result.promotion_at_end IN ('summer_training', 'reassess_after_training')
            UNION ALL
            SELECT 2 * mark.id AS id, result.id, result.company_id, result.class_id,
                   result.year_id, result.student_id, 'reassess', mark.subject_id, mark.sheet_id,
                   NULL, mark.id, NULL, num_nonnulls(mark.reassessed, mark.reassessed_level) > 0
                       -- a level may be given, and the test still to come
                       AND NOT COALESCE(result.reassess_subjects, '[]'::jsonb) ? subject.code
              FROM school_result result
              JOIN school_term term ON term.year_id = result.year_id AND term.number = 2
              JOIN school_mark mark
                ON mark.student_id = result.student_id AND mark.term_id = term.id
              JOIN school_subject subject ON subject.id = mark.subject_id
             WHERE result.period = 'year'
               AND (num_nonnulls(mark.reassessed, mark.reassessed_level) > 0
                    -- with both Chưa đạt, the subjects wait until conduct is raised
                    OR result.promotion <> 'reassess_after_training'
                       AND COALESCE(result.reassess_subjects, '[]'::jsonb) ? subject.code)
            """
        )

    @api.depends("kind", "student_id", "sheet_id")
    def _compute_words(self):
        """Show the year's value and that of the summer, in the words of the sheet."""
        # The reader of a task may read the result and the marks it stands on.
        marks = self.env["school.mark"].search(
            [
                ("sheet_id", "in", self.sheet_id.ids),
                ("student_id", "in", self.student_id.ids),
            ]
        )
        conducts = self.env["school.conduct"].search(
            [
                ("sheet_id", "in", self.conduct_sheet_id.ids),
                ("student_id", "in", self.student_id.ids),
            ]
        )
        mark_of = {(mark.sheet_id, mark.student_id): mark for mark in marks}
        conduct_of = {conduct.student_id: conduct for conduct in conducts}
        levels = dict(
            self.env["school.conduct"]._fields["conduct"]._description_selection(self.env)
        )
        level = dict(
            self.env["school.mark"]._fields["final_level"]._description_selection(self.env)
        ).get
        for task in self:
            if task.kind == "training":
                after = conduct_of.get(task.student_id)
                words = levels | task.class_id._scheme().labels.get("conduct", {})
                task.before = words.get(task.result_id.conduct_at_end)
                task.after = words.get(after.conduct_summer) if after else False
            else:
                mark = mark_of.get((task.sheet_id, task.student_id), self.env["school.mark"])
                task.before = _texts(
                    level(mark.final_level),
                    mark_text(mark.final, mark.kind)
                    if mark.final_level
                    else average_text(mark.year_average, mark.kind),
                )
                task.after = _texts(
                    level(mark.reassessed_level),
                    mark_text(mark.reassessed, mark.kind),
                )

    def action_open_sheet(self):
        """Open the sheet where the task is done."""
        self.ensure_one()
        return (self.sheet_id or self.conduct_sheet_id).action_open_grid()


def _texts(*texts):
    """Join a level and a test; either may be missing."""
    return " · ".join(filter(None, texts))
