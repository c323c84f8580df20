# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hmac as constant_time
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools import first_use_code
from .res_users_keeping import HOLDERS, KEEPERS

PRINCIPAL = KEEPERS[0]


class SchoolAccountCode(models.Model):
    """A code in two halves for the principal, above whom nobody stands at the school.

    Two persons each make one half and hand it over; only both together open the account, so that
    no one of them can come in as the principal. The principal is told of both.
    """

    _inherit = "school.account.code"

    way = fields.Selection(
        selection_add=[("halves", "In Two Halves")], ondelete={"halves": "cascade"}
    )
    first_holder_id = fields.Many2one(comodel_name="res.users", string="First Half Made by")
    second_holder_id = fields.Many2one(comodel_name="res.users", string="Second Half Made by")
    second_digest = fields.Char(groups=fields.NO_ACCESS, export_string_translation=False)

    def _is_open(self):
        return super()._is_open() and (self.way != "halves" or bool(self.second_digest))

    def _matches(self, user, code):
        if self.way != "halves":
            return super()._matches(user, code)
        length = first_use_code.LENGTH
        parts = ((code[:length], self.digest), (code[length:], self.second_digest))
        # Both are compared, so that the time tells nothing about which one was wrong.
        return all([constant_time.compare_digest(self._digest(user, part), d) for part, d in parts])

    @api.model
    def _principals(self):
        """Return the principals of the current school whose account is the school's to renew."""
        # sudo: users are the operator's to read; only names and duties are looked at.
        users_sudo = self.env["res.users"].sudo()
        group = self.env.ref(PRINCIPAL)
        found = users_sudo.search(
            [("company_ids", "in", self.env.company.ids), ("all_group_ids", "in", group.ids)]
        )
        return found.filtered(
            lambda user: (
                user.company_ids == self.env.company
                and not user.has_group("base.group_erp_manager")
            )
        ).sudo(False)

    @api.model
    def _check_holder(self, user):
        """Refuse to whoever may not make a half of a code for ``user``."""
        if not any(self.env.user.has_group(xmlid) for xmlid in HOLDERS):
            raise AccessError(
                self.env._(
                    "The halves of a code are made by the school's system administrator and the"
                    " vice-principals."
                )
            )
        if user == self.env.user:
            raise AccessError(self.env._("Nobody keeps his or her own account."))
        if user not in self._principals():
            raise AccessError(
                self.env._("Only the principal of your school gets a code in two halves.")
            )

    @api.model
    def _waiting_half_sudo(self, user):
        """Return the code of ``user`` that lacks its second half, if any."""
        # sudo: nobody has rights on codes; what is shown of it is who made the first half.
        code_sudo = self.sudo().search([("user_id", "=", user.id), ("way", "=", "halves")])
        return code_sudo.filtered(
            lambda code: not code.second_digest and code.expires_at > fields.Datetime.now()
        )

    @api.model
    def _issue_half(self, user):
        """Return a new half for ``user`` and its number: the second, where another made the first.

        The first half ends every code that ``user`` had, also a former first half.
        """
        self._check_holder(user)
        half = first_use_code.new_code()
        digest = self._digest(user, half)
        now, company = fields.Datetime.now(), self.env.company
        lasts = {"issued_at": now, "expires_at": now + timedelta(days=company.school_code_days)}
        code_sudo = self._waiting_half_sudo(user)
        number = 2 if code_sudo and code_sudo.first_holder_id != self.env.user else 1
        if number == 2:
            code_sudo.write({"second_digest": digest, "second_holder_id": self.env.uid, **lasts})
        else:
            # codes are nobody's to read or write; who may ask for one was checked above
            self.sudo().search([("user_id", "=", user.id)]).unlink()
            self.sudo().create(
                {
                    "user_id": user.id,
                    "company_id": company.id,
                    "way": "halves",
                    "digest": digest,
                    "first_holder_id": self.env.uid,
                    **lasts,
                }
            )
        self._tell_of_half(user, number)
        return half, number

    def _tell_of_half(self, user, number):
        """Write to the principal: whoever did not ask for it knows that somebody tries."""
        # sudo: the contact of a user is not everybody's to read
        partner_sudo = user.sudo().partner_id.with_context(lang=user.sudo().lang)
        words = partner_sudo.env
        partner_sudo.message_notify(
            partner_ids=partner_sudo.ids,
            subject=words._("A code for your account is being made"),
            body=words._(
                "%(holder)s has made half number %(number)s of a code with which the password of"
                " your account can be set anew. If you did not ask for it, tell the operator.",
                holder=self.env.user.name,
                number=number,
            ),
            author_id=self.env.user.partner_id.id,
        )
