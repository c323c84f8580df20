# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import WebCase, covers

from .path_common import PathCommon


@tagged("post_install", "-at_install")
@freeze_time("2027-05-20", tick=True)
class TestStudentTours(WebCase, PathCommon):
    @covers("PUP-07")
    def test_clerk_makes_the_certificates_of_a_class_and_hands_one_over(self):
        self.start_tour(
            "/odoo/action-school_core.school_class_action",
            "school_certificate_batch",
            login="clerk",
        )
        certificates = self.env["school.certificate"].search([], order="book_order")
        self.assertEqual(certificates.student_id, self.pupils)
        self.assertEqual(certificates.mapped("number"), ["0012399", "0012400", "0012401"])
        self.assertEqual(certificates.mapped("state"), ["received", "issued", "issued"])
