# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import covers

from .primary_common import PrimaryCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00")
class TestLockColumns(PrimaryCommon):
    @covers("LOCK-01")
    def test_matrix_shows_the_columns_of_the_circular(self):
        self.env.flush_all()
        matrix = self._as("gradebook_admin", self.env["school.lock.matrix"])
        mark, quality = (
            self.env["school.book.kind"].search([("code", "=", code)])
            for code in ("mark", "quality")
        )
        found = {}
        for kind, grade in ((mark, self.grade_8), (mark, self.grade_4), (quality, self.grade_4)):
            options = {"kind_id": kind.id, "grade_id": grade.id, "term_id": self.term_1.id}
            columns = matrix.get_matrix(options)["columns"]
            found[kind, grade] = {column["code"] for column in columns}
        self.assertIn("regular_4", found[mark, self.grade_8])
        self.assertNotIn("regular_6", found[mark, self.grade_8])
        self.assertNotIn("final_level", found[mark, self.grade_8])
        self.assertIn("final_level", found[mark, self.grade_4])
        self.assertNotIn("regular_1", found[mark, self.grade_4])
        self.assertIn("nhan_ai", found[quality, self.grade_4])
