# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Hide "Apps" from the staff: Odoo lets every user ask there for addons to be installed."""
        hidden = super()._load_menus_blacklist()
        if not self.env.user.has_group("base.group_system"):
            hidden.append(self.env.ref("base.menu_management").id)
        return hidden
