# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from ..rules.registry import schemes


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        return {**super().session_info(), "school_words": self._school_words()}

    @api.model
    def _school_words(self):
        """Return the words of each circular for the screens, see ``school.words.mixin``."""
        return {
            scheme.code: {"names": scheme.names, "labels": scheme.labels} for scheme in schemes()
        }
