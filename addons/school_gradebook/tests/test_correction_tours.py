# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.school_core.tests.common import WebCase, covers

from .correction_common import CorrectionCommon

FORM = "/odoo/action-school_gradebook.school_mark_correction_action/%s"


@tagged("post_install", "-at_install")
@freeze_time("2026-11-20 03:00:00", tick=True)
class TestCorrectionTours(WebCase, CorrectionCommon):
    @covers("GB-06")
    def test_five_roles_correct_a_mark(self):
        """Teacher, head, vice-principal, administrator and principal, each on the own screen."""
        self.lock.date_end = "2026-11-02 00:00:00"
        self.mark.write(dict.fromkeys(("regular_2", "regular_3", "regular_4"), 7))
        self.lock.date_end = False
        self.env.flush_all()
        self.start_tour(
            f"/odoo/school-sheet/{self.sheet.id}?sheet_model=school.mark.sheet",
            "school_correction_ask",
            login="teacher",
        )
        correction = self.Correction.search([])
        self.assertEqual(correction.approval_state, "submitted")
        self.assertEqual(correction.evidence_ids.res_id, correction.id)
        form = FORM % correction.id
        self.start_tour(form, "school_correction_confirm", login="head_department")
        with mute_logger("odoo.http"):
            self.start_tour(form, "school_correction_approve", login="vice_academic")
        self.assertEqual(self._stored(), 6)
        for login in ("gradebook_admin", "principal", "teacher"):
            self.start_tour(form, f"school_correction_execute_{login}", login=login)
        self.start_tour(form, "school_correction_done", login="teacher")
        self.assertEqual(self._stored(), 8.5)
        self.assertEqual(correction.approval_state, "applied")
        self.assertEqual(len(correction.approval_line_ids.user_id), 5)
