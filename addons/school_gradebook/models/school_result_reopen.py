# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.school_core.models.school_approval_line import BY_APPROVAL
from odoo.addons.school_core.models.school_approval_mixin import EDITABLE

from .school_result_book import APPROVED

ASKED_FIELDS = frozenset(("book_id", "reason"))
#: Besides the principal: who asks for it, or confirms what the principal asks for.
OTHERS = ("vice_academic", "gradebook_admin")


class SchoolResultReopen(models.Model):
    """Approved results of a class are opened again by two people, one of them the principal.

    Whoever opens approved results can change every mark behind them. So it takes a reason and a
    second person: what the principal asks for is confirmed by a vice-principal, the administrator
    of the gradebook or the homeroom teacher of the class; what one of these asks for is approved by
    the principal. All of them are told when it is done, and it stays on the trail.
    """

    _name = "school.result.reopen"
    _description = "Opening of Approved Results"
    _inherit = ["school.approval.mixin", "school.trail.mixin"]
    _rec_name = "book_id"
    _order = "id desc"

    _approval_applies = True
    _trail_fields = ("book_id", "reason", "approval_state")
    _trail_scope = "class_id"
    # no print shows a request
    _trail_printed = False

    book_id = fields.Many2one(
        comodel_name="school.result.book",
        string="Results",
        required=True,
        index=True,
        domain=[("approval_state", "in", APPROVED)],
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="book_id.company_id", store=True, index=True, precompute=True
    )
    class_id = fields.Many2one(related="book_id.class_id", store=True, precompute=True)
    reason = fields.Text(required=True)

    def write(self, vals):
        asked = ASKED_FIELDS & vals.keys()
        if asked and self.env.context.get("school_approval") is not BY_APPROVAL:
            if any(request.approval_state not in EDITABLE for request in self):
                raise UserError(self.env._("The request is on its way; withdraw it to change it."))
        return super().write(vals)

    def _approval_candidates(self, step):
        """Override: the principal is one of the two, whoever asks."""
        holders = super()._approval_candidates(step)
        principals = holders & self._users_of("principal")
        # whose class it is does not depend on who may read the assignments
        homeroom = self.sudo().class_id.homeroom_id.user_id.with_env(self.env)
        others = holders & (self._users_of(*OTHERS) | homeroom)
        if step.action == "submit":
            # who is about to make it will have made it
            return (principals | others) & (self.sudo().create_uid or self.env.user)
        if self.sudo().approval_requester_id in principals:
            return others - principals
        return principals

    def _users_of(self, *roles):
        groups = self.env["res.groups"].union(
            *(self.env.ref(f"school_core.group_school_{role}") for role in roles)
        )
        # everybody may know who leads the school
        users = groups.sudo().all_user_ids.with_env(self.env)
        return users.filtered(lambda user: self.company_id in user.sudo().company_ids)

    def _approval_check(self, decision):
        """Override: only what is approved is opened again."""
        for request in self:
            if request.sudo().book_id.approval_state not in APPROVED:
                raise UserError(
                    self.env._(
                        "%(book)s is not approved; it need not be opened again.",
                        book=request.book_id.display_name,
                    )
                )
        return super()._approval_check(decision)

    def _approval_applied(self):
        """Override: make the results a draft, and tell all who answer for them."""
        for request in self:
            book = request.book_id
            book._approval_reset(
                self.env._(
                    "Opened again: asked by %(asked)s, confirmed by %(confirmed)s. %(reason)s",
                    asked=request.approval_requester_id.name,
                    confirmed=self.env.user.name,
                    reason=request.reason,
                )
            )
            holders = request._users_of("principal", *OTHERS)
            # whoever confirmed need not be one who writes to the others
            homeroom = request.sudo().class_id.homeroom_id.user_id.with_env(self.env)
            request.sudo().message_notify(
                partner_ids=(holders | homeroom).partner_id.ids,
                subject=self.env._("Opened again: %(book)s", book=book.display_name),
                body=self.env._(
                    "%(book)s was opened again. Asked by %(asked)s, confirmed by %(confirmed)s."
                    " Reason: %(reason)s",
                    book=book.display_name,
                    asked=request.approval_requester_id.name,
                    confirmed=self.env.user.name,
                    reason=request.reason,
                ),
            )
        return super()._approval_applied()
