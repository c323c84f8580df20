# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError

#: What makes a file that file.
CONTENT = frozenset(("raw", "datas", "db_datas", "store_fname", "url", "res_model", "res_id"))


class IrAttachment(models.Model):
    """The evidence of a dossier stays as it was handed in."""

    _inherit = "ir.attachment"

    def write(self, vals):
        if CONTENT & vals.keys():
            self._check_no_evidence()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        self._check_no_evidence()

    def _check_no_evidence(self):
        # every dossier keeps its files, also from those who may not read it
        numbered_sudo = (
            self.env["school.mark.correction"]
            .sudo()
            .search([("name", "!=", False), ("evidence_ids", "in", self.ids)])
        )
        numbered_sudo = numbered_sudo.filtered(lambda one: one.approval_state != "draft")
        if numbered_sudo:
            raise UserError(
                self.env._(
                    "This file is evidence in dossier %(number)s and is kept.",
                    number=numbered_sudo[0].name,
                )
            )
