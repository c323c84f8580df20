# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class HrDepartureWizard(models.TransientModel):
    _inherit = "hr.departure.wizard"

    def action_register_departure(self):
        """Override: the keepers of staff files register it, not only administrators of HR."""
        self.employee_ids.check_access("write")
        self.employee_ids._check_leaving()
        # sudo: Odoo reads the dates of the contract, which are closed to who keeps the files.
        return super(HrDepartureWizard, self.sudo()).action_register_departure()
