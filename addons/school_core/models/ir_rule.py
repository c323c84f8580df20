# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain


class IrRule(models.Model):
    """What somebody types into a dialogue, or a report computes for him or her, is for that user.

    The access rights of a dialogue say who may open it; without more, everybody who may open it
    reads and changes what colleagues, and those of other schools, have in theirs. A refusal never
    tells what was refused.
    """

    _inherit = "ir.rule"

    @api.model
    def _compute_domain(self, model_name, mode="read"):
        domain = super()._compute_domain(model_name, mode)
        model = self.env[model_name]
        if not model._transient or self.env.su:
            return domain
        return (domain & Domain("create_uid", "=", self.env.uid)).optimize(model)

    def _make_access_error(self, operation, records):
        if self.env.user.has_group("base.group_no_one"):
            # In developer mode, which all staff may switch on, Odoo names the records refused.
            records.invalidate_recordset()
            records = records.browse()
        return super()._make_access_error(operation, records)
