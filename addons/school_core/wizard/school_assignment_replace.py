# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, api, fields, models


class SchoolAssignmentReplace(models.TransientModel):
    """Let another teacher take over assignments from a date; the history stays."""

    _name = "school.assignment.replace"
    _description = "Replace the Teacher of Assignments"

    homeroom_assignment_ids = fields.Many2many(comodel_name="school.homeroom.assignment")
    teaching_assignment_ids = fields.Many2many(comodel_name="school.teaching.assignment")
    company_id = fields.Many2one(
        comodel_name="res.company", default=lambda self: self.env.company, required=True
    )
    teacher_id = fields.Many2one(
        comodel_name="hr.employee",
        string="New Teacher",
        required=True,
        domain="[('company_id', '=', company_id)]",
    )
    date = fields.Date(string="Takes over from", required=True, default=fields.Date.context_today)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        name = {
            "school.homeroom.assignment": "homeroom_assignment_ids",
            "school.teaching.assignment": "teaching_assignment_ids",
        }.get(self.env.context.get("active_model"))
        if name in fields:
            assignments = self.env[self.env.context["active_model"]].browse(
                self.env.context.get("active_ids", [])
            )
            values[name] = [Command.set(assignments.ids)]
            values["company_id"] = assignments.company_id[:1].id
        return values

    def action_replace(self):
        self.ensure_one()
        self.homeroom_assignment_ids._replace(self.teacher_id, self.date)
        self.teaching_assignment_ids._replace(self.teacher_id, self.date)
        return {"type": "ir.actions.act_window_close"}
