# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class SchoolPrintWizard(models.TransientModel):
    """Choose a report for the records ticked in a list and print them in the background."""

    _name = "school.print.wizard"
    _description = "Print in the Background"

    res_model = fields.Char(required=True, default=lambda self: self._default_res_model())
    report_id = fields.Many2one(
        comodel_name="ir.actions.report",
        required=True,
        domain="[('model', '=', res_model), ('report_type', 'in', ('qweb-pdf', 'xlsx'))]",
    )
    count = fields.Integer(default=lambda self: len(self._records()), readonly=True)

    @api.model
    def _default_res_model(self):
        return self.env.context.get("active_model")

    @api.model
    def _records(self):
        model = self.env.context.get("active_model")
        return self.env[model].browse(self.env.context.get("active_ids", [])) if model else []

    def action_print(self):
        self.ensure_one()
        records = self._records()
        if not records:
            raise UserError(self.env._("Choose what to print in the list first."))
        records.check_access("read")
        job = self.env["school.print.job"].create(
            {
                "name": self.report_id.name,
                "report_id": self.report_id.id,
                "line_ids": [
                    Command.create({"res_id": record.id, "name": record.display_name})
                    for record in records
                ],
            }
        )
        return job._show()
