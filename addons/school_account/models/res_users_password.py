# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessDenied, UserError
from odoo.http import request
from odoo.tools import ormcache

from odoo.addons.school_core.tools.local_time import TIMEZONE

from ..tools import account_policy
from ..tools.account_policy import Facts

#: Whose accounts open the books, and change their password after each time of entry (MU).
KEEPERS = ("school_core.group_school_gradebook_admin", "school_core.group_school_system")
#: Who needs a second factor where the school asks for it.
SECOND_FACTOR = (
    *KEEPERS,
    "school_core.group_school_principal",
    "school_core.group_school_vice_academic",
    "school_core.group_school_vice_facilities",
    "school_core.group_school_website_admin",
    "school_core.group_school_accountant",
)


class ResUsers(models.Model):
    """Passwords: strength, age, reuse, and what must be done before anything else (ACC-03)."""

    _inherit = "res.users"

    school_account_ids = fields.One2many(
        comodel_name="school.account", inverse_name="user_id", groups=fields.NO_ACCESS
    )

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        users._school_make_accounts(
            [user for user, vals in zip(users, vals_list, strict=True) if vals.get("password")]
        )
        return users

    def _school_make_accounts(self, with_password=()):
        # sudo: the row is kept by the system, whoever makes a user.
        self.env["school.account"].sudo().create(
            [
                {
                    "user_id": user.id,
                    "must_change": user in with_password and user._is_password_given(),
                }
                for user in self
            ]
        )

    def _is_password_given(self):
        """Tell whether somebody else sets the password of this user, who must then change it.

        A program without a request (an import, a shell) speaks for itself.
        """
        self.ensure_one()
        return bool(request) and self.env.uid != self.id and not self.env.user._is_public()

    def _set_password(self):
        # sudo: nobody may read the hashes.
        self.env["school.password"].sudo()._remember_sudo(self)
        result = super()._set_password()
        accounts_sudo = self.sudo().school_account_ids
        for given in (True, False):
            accounts_sudo.filtered(
                lambda account, given=given: account.user_id._is_password_given() == given
            ).write({"password_date": fields.Datetime.now(), "must_change": given})
        return result

    def _school_require_new_password(self):
        """Let these users choose a password of their own before anything else."""
        # sudo: whoever gives out a password has been checked for that.
        self.sudo().school_account_ids.write({"must_change": True})

    # strength and reuse

    @api.model
    def get_password_policy(self):
        policy = super().get_password_policy()
        return {**policy, "minlength": max(policy["minlength"], self._school_policy().length)}

    def _check_password_policy(self, passwords):
        """Override: the rules of the school come first, for they say all that is lacking."""
        # who has the server needs no rules
        if request or not self.env.su:
            for user in self or self.env.user:
                for password in filter(None, passwords):
                    user._check_password_strength(password)
        return super()._check_password_policy(passwords)

    def _check_password_strength(self, password):
        self.ensure_one()
        policy = self._school_policy()
        # the rules of the school count, whoever sets the password
        user_sudo = self.sudo()
        sentences = {
            "length": self.env._("at least %(count)s characters", count=policy.length),
            "kinds": self.env._(
                "%(count)s of: small letters, capital letters, digits, other characters",
                count=policy.kinds,
            ),
            "login": self.env._("not the name of the account within it"),
        }
        found = account_policy.weaknesses(
            password, user_sudo.login, policy, is_staff=not user_sudo.share
        )
        if found:
            raise UserError(
                self.env._(
                    "This password is too weak. It must have: %(missing)s.",
                    missing="; ".join(sentences[code] for code in found),
                )
            )
        # sudo: nobody may read the hashes.
        digests = self.env["school.password"].sudo()._digests_sudo(self, policy.history)
        crypt = self._crypt_context()
        if any(crypt.verify(password, digest) for digest in digests):
            raise UserError(
                self.env._("This password was used before. Choose one that you have not had yet.")
            )

    # what must be done before anything else

    def _school_policy(self):
        """Return what the schools of the user ask of the account."""
        self.ensure_one()
        return self.env["res.company"]._account_policy(*self._school_policy_key())

    def _school_policy_key(self):
        day = fields.Date.context_today(self.with_context(tz=TIMEZONE))
        return tuple(sorted(self.sudo().company_ids.ids)), day

    def _school_facts(self):
        """Return ``{user id: (Facts, company ids)}``, with one query for any number of users."""
        groups = {
            name: [
                group_id
                for xmlid in xmlids
                for group_id in self.env.ref(xmlid).sudo().all_implied_by_ids.ids
            ]
            for name, xmlids in (("factor", SECOND_FACTOR), ("keepers", KEEPERS))
        }
        self.env["res.users"].flush_model()
        self.env["school.account"].flush_model()
        self.env.cr.execute(
            """
            SELECT u.id, NOT coalesce(u.share, false), u.totp_secret IS NOT NULL, a.password_date,
                   coalesce(a.must_change, false), a.locked_date IS NOT NULL,
                   EXISTS (SELECT FROM res_groups_users_rel r
                           WHERE r.uid = u.id AND r.gid = ANY(%(factor)s)),
                   EXISTS (SELECT FROM res_groups_users_rel r
                           WHERE r.uid = u.id AND r.gid = ANY(%(keepers)s)),
                   ARRAY(SELECT c.cid FROM res_company_users_rel c
                         WHERE c.user_id = u.id ORDER BY c.cid)
            FROM res_users u LEFT JOIN school_account a ON a.user_id = u.id
            WHERE u.id = ANY(%(ids)s)
            """,
            {**groups, "ids": self.ids},
        )
        return {
            user_id: (Facts(*facts), tuple(companies))
            for user_id, *facts, companies in self.env.cr.fetchall()
        }

    @api.model
    @ormcache("uid", "day")
    def _school_state(self, uid, day):
        """Return the facts and the policy of one user; forgotten when either changes."""
        facts, companies = self.browse(uid)._school_facts()[uid]
        return facts, self.env["res.company"]._account_policy(companies, day)

    def _school_state_today(self):
        return self._school_state(
            self.id, fields.Date.context_today(self.with_context(tz=TIMEZONE))
        )

    def _school_barrier(self):
        """Return why this user may do nothing yet, or None; see ``account_policy.barrier``."""
        self.ensure_one()
        if self.id == SUPERUSER_ID or self._has_group("base.group_public"):
            return None
        facts, policy = self._school_state_today()
        return account_policy.barrier(facts, policy, fields.Datetime.now())

    def _school_barrier_text(self, barrier):
        return {
            "locked": self.env._("This account is locked by the school."),
            "given": self.env._(
                "This password was given to you by somebody else. Choose one of your own."
            ),
            "expired": self.env._("This password is too old. Choose another one."),
            "entry": self.env._(
                "A time of entry has ended. Whoever administers the books must change the password"
                " before anything else."
            ),
            "second_factor": self.env._(
                "Your duty in the school needs two-factor authentication. Set it up first."
            ),
        }[barrier]

    def _check_school_barrier(self):
        """Refuse a program that acts for a user who must do something in the browser first."""
        if barrier := self._school_barrier():
            raise AccessDenied(self._school_barrier_text(barrier))

    @api.model
    def _check_uid_passwd(self, uid, passwd):
        # The parent's answer is cached; what an account may do can change before that.
        result = super()._check_uid_passwd(uid, passwd)
        self.browse(uid)._check_school_barrier()
        return result
