# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
import zipfile

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import SchoolCommon, covers


@tagged("post_install", "-at_install", "school_security")
class TestPrintJob(SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.report = cls.env["ir.actions.report"].search(
            [("report_type", "=", "qweb-pdf")], limit=1
        )
        cls.secret = cls.env["ir.attachment"].create({"name": "bi-mat.txt", "raw": b"secret"})

    def _job(self, **context):
        return (
            self.env["school.print.job"]
            .with_user(self.users["teacher"])
            .with_context(**context)
            .create(
                {
                    "name": "Sổ điểm",
                    "report_id": self.report.id,
                    "attachment_id": self.secret.id,
                    "line_ids": [
                        Command.create(
                            {
                                "res_id": 1,
                                "name": "8A",
                                "state": "done",
                                "attachment_id": self.secret.id,
                            }
                        )
                    ],
                }
            )
        )

    @covers("ACC-01")
    def test_a_job_holds_no_file_but_those_it_made(self):
        for context in ({}, {"default_attachment_id": self.secret.id}):
            job = self._job(**context).sudo()
            self.assertFalse(job.attachment_id | job.line_ids.attachment_id)
            self.assertEqual(job.line_ids.state, "waiting")

    @covers("ACC-01")
    def test_packing_takes_and_removes_no_other_file(self):
        job = self._job().sudo()
        job.attachment_id = job.line_ids.attachment_id = self.secret
        job._pack()
        self.assertTrue(self.secret.exists())
        with zipfile.ZipFile(io.BytesIO(job.attachment_id.raw)) as archive:
            self.assertFalse(archive.namelist())
        self.assertNotIn(b"secret", job.attachment_id.raw)

    def test_a_report_that_makes_no_file_is_refused(self):
        self.report = self.env["ir.actions.report"].create(
            {
                "name": "Trang xem",
                "model": "school.class",
                "report_name": "school_core.no_file",
                "report_type": "qweb-html",
            }
        )
        with self.assertRefused("not printed in the background", ValidationError):
            self._job()
