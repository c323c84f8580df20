# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolCertificateReceive(models.TransientModel):
    """Certificates handed over and signed for, one or many on one day."""

    _name = "school.certificate.receive"
    _description = "Receipt of Certificates"

    certificate_ids = fields.Many2many(
        comodel_name="school.certificate", string="Certificates", required=True
    )
    day = fields.Date(required=True, default=fields.Date.context_today)
    by = fields.Char(
        string="Received in Place of the Pupil by", help="Empty: the pupil signed in person."
    )
    proxy_paper = fields.Char(help="Letter of attorney, identity card: number and date.")

    def action_apply(self):
        self.ensure_one()
        self.certificate_ids.check_access("write")
        self.certificate_ids._receive(self.day, self.by, self.proxy_paper)
        return {"type": "ir.actions.act_window_close"}
