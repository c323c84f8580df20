# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

_ENDS = {"revocation": "revoked", "void": "void"}


class SchoolCertificateEvent(models.Model):
    """What happened to a certificate after its issue; never changed, never deleted."""

    _name = "school.certificate.event"
    _description = "Event of a Certificate"
    _inherit = ["school.trail.mixin"]
    _rec_name = "kind"
    _order = "date desc, id desc"

    _trail_fields = ("certificate_id", "kind", "date", "copies", "person", "content", "number")

    certificate_id = fields.Many2one(
        comodel_name="school.certificate", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="certificate_id.company_id", store=True, index=True, precompute=True
    )
    kind = fields.Selection(
        [
            ("copy", "Copies Issued"),
            ("correction", "Correction"),
            ("revocation", "Revocation"),
            ("void", "Spoilt before the Receipt"),
        ],
        required=True,
        default="copy",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    copies = fields.Integer(help="How many copies were issued.")
    person = fields.Char(string="Received by")
    number = fields.Char(string="Decision or Paper")
    content = fields.Char(string="What and Why")

    @api.constrains("kind", "date", "copies", "content", "certificate_id")
    def _check_event(self):
        for event in self:
            certificate = event.certificate_id
            if event.date > fields.Date.context_today(self):
                problem = self.env._("the day is still to come")
            elif event.date < certificate.issued_date:
                problem = self.env._("the day lies before the issue")
            elif event.kind == "copy" and not 1 <= event.copies <= 50:
                problem = self.env._("how many copies? 1 to 50")
            elif event.kind == "copy" and not event.person:
                problem = self.env._("who received the copies?")
            elif event.kind != "copy" and not event.content:
                problem = self.env._("what and why?")
            elif event.kind in ("correction", "revocation") and not event.number:
                problem = self.env._("the number of the decision is missing")
            else:
                continue
            message = f"{certificate.display_name}: {problem}."
            raise ValidationError(message)

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [
            vals if vals.get("kind", "copy") == "copy" else {**vals, "copies": 0}
            for vals in vals_list
        ]
        events = super().create(vals_list)
        for event in events:
            certificate = event.certificate_id
            possible = {"void": ("issued",)}.get(event.kind, ("issued", "received"))
            if certificate.state not in possible:
                raise UserError(certificate._fixed_text())
            if event.kind in _ENDS:
                certificate._write_internal({"state": _ENDS[event.kind]})
        return events

    def write(self, vals):
        if vals:
            raise UserError(
                self.env._("An event of a certificate is not changed; record another one.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_recorded(self):
        raise UserError(self.env._("An event of a certificate is not deleted."))
