# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

#: Words of Odoo's own lock of an idle screen that Odoo has not put into Vietnamese.
AUTH_TIMEOUT = (
    _lt("Confirm access"),
    _lt("Signed in as"),
    _lt("Having problems ?"),
    _lt("Authentication code"),
    _lt("Authentication code via email"),
    _lt("Enter below the six-digit authentication code just sent to your email"),
    _lt(
        "Open your two-factor authenticator (TOTP) app or browser extension to view your"
        " authentication code."
    ),
    _lt("When you are ready, authenticate using the button below."),
    _lt("Use an authentication code sent by email"),
    _lt("Use passkey"),
    _lt("Use your authenticator app"),
    _lt("Use your passkey"),
    _lt("Use your password"),
)


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @api.model
    def _untranslated_words(self):
        return {**super()._untranslated_words(), "auth_timeout": AUTH_TIMEOUT}
