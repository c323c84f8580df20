# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

#: Of the caches that Odoo has and that it empties in all processes together, the one that loses
#: least: which files the bundles of a page are made of. The default one has every right, rule and
#: view in it, and an addon cannot add one.
REFERENCE_CACHE = "assets"


class SchoolReferenceMixin(models.AbstractModel):
    """A model that is read at every turn and seldom changes: what is kept of it in the server's
    memory (``ormcache``, in ``REFERENCE_CACHE``) is forgotten when one of its ``_reference_fields``
    changes.

    Who reads from a table to keep it there flushes first.
    """

    _name = "school.reference.mixin"
    _description = "Kept in Memory"

    _reference_fields = ()

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env.registry.clear_cache(REFERENCE_CACHE)
        return records

    def _write_multi(self, vals_list):
        result = super()._write_multi(vals_list)
        if any(vals.keys() & self._reference_fields for vals in vals_list):
            self.env.registry.clear_cache(REFERENCE_CACHE)
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache(REFERENCE_CACHE)
        return result
