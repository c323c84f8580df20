# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from ..tools.odoo_words import WORDS


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @api.model
    def _untranslated_words(self):
        """Return {addon: words of its screens that Odoo has not translated}; to be extended."""
        return WORDS

    @api.model
    def _get_translations_for_webclient(self, modules, lang):
        translations, parameters = super()._get_translations_for_webclient(modules, lang)
        env = self.with_context(lang=lang).env
        for addon, words in self._untranslated_words().items():
            messages = translations.get(addon, {}).get("messages")
            if messages is None:
                continue
            known = {message["id"] for message in messages}
            added = [
                {"id": word._source, "string": env._(word)}
                for word in words
                if word._source not in known
            ]
            translations[addon] = {"messages": (*messages, *added)}
        return translations, parameters
