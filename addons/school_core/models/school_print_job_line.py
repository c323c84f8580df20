# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

_logger = logging.getLogger(__name__)

FILE_TYPES = {"qweb-pdf": "pdf", "xlsx": "xlsx"}
INITIAL = {"state": "waiting", "attachment_id": False, "error": False}


class SchoolPrintJobLine(models.Model):
    _name = "school.print.job.line"
    _description = "Print of a Job"
    _order = "id"

    job_id = fields.Many2one(
        comodel_name="school.print.job", required=True, index=True, ondelete="cascade"
    )
    res_id = fields.Integer(required=True)
    name = fields.Char(required=True)
    state = fields.Selection(
        [("waiting", "Waiting"), ("done", "Done"), ("failed", "Failed")],
        default="waiting",
        required=True,
    )
    attachment_id = fields.Many2one(comodel_name="ir.attachment", readonly=True)
    error = fields.Char(readonly=True)

    _waiting_idx = models.Index("(id) WHERE state = 'waiting'")

    @api.model_create_multi
    def create(self, vals_list):
        # a default from the context would otherwise give what vals may not
        return super().create([{**vals, **INITIAL} for vals in vals_list])

    def _make(self):
        """Print the record of this line as the user who asked for it."""
        self.ensure_one()
        job = self.job_id
        user = job.create_uid
        report = job.report_id.with_user(user).with_company(job.company_id)
        report = report.with_context(lang=user.lang, tz=user.tz)
        try:
            with self.env.cr.savepoint():
                content, _type = report._render(
                    job.report_id.report_name, [self.res_id], data=job.options or {}
                )
        except (AccessError, UserError) as refusal:
            self.write({"state": "failed", "error": str(refusal)})
            return
        except Exception:
            _logger.exception("Print job %s: record %s failed", job.id, self.res_id)
            self.write({"state": "failed", "error": report.env._("The print failed.")})
            return
        extension = FILE_TYPES[job.report_id.report_type]
        self.attachment_id = self.env["ir.attachment"].create(
            {
                "name": f"{self.name}.{extension}",
                "raw": content,
                "res_model": job._name,
                "res_id": job.id,
            }
        )
        self.state = "done"
