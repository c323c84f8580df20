# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import WebCase, covers

from .primary_common import PrimaryCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-10-15 01:00:00", tick=True)
class TestPrimaryTours(WebCase, PrimaryCommon):
    def _tour(self, name, sheet, login):
        self.env.flush_all()
        self.start_tour(
            f"/odoo/school-sheet/{sheet.id}?sheet_model={sheet._name}", name, login=login
        )
        self.env.invalidate_all()

    def _stored(self, sheet, column):
        grid = self._as("principal", sheet).grid_open()
        return self._grid_column(grid, column)

    @covers("GB-01", "GB-02")
    def test_teacher_enters_levels_and_tests(self):
        sheet = self.maths_sheets[0]
        self._tour("school_primary_levels_and_tests", sheet, "teacher")
        self.assertEqual(self._stored(sheet, "midterm_level"), ["T", "H", "C"])
        self.assertEqual(self._stored(sheet, "midterm"), [9, 10, 0])
        self.assertEqual(self._stored(sheet, "final_level"), [None] * 3)

    @covers("GB-11")
    def test_homeroom_teacher_enters_qualities(self):
        sheet = self.quality_sheets[1]
        self._tour("school_primary_qualities", sheet, "homeroom")
        self.assertEqual(self._stored(sheet, "yeu_nuoc"), ["T", "D", "C"])
        self.assertEqual(self._stored(sheet, "the_chat"), ["D", None, None])

    @covers("GB-20")
    def test_principal_prints_the_summary(self):
        action = self.env.ref("school_core.school_class_action")
        self.start_tour(
            f"/odoo/action-{action.id}/{self.class_4a.id}",
            "school_primary_principal_prints",
            login="principal",
        )
