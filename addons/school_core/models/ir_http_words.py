# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

#: Words of Odoo's screens that Odoo has not put into Vietnamese, by addon. Those of views and
#: fields are in i18n_extra.
WORDS = {
    "web": (_lt("My Preferences"),),
    "mail": (
        _lt("Add Star"),
        _lt("Audio Output"),
        _lt("Microphone"),
        _lt("New Meeting"),
        _lt("Permission Needed"),
        _lt("Remove Star"),
        _lt("Search conversations"),
        _lt("Starred messages"),
    ),
    "hr": (_lt("New Employee Record"), _lt("No contract")),
    "hr_skills": (_lt("Create Resume Lines"), _lt("Skills & Certifications")),
    "hr_org_chart": (_lt("Set a manager or reports to show in org chart."),),
}


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
