# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import freeze_time, tagged

from odoo.addons.school_core.tests.common import WebCase, covers

from .common import RolloverCommon


@tagged("post_install", "-at_install")
@freeze_time("2027-06-20", tick=True)
class TestRolloverTours(WebCase, RolloverCommon):
    @covers("PUP-03", "OPS-01")
    def test_principal_reviews_and_carries_out(self):
        rollover = self._prepare()
        rollover.action_submit()
        self.start_tour("/odoo/school-start", "school_rollover_principal", login="principal")
        rollover.invalidate_recordset()
        self.assertEqual(rollover.approval_state, "applied")
        self.assertEqual(self._line(rollover, self.an).movement_id.kind, "promotion")

    @covers("PUP-03")
    def test_secretary_prepares_a_rollover(self):
        self.start_tour(
            "/odoo/action-school_rollover.school_rollover_action",
            "school_rollover_secretary",
            login="secretary",
        )
        rollover = self.env["school.rollover"].search([("company_id", "=", self.school.id)])
        line = self._line(rollover, self.chau)
        self.assertEqual((line.outcome, line.change_reason), ("promoted", "Hội đồng xét"))
        self.assertEqual(rollover.approval_state, "submitted")
