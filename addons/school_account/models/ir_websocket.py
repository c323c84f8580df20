# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.http import SessionExpiredException

from odoo.addons.bus.websocket import wsrequest


class IrWebsocket(models.AbstractModel):
    _inherit = "ir.websocket"

    @classmethod
    def _authenticate(cls):
        result = super()._authenticate()
        uid = wsrequest.session.uid
        if uid and wsrequest.env["res.users"].browse(uid)._school_barrier():
            raise SessionExpiredException
        return result
