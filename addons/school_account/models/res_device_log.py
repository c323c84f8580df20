# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import time
from contextlib import nullcontext

from odoo import api, models
from odoo.http import request as http_request

#: How often a session that is in use is noted. Odoo itself notes it once an hour.
NOTED_SECONDS = 5 * 60


class ResDeviceLog(models.Model):
    """Note sessions often enough to see that an account is in use from two places."""

    _inherit = "res.device.log"

    @api.model
    def _update_device(self, request):
        session = request.session
        traces = session.get("_trace", [])
        if not http_request or session.get("_trace_disable"):
            return super()._update_device(request)
        now, known = time.time(), len(traces)
        old = [trace for trace in traces if now - trace["last_activity"] >= NOTED_SECONDS]
        for trace in old:
            trace["last_activity"] = 0
        result = super()._update_device(request)
        if len(traces) > known or any(trace["last_activity"] for trace in old):
            is_readonly = self.env.cr.readonly
            with self.env.registry.cursor() if is_readonly else nullcontext(self.env.cr) as cr:
                user = self.env(cr=cr)["res.users"].browse(session.uid)
                user._note_place(session, is_new=not known)
        return result
