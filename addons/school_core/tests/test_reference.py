# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from ..models.school_reference_mixin import REFERENCE_CACHE
from .common import SchoolCommon


@tagged("post_install", "-at_install")
class TestReference(SchoolCommon):
    """What is kept in the server's memory is forgotten when it changes, and nothing beside it."""

    def _forgotten(self, change):
        """Return the names of the caches that ``change`` has all servers empty."""
        self.env.flush_all()
        names = self.env.registry.cache_invalidated
        names.clear()
        change()
        self.env.flush_all()
        return set(names)

    def test_change_empties_its_own_cache_only(self):
        for change in (
            lambda: self.class_8a.write({"name": "8A1"}),
            lambda: self.class_8a.copy({"name": "8Z"}),
            lambda: self.maths_8a.write({"is_optional": True}),
            lambda: self.maths.write({"name": "Toán học"}),
            lambda: self.term_1.write({"name": "Kỳ I"}),
        ):
            self.assertEqual(self._forgotten(change), {REFERENCE_CACHE})

    def test_other_fields_empty_nothing(self):
        self.assertFalse(self._forgotten(lambda: self.class_8a.write({"room": "B12"})))
