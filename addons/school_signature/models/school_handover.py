# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.school_core.models.res_company import SCHOOL_ADMINISTRATORS

PRINCIPAL = "school_core.group_school_principal"
#: The way of the approval when the principal asks himself: his password is enough.
BY_PRINCIPAL = "principal"
READY = "mail.mail_activity_data_todo"


class SchoolHandover(models.Model):
    """A hand-over of all data of a school: who asked for it, when, and how far it is (SIG-04).

    The contract that owes it is the principal's (DN Điều 12.9), so the principal hands over alone;
    what the school's system administrator asks for waits for the principal's approval. It is made in
    the background (``school_handover_making``). The file is for who asked for it, and dropped after
    some days; the trail tells who asked, who approved and who took it, and when.
    """

    _name = "school.handover"
    _description = "Hand-over of All Data"
    _inherit = ["school.approval.mixin", "school.trail.mixin"]
    _order = "id desc"

    _approval_applies = True
    _trail_fields = ("state", "user_id", "approval_state", "taken_at")

    company_id = fields.Many2one(
        comodel_name="res.company", string="School", required=True, readonly=True, index=True
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Asked for by", required=True, readonly=True
    )
    with_books = fields.Boolean(
        string="With Books as PDF",
        readonly=True,
        help="Class books and school reports of each class as PDF; they take minutes a class.",
    )
    state = fields.Selection(
        [
            ("draft", "Not Begun"),
            ("waiting", "Waiting"),
            ("running", "Being Made"),
            ("done", "Handed Over"),
            ("failed", "Failed"),
        ],
        required=True,
        default="draft",
        readonly=True,
    )
    progress = fields.Float(readonly=True, help="Percentage of the pieces of work done.")
    done_at = fields.Datetime(string="Made on", readonly=True)
    taken_at = fields.Datetime(string="Downloaded on", readonly=True)
    digest = fields.Char(
        string="SHA-256",
        readonly=True,
        help="Checksum of the list of checksums, told again by manifest.json.",
    )
    error = fields.Char(readonly=True)
    attachment_id = fields.Many2one(
        comodel_name="ir.attachment",
        string="File",
        readonly=True,
        copy=False,
        groups="base.group_system",
    )
    has_file = fields.Boolean(compute="_compute_has_file", compute_sudo=True)
    is_mine = fields.Boolean(compute="_compute_is_mine")
    needs_approval = fields.Boolean(compute="_compute_needs_approval")

    @api.depends("company_id")
    def _compute_display_name(self):
        for handover in self:
            handover.display_name = self.env._(
                "Hand-over of %(school)s", school=handover.company_id.name
            )

    @api.depends("attachment_id")
    def _compute_has_file(self):
        for handover in self:
            handover.has_file = bool(handover.attachment_id)

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for handover in self:
            handover.is_mine = handover.user_id == self.env.user

    @api.depends("user_id")
    def _compute_needs_approval(self):
        for handover in self:
            handover.needs_approval = not handover._approval_variant()

    @api.model
    def _start(self, school):
        """Note that the user wants the data of ``school``; nothing is made before the password."""
        self._check_may(school)
        known = self.search(
            [
                ("company_id", "=", school.id),
                ("user_id", "=", self.env.uid),
                ("state", "=", "draft"),
                ("approval_state", "in", ("draft", "submitted")),
            ],
            limit=1,
        )
        # sudo: a hand-over is the program's to write
        return known or self.sudo().create({"company_id": school.id, "user_id": self.env.uid}).sudo(
            False
        )

    @api.model
    def _check_may(self, school):
        if school not in self.env.user.company_ids or not school._is_one_of(SCHOOL_ADMINISTRATORS):
            raise AccessError(
                self.env._(
                    "Only the principal and the system administrator of the school hand over its"
                    " data."
                )
            )

    def action_ask(self):
        """Open a hand-over of the school at hand: a button above the list, on no record."""
        return self.env.company.action_school_handover()

    def action_toggle_books(self):
        """Let the books as PDF come along, or leave them out."""
        self._check_mine()
        if self.approval_state != "draft":
            raise UserError(self.env._("This hand-over was asked for before."))
        # sudo: a hand-over is the program's to write
        self.sudo().with_books = not self.with_books
        return True

    def action_refresh(self):
        """Show how far it is: a button of the form reads it anew."""
        return True

    def action_download(self):
        self._check_mine()
        if not self.has_file:
            raise UserError(self.env._("The file is not ready yet, or no longer kept."))
        return {
            "type": "ir.actions.act_url",
            "url": f"/school/handover/{self.id}",
            "target": "self",
        }

    def _take(self):
        """Return the file for the user, who asked for it; the trail notes that it was taken."""
        self._check_mine()
        # sudo: the file hangs on no record that a user reads, so that each download passes here
        handover_sudo = self.sudo()
        if handover_sudo.attachment_id:
            handover_sudo.taken_at = fields.Datetime.now()
            handover_sudo.activity_unlink([READY])
        return handover_sudo.attachment_id

    def _check_mine(self):
        self.ensure_one()
        self.check_access("read")
        self._check_may(self.company_id)
        if self.user_id != self.env.user:
            raise AccessError(self.env._("A hand-over is for who asked for it."))

    # Approval

    def _approval_variant(self):
        """Override: the principal needs nobody's approval."""
        super()._approval_variant()
        # sudo: the duties of whoever asked, whoever looks
        return BY_PRINCIPAL if self.sudo().user_id.has_group(PRINCIPAL) else False

    def _approval_candidates(self, step):
        """Override: who asked hands in."""
        candidates = super()._approval_candidates(step)
        return candidates & self.user_id if step.action == "submit" else candidates

    def _approval_check(self, decision):
        """Override: who may not hand over data does not ask for it either."""
        if decision == "submit":
            for handover in self:
                handover._check_may(handover.company_id)
        return super()._approval_check(decision)

    def _approval_applied(self):
        """Override: the work begins."""
        # sudo: a hand-over is the program's to write
        self.sudo().write({"state": "waiting"})
        self.env.ref("school_signature.ir_cron_school_handover").sudo()._trigger()
        return super()._approval_applied()
