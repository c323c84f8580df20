# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

CONTRACT_FIELDS = frozenset(
    {"active", "departure_date", "contract_date_start", "contract_date_end", "date_version"}
)


class HrVersion(models.Model):
    """The dates of contract and departure, which decide about access, stand on the version."""

    _inherit = "hr.version"

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        dated = versions.filtered(lambda v: v.sudo().contract_date_start or v.sudo().departure_date)
        dated._follow_employment()
        return versions

    def write(self, vals):
        result = super().write(vals)
        if CONTRACT_FIELDS & vals.keys():
            self._follow_employment()
        return result

    def unlink(self):
        employees = self.employee_id
        result = super().unlink()
        employees.exists()._follow_employment()
        return result

    def _follow_employment(self):
        employees = self.with_context(active_test=False).employee_id
        employees._check_leaving()
        employees._follow_employment()
