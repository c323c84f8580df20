# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hmac as constant_time
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessDenied
from odoo.tools import hmac

from ..tools import first_use_code

SIGNED = "school.account.code"
MAX_ATTEMPTS = 5


class SchoolAccountCode(models.Model):
    """The one-time code of a first-use letter; only its digest is kept.

    The code is known to the paper alone. It lets its holder choose a password and dies with that,
    with its day, after five wrong attempts, or when another letter is made.
    """

    _name = "school.account.code"
    _description = "First-Use Code"
    _inherit = ["school.trail.mixin"]
    _order = "id desc"
    _rec_name = "user_id"

    _trail_printed = False
    _trail_fields = ("user_id", "way", "issued_at", "expires_at", "used_at")

    user_id = fields.Many2one(
        comodel_name="res.users", string="Account", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        comodel_name="res.company", string="School", required=True, index=True
    )
    way = fields.Selection(
        [("print", "Printed"), ("mail", "Sent by E-mail")], required=True, default="print"
    )
    digest = fields.Char(required=True, groups=fields.NO_ACCESS)
    issued_at = fields.Datetime(required=True)
    expires_at = fields.Datetime(required=True)
    used_at = fields.Datetime()
    attempts = fields.Integer(help="Wrong codes typed for this account.")

    _uniq_user = models.UniqueIndex("(user_id)", "An account has one code at a time.")

    def _is_open(self):
        self.ensure_one()
        return (
            not self.used_at
            and self.attempts < MAX_ATTEMPTS
            and self.expires_at > fields.Datetime.now()
        )

    @api.model
    def _issue(self, users, company, way="print"):
        """Return {user: new code}; the codes that ``users`` had are dead from now on."""
        users.with_env(self.env)._check_keeper()
        # sudo: nobody has rights on codes; the keeper of the accounts has just been checked.
        codes_sudo = self.sudo()
        codes_sudo.search([("user_id", "in", users.ids)]).unlink()
        codes = {user: first_use_code.new_code() for user in users}
        now = fields.Datetime.now()
        codes_sudo.create(
            [
                {
                    "user_id": user.id,
                    "company_id": company.id,
                    "way": way,
                    "digest": self._digest(user, code),
                    "issued_at": now,
                    "expires_at": now + timedelta(days=company.school_code_days),
                }
                for user, code in codes.items()
            ]
        )
        return codes

    @api.model
    def _redeem(self, login, typed, password=None):
        """Return the user to whom the code ``typed`` belongs, and give him or her ``password``.

        Whoever asks has no account yet. Why a code is refused is told to nobody: neither who has
        an account nor which codes have died can be learnt by trying.

        :raise AccessDenied: wrong login, wrong or dead code; a wrong code has been counted
        """
        users_sudo = self.env["res.users"].sudo()
        user_sudo = users_sudo.search(
            users_sudo._get_login_domain((login or "").strip().lower()), limit=1
        )
        code_sudo = self.sudo().search([("user_id", "=", user_sudo.id)])
        if not code_sudo or not code_sudo._is_open() or user_sudo.school_account_ids.locked_date:
            raise AccessDenied
        if not code_sudo._matches(user_sudo, first_use_code.typed(typed)):
            code_sudo.attempts += 1
            raise AccessDenied
        if password is not None:
            # as the owner, who may not write his account before he has entered
            user_sudo.with_user(user_sudo).sudo()._change_password(password)
            code_sudo.used_at = fields.Datetime.now()
        return user_sudo

    def _matches(self, user, code):
        """Return whether ``code``, as it was typed, is the one whose digest is kept."""
        self.ensure_one()
        return constant_time.compare_digest(self._digest(user, code), self.digest)

    @api.model
    def _digest(self, user, code):
        # The secret of the database is nobody's to read.
        return hmac(self.env(su=True), SIGNED, f"{user.id} {code}")
