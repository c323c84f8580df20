# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import os
import shutil
import tempfile
from pathlib import Path
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import SQL

from ..tools import trail_anchor
from .common import covers
from .test_trail import TrailCommon


@tagged("post_install", "-at_install")
class TestTrailAnchor(TrailCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        root = tempfile.mkdtemp(prefix="anchors-")
        cls.addClassCleanup(shutil.rmtree, root)
        variable = patch.dict(os.environ, {trail_anchor.VARIABLE: root})
        variable.start()
        cls.addClassCleanup(variable.stop)
        cls.folder = trail_anchor.folder_of(cls.env.cr.dbname, cls.school.id)
        cls.chain = f"class:{cls.class_8a.id}"

    def _anchor_days(self, *days):
        for day in days:
            self.lock.reason = f"Decision of {day}"
            self.env.flush_all()
            with freeze_time(f"{day} 16:30:00"):
                self.Trail._anchor(self.school)

    def _cut(self, row):
        """Cut a chain behind ``row`` and mend its head, as the owner of the tables could."""
        self._without_triggers(
            "school_trail",
            SQL(
                "DELETE FROM school_trail WHERE company_id = %s AND chain = %s AND seq > %s",
                self.school.id,
                self.chain,
                row.seq,
            ),
        )
        self._without_triggers(
            "school_trail_head",
            SQL(
                "UPDATE school_trail_head SET seq = %s, hash = %s"
                " WHERE company_id = %s AND chain = %s",
                row.seq,
                row.hash,
                self.school.id,
                self.chain,
            ),
        )

    @covers("AUD-01")
    def test_a_rewritten_chain_is_found_by_its_anchor(self):
        self._anchor_days("2026-10-01", "2026-10-02")
        self.assertFalse(self._broken())
        self._cut(self._rows()[-2])
        chains = self.Trail._verify(self.school, [self.chain])
        broken = {line["chain"]: line["why"] for line in chains if not line["ok"]}
        self.assertIn("2026-10-02", broken.pop(self.chain))
        # what the cut end told of still stands in the book
        self.assertEqual(list(broken), ["school.lock"])

    @covers("AUD-01")
    def test_a_growing_chain_keeps_its_anchors(self):
        self._anchor_days("2026-10-01")
        self.lock.reason = "Later"
        self.assertFalse(self._broken())
        found = {line["chain"]: line for line in self.Trail._verify(self.school)}
        self.assertEqual(found["anchors"]["rows"], 1)

    @covers("AUD-01")
    def test_an_altered_or_removed_file_is_found(self):
        days = ("2026-10-01", "2026-10-02", "2026-10-03")
        self._anchor_days(*days)
        second = Path(self.folder, "2026-10-02.json")
        kept = second.read_text()
        second.write_text(kept.replace(self.school.name, "Another school"))
        self.assertIn("2026-10-03", self._broken()["anchors"]["why"])
        second.unlink()
        self.assertIn("2026-10-03", self._broken()["anchors"]["why"])
        second.write_text("no anchor")
        self.assertIn("2026-10-02", self._broken()["anchors"]["why"])
        second.write_text(kept)
        self.assertFalse(self._broken())

    @covers("AUD-01")
    def test_the_day_is_that_of_viet_nam(self):
        with freeze_time("2026-10-01 17:30:00"):
            self.Trail._anchor(self.school)
        self.assertTrue(Path(self.folder, "2026-10-02.json").exists())

    @covers("AUD-01")
    def test_the_board_gets_the_anchor(self):
        text = self.Trail._anchor(self.school)
        before = self.env["mail.mail"].search([])
        self.Trail._anchor_send(self.school, text)
        mail = self.env["mail.mail"].search([]) - before
        self.assertIn(self.users["principal"].email, mail.email_to)
        self.assertNotIn(self.users["teacher"].email, mail.email_to)
        self.assertEqual(mail.attachment_ids.raw.decode(), text)
        self.assertIn(trail_anchor.digest_of(text), mail.body_html)
