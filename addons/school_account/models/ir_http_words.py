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
    def _get_translations_for_webclient(self, modules, lang):
        translations, parameters = super()._get_translations_for_webclient(modules, lang)
        messages = translations.get("auth_timeout", {}).get("messages")
        if messages is not None:
            known = {message["id"] for message in messages}
            env = self.with_context(lang=lang).env
            added = [
                {"id": word._source, "string": env._(word)}
                for word in AUTH_TIMEOUT
                if word._source not in known
            ]
            translations["auth_timeout"] = {"messages": (*messages, *added)}
        return translations, parameters
