# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import os
import tempfile
from datetime import timedelta
from pathlib import Path

from odoo import api, fields, models
from odoo.exceptions import AccessDenied, AccessError, UserError

from odoo.addons.school_core.models.res_company import SCHOOL_ADMINISTRATORS

KEPT_DAYS = 7


class SchoolHandover(models.Model):
    """A hand-over of all data of a school: who asked for it, when, and how far it is (SIG-04).

    It is made in the background; the file is for who asked for it, and dropped after some days.
    """

    _name = "school.handover"
    _description = "Hand-over of All Data"
    _inherit = ["school.trail.mixin"]
    _order = "id desc"

    _trail_fields = ("state", "user_id")

    company_id = fields.Many2one(
        comodel_name="res.company", string="School", required=True, readonly=True, index=True
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Asked for by", required=True, readonly=True
    )
    state = fields.Selection(
        [
            ("draft", "Not Confirmed"),
            ("waiting", "Waiting"),
            ("running", "Being Made"),
            ("done", "Handed Over"),
            ("failed", "Failed"),
        ],
        required=True,
        default="draft",
        readonly=True,
    )
    done_at = fields.Datetime(string="Made on", readonly=True)
    digest = fields.Char(
        string="SHA-256",
        readonly=True,
        help="Checksum of the list of checksums, told again by manifest.json.",
    )
    error = fields.Char(readonly=True)
    password = fields.Char(store=False)
    has_file = fields.Boolean(compute="_compute_has_file")

    @api.depends("state")
    def _compute_display_name(self):
        for handover in self:
            handover.display_name = self.env._(
                "Hand-over of %(school)s", school=handover.company_id.name
            )

    def _compute_has_file(self):
        with_file = self._file_sudo().mapped("res_id")
        for handover in self:
            handover.has_file = handover.id in with_file

    def _file_sudo(self):
        # the file hangs on the record, which its reader has been let to
        return (
            self.env["ir.attachment"]
            .sudo()
            .search([("res_model", "=", self._name), ("res_id", "in", self.ids)])
        )

    @api.model
    def _start(self, school):
        """Note that the user wants the data of ``school``; nothing is made before the password."""
        self._check_may(school)
        # sudo: a hand-over is the program's to write
        return self.sudo().create({"company_id": school.id, "user_id": self.env.uid}).sudo(False)

    @api.model
    def _check_may(self, school):
        if school not in self.env.user.company_ids or not school._is_one_of(SCHOOL_ADMINISTRATORS):
            raise AccessError(
                self.env._(
                    "Only the principal and the system administrator of the school hand over its"
                    " data."
                )
            )

    def action_confirm(self):
        """Make the hand-over in the background once the password is right."""
        self.ensure_one()
        self.check_access("read")
        self._check_may(self.company_id)
        if self.user_id != self.env.user or self.state != "draft":
            raise UserError(self.env._("This hand-over was asked for before."))
        # The password comes in the context: it is never stored.
        password = self.env.context.get("school_password")
        if not password:
            raise UserError(self.env._("Enter your password."))
        try:
            self.env.user._check_credentials(
                {"type": "password", "login": self.env.user.login, "password": password},
                {"interactive": True},
            )
        except AccessDenied:
            raise UserError(self.env._("The password is wrong.")) from None
        self.with_context(school_password=False).sudo().state = "waiting"
        self.env.ref("school_signature.ir_cron_school_handover").sudo()._trigger()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    def action_download(self):
        self.ensure_one()
        self.check_access("read")
        file = self._file_sudo()
        if not file:
            raise UserError(self.env._("The file is not ready yet, or no longer kept."))
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{file[0].id}?download=true",
            "target": "self",
        }

    @api.model
    def _cron_make(self):
        """Make the hand-overs that were asked for, each in a transaction of its own."""
        waiting = self.search([("state", "=", "waiting")], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(waiting))
        for handover in waiting:
            handover.state = "running"
            cron._commit_progress()
            handover._make()
            if not cron._commit_progress(1):
                break

    def _make(self):
        self.ensure_one()
        handle, path = tempfile.mkstemp(prefix="handover-", suffix=".zip")
        os.close(handle)
        plan = self.env["school.handover.plan"]
        try:
            with self.env.cr.savepoint():
                manifest = plan._pack(self.company_id, path, self.user_id.login)
                self._keep(Path(path))
                self.write(
                    {
                        "state": "done",
                        "done_at": fields.Datetime.now(),
                        "digest": manifest["sha256sums"],
                    }
                )
        except (OSError, UserError) as failure:
            self.write({"state": "failed", "error": str(failure)})
        finally:
            Path(path).unlink(missing_ok=True)

    def _keep(self, path):
        """Keep the zip as the file of this hand-over, without reading it into memory."""
        name = f"ban-giao-{self.company_id.school_abbreviation or self.company_id.id}-{self.id}.zip"
        attachment = self.env["ir.attachment"].create(
            {"name": name, "raw": b"-", "res_model": self._name, "res_id": self.id}
        )
        attachment._take_over(path)

    @api.model
    def _log_made(self, school, digest):
        """Note a hand-over that was made from the command line."""
        return self.create(
            {
                "company_id": school.id,
                "user_id": self.env.uid,
                "state": "done",
                "done_at": fields.Datetime.now(),
                "digest": digest,
            }
        )

    @api.autovacuum
    def _gc_files(self):
        limit = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.search([("done_at", "<", limit)])._file_sudo().unlink()
        self.search([("state", "=", "draft"), ("create_date", "<", limit)]).unlink()
