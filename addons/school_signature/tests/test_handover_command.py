# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import zipfile
from datetime import timedelta

from odoo import SUPERUSER_ID, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.school_core.tests.common import covers

from .common import HandoverCommon


@tagged("post_install", "-at_install")
class TestHandoverCommand(HandoverCommon):
    """What ``make handover`` does: piece by piece, and on where it was stopped."""

    @covers("SIG-04")
    def test_a_hand_over_that_was_stopped_goes_on(self):
        Handover = self.env["school.handover"].with_user(SUPERUSER_ID)
        handover = Handover._at_command_line(self.school, False)
        pieces, made, name = handover._next_piece()
        self.assertEqual((made, name), (0, "data"))
        left = handover._make_piece()
        self.assertEqual(left, pieces - 1)
        # run again, and as far as the end
        self.assertEqual(Handover._at_command_line(self.school, False), handover)
        self.assertNotEqual(Handover._at_command_line(self.school, True), handover)
        self.assertEqual(handover._next_piece()[1], 1)
        for _piece in range(pieces):
            if handover.state != "done":
                handover._make_piece()
        self.assertEqual(handover.state, "done")
        target = self._folder() / "ban-giao.zip"
        handover._take_out(target)
        self.assertIn("manifest.json", zipfile.ZipFile(target).namelist())
        self.assertFalse(handover.has_file)
        self.assertFalse(handover.activity_ids)

    def test_what_was_begun_long_ago_is_not_handed_over_as_new(self):
        Handover = self.env["school.handover"].with_user(SUPERUSER_ID)
        handover = Handover._at_command_line(self.school, False)
        handover.flush_recordset()
        self.env.cr.execute(
            "UPDATE school_handover SET create_date = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(hours=13), handover.id],
        )
        handover.invalidate_recordset()
        self.assertNotEqual(Handover._at_command_line(self.school, False), handover)

    def test_no_user_does_this(self):
        for login in ("principal", "system"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.env["school.handover"].with_user(self.users[login]).sudo()._at_command_line(
                    self.school, False
                )
