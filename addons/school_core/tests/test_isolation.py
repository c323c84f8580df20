# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .common import SchoolCommon, covers


@tagged("post_install", "-at_install", "school_security")
class TestIsolation(SchoolCommon):
    @covers("ORG-01")
    def test_other_school_sees_nothing(self):
        foreigner = self.users["foreign_teacher"]
        for model in (
            "school.year",
            "school.term",
            "school.class",
            "school.class.subject",
            "school.homeroom.assignment",
            "school.teaching.assignment",
        ):
            with self.subTest(model=model):
                own = self.env[model].search([("company_id", "=", self.school.id)])
                self.assertTrue(own)
                self.assertFalse(self.env[model].with_user(foreigner).search([]) & own)
                self.assertFalse(own.with_user(foreigner)._filtered_access("read"))
