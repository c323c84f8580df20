# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
import re
import unicodedata
import zipfile

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .school_print_job_line import FILE_TYPES

#: What no file name may hold on one system or another.
UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


class SchoolPrintJob(models.Model):
    """Many prints made in the background, one record after the other, packed in one zip.

    Each print is made as the user who asked for it (``create_uid``, which nobody can set), so a
    job never prints what that user may not read. A job stopped in the middle goes on where it was.
    """

    _name = "school.print.job"
    _description = "Print Job"
    _order = "id desc"

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        string="School",
        required=True,
        default=lambda self: self.env.company,
        index=True,
    )
    report_id = fields.Many2one(comodel_name="ir.actions.report", required=True, ondelete="cascade")
    options = fields.Json(help="What of the records to print, where the report lets one choose.")
    line_ids = fields.One2many(comodel_name="school.print.job.line", inverse_name="job_id")
    state = fields.Selection(
        [("waiting", "Waiting"), ("running", "Running"), ("done", "Done"), ("failed", "Failed")],
        compute="_compute_progress",
    )
    progress = fields.Float(compute="_compute_progress", help="Percentage of prints made.")
    attachment_id = fields.Many2one(
        comodel_name="ir.attachment", string="Result", readonly=True, copy=False
    )

    @api.depends("line_ids.state")
    def _compute_progress(self):
        for job in self:
            states = job.line_ids.mapped("state")
            finished = len(states) - states.count("waiting")
            job.progress = 100 * finished / (len(states) or 1)
            if finished < len(states):
                job.state = "running" if finished else "waiting"
            else:
                job.state = "failed" if "failed" in states else "done"

    @api.constrains("report_id")
    def _check_report(self):
        # the settings of a report are not the user's to read
        for job_sudo in self.sudo():
            if job_sudo.report_id.report_type not in FILE_TYPES:
                raise ValidationError(
                    self.env._(
                        "%(report)s is not printed in the background.",
                        report=job_sudo.report_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        # a default from the context would otherwise give what vals may not
        jobs = super().create([{**vals, "attachment_id": False} for vals in vals_list])
        # the scheduled action is not the user's to read
        self.env.ref("school_core.school_print_job_cron").sudo()._trigger()
        return jobs

    def _show(self):
        """Return the action that shows how far the job is."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_download(self):
        self.ensure_one()
        if not self.attachment_id:
            raise UserError(self.env._("The prints are not ready yet."))
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self.attachment_id.id}?download=true",
            "target": "self",
        }

    def action_refresh(self):
        """Show how far the job is: a button of the form reads it anew."""
        return True

    def action_retry(self):
        """Make the prints that failed once more; they join the others in the file."""
        self.check_access("read")
        # a print is the program's to write; what fails again says why again
        failed_sudo = self.sudo().line_ids.filtered(lambda line: line.state == "failed")
        failed_sudo.write({"state": "waiting", "error": False})
        self.env.ref("school_core.school_print_job_cron").sudo()._trigger()
        return True

    @api.model
    def _cron_print(self):
        """Make the waiting prints, each in a transaction of its own."""
        waiting = self.env["school.print.job.line"].search([("state", "=", "waiting")], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(waiting))
        for line in waiting:
            line._make()
            if not line.job_id.line_ids.filtered(lambda other: other.state == "waiting"):
                line.job_id._pack()
            if not cron._commit_progress(1):
                break

    def _pack(self):
        self.ensure_one()
        files = self._own_files(self.line_ids.attachment_id)
        former = self._own_files(self.attachment_id)
        packed = io.BytesIO(former.raw or b"")
        with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
            for attachment in files:
                name = self._file_name(attachment.name, archive.namelist())
                archive.writestr(name, attachment.raw)
        self.attachment_id = self.env["ir.attachment"].create(
            {
                "name": self._file_name(f"{self.name}.zip"),
                "raw": packed.getvalue(),
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        (files | former).unlink()

    def _own_files(self, files):
        """Return those of ``files`` that this job made: that they stand in a field is no proof."""
        return files.filtered(lambda file: (file.res_model, file.res_id) == (self._name, self.id))

    @api.model
    def _file_name(self, name, taken=()):
        """Return ``name`` as every system takes it, its letters composed, unlike those ``taken``."""
        clean = unicodedata.normalize("NFC", UNSAFE.sub("-", name)).strip(". ")
        stem, dot, extension = clean.rpartition(".")
        count, unique = 1, clean
        while unique in taken:
            count += 1
            unique = f"{stem} ({count}){dot}{extension}"
        return unique
