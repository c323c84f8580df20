# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class SchoolClassPlan(models.TransientModel):
    """Fill the subject plans of classes from the curriculum of their grades.

    The compulsory subjects are proposed; subjects to choose and electives are ticked by hand.
    """

    _name = "school.class.plan"
    _description = "Fill Subject Plans from the Curriculum"

    class_ids = fields.Many2many(comodel_name="school.class", string="Classes", required=True)
    curriculum_line_ids = fields.Many2many(
        comodel_name="school.curriculum.line", compute="_compute_curriculum_line_ids"
    )
    available_subject_ids = fields.Many2many(
        comodel_name="school.subject", compute="_compute_curriculum_line_ids"
    )
    subject_ids = fields.Many2many(
        comodel_name="school.subject",
        string="Subjects",
        compute="_compute_subject_ids",
        store=True,
        readonly=False,
        domain="[('id', 'in', available_subject_ids)]",
    )

    @api.depends("class_ids")
    def _compute_curriculum_line_ids(self):
        for wizard in self:
            wizard.curriculum_line_ids = self.env["school.curriculum.line"].search(
                [("grade_id", "in", wizard.class_ids.grade_id.ids)]
            )
            wizard.available_subject_ids = wizard.curriculum_line_ids.subject_id

    @api.depends("class_ids")
    def _compute_subject_ids(self):
        for wizard in self:
            wizard.subject_ids = wizard.curriculum_line_ids.filtered(
                lambda line: line.choice == "compulsory"
            ).subject_id

    def action_fill(self):
        self.ensure_one()
        self.class_ids._fill_plan(subjects=self.subject_ids)
        return {"type": "ir.actions.act_window_close"}
