# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.school_rollover_line import OUTCOMES


class SchoolRolloverChange(models.TransientModel):
    """Change many pupils of a rollover at once, for one reason."""

    _name = "school.rollover.change"
    _description = "Change Pupils of a Rollover"

    line_ids = fields.Many2many(
        comodel_name="school.rollover.line",
        string="Pupils",
        required=True,
        default=lambda self: self._default_line_ids(),
    )
    line_count = fields.Integer(string="Pupils Chosen", compute="_compute_line_count")
    year_to_id = fields.Many2one(comodel_name="school.year", compute="_compute_line_count")
    outcome = fields.Selection(OUTCOMES, help="Empty: as it is.")
    class_to_id = fields.Many2one(
        comodel_name="school.class",
        string="Next Year's Class",
        domain="[('year_id', '=', year_to_id)]",
        help="Empty: the class that the former class is mapped to.",
    )
    change_reason = fields.Char(string="Reason", required=True)

    def _default_line_ids(self):
        if self.env.context.get("active_model") == "school.rollover.line":
            return self.env.context.get("active_ids")
        return []

    @api.depends("line_ids")
    def _compute_line_count(self):
        for wizard in self:
            wizard.line_count = len(wizard.line_ids)
            wizard.year_to_id = wizard.line_ids.rollover_id.year_to_id[:1]

    def action_apply(self):
        self.ensure_one()
        if not (self.outcome or self.class_to_id):
            raise UserError(self.env._("Choose an outcome or a class."))
        values = {"change_reason": self.change_reason}
        if self.outcome:
            values["outcome"] = self.outcome
        if self.class_to_id:
            values["class_to_id"] = self.class_to_id.id
        self.line_ids.write(values)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
