# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, api, fields, models


class SchoolMovementBatch(models.TransientModel):
    """The dialog that moves one pupil or many, by the same decision."""

    _name = "school.movement.batch"
    _description = "Move Pupils"

    student_ids = fields.Many2many(
        comodel_name="school.student",
        string="Pupils",
        required=True,
        default=lambda self: self._default_student_ids(),
    )
    kind = fields.Selection(
        selection=lambda self: (
            self.env["school.movement"]._fields["kind"]._description_selection(self.env)
        ),
        required=True,
        default="class_transfer",
    )
    date = fields.Date(
        required=True,
        default=fields.Date.context_today,
        help="The first day in the new class; when the pupil leaves, the last day at the school.",
    )
    class_to_id = fields.Many2one(
        comodel_name="school.class",
        string="To Class",
        domain="[('year_id.state', '!=', 'closed')]",
    )
    other_school = fields.Char(help="The school the pupil comes from or goes to.")
    reason = fields.Char()
    decision_number = fields.Char()
    decision_date = fields.Date()
    attachment_ids = fields.Many2many(comodel_name="ir.attachment", string="Papers")
    can_record = fields.Boolean(compute="_compute_can_record")

    @api.depends_context("uid")
    def _compute_can_record(self):
        self.can_record = self.env["school.movement"].has_access("create")

    def _default_student_ids(self):
        if self.env.context.get("active_model") == "school.student":
            return [Command.set(self.env.context.get("active_ids", []))]
        return []

    def _values(self, student):
        return {
            "student_id": student.id,
            "kind": self.kind,
            "date": self.date,
            "class_to_id": self.class_to_id.id,
            "other_school": self.other_school,
            "reason": self.reason,
            "decision_number": self.decision_number,
            "decision_date": self.decision_date,
            "attachment_ids": [Command.set(self.attachment_ids.ids)],
        }

    def action_apply(self):
        self.ensure_one()
        self.env["school.movement"].create([self._values(student) for student in self.student_ids])
        return {"type": "ir.actions.act_window_close"}

    def action_request(self):
        """Hand the movements in for the decision of the principal or the vice-principal."""
        self.ensure_one()
        requests = self.env["school.movement.request"].create(
            [self._values(student) for student in self.student_ids]
        )
        requests.action_submit()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "school_core.school_movement_request_action"
            ),
            "domain": [("id", "in", requests.ids)],
            "context": {},
        }
