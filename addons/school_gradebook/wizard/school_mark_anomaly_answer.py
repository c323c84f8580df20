# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolMarkAnomalyAnswer(models.TransientModel):
    """Asks for the words of a step: a question, an explanation, a conclusion."""

    _name = "school.mark.anomaly.answer"
    _description = "Words about Unusual Marks"

    anomaly_ids = fields.Many2many(comodel_name="school.mark.anomaly", required=True)
    step = fields.Selection(
        [("ask", "Question"), ("explain", "Explanation"), ("close", "Conclusion")], required=True
    )
    text = fields.Text(required=True)

    def action_confirm(self):
        self.ensure_one()
        if self.step == "ask":
            self.anomaly_ids.action_ask(self.text)
        elif self.step == "explain":
            self.anomaly_ids.action_explain(self.text)
        else:
            self.anomaly_ids.action_close(self.text)
        return {"type": "ir.actions.act_window_close"}
