# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from odoo.addons.school_core.tools.local_time import TIMEZONE

KEEPERS = ("school_core.group_school_principal", "school_core.group_school_system")
#: Any two of them help the principal to a new password; each alone can do nothing.
HOLDERS = (
    KEEPERS[1],
    "school_core.group_school_vice_academic",
    "school_core.group_school_vice_facilities",
)
#: Whose accounts they keep: neither the operator's nor those of officers above the school.
OF_SCHOOL = (
    "school_core.group_school_staff",
    "school_core.group_school_parent",
    "school_core.group_school_pupil",
)
#: Duties that open nothing without an assignment in force: whoever returns has them still.
DUTIES_BY_ASSIGNMENT = ("school_core.group_school_teacher", "school_core.group_school_homeroom")


class ResUsers(models.Model):
    """Who may keep whose account, and how access ends and comes back."""

    _inherit = "res.users"

    school_left_on = fields.Date(
        string="Access Ended on",
        readonly=True,
        copy=False,
        help="Access ended because the person left; it comes back if the person does.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        self.env["school.duty"]._reconcile(users)
        return users

    def write(self, vals):
        result = super().write(vals)
        if "group_ids" in vals:
            self.env["school.duty"]._reconcile(self)
        return result

    @api.model
    def _school_today(self):
        """Return the date in Viet Nam, whoever asks and wherever."""
        return fields.Date.context_today(self.with_context(tz=TIMEZONE))

    def _check_keeper(self):
        """Refuse to whoever may not make, renew or lock the accounts ``self``.

        The principal and the school's system administrator keep the accounts of their school;
        nobody the own one, nor one above the own duty.
        """
        if self.env.su:
            return
        keeper = self.env.user
        # sudo: the duties and schools of those concerned are compared, and told by name only.
        users_sudo = self.sudo().with_context(active_test=False)
        if keeper in self:
            raise AccessError(self.env._("Nobody keeps his or her own account."))
        if keeper.has_group("base.group_erp_manager"):
            return
        if not any(keeper.has_group(xmlid) for xmlid in KEEPERS):
            raise AccessError(
                self.env._(
                    "Only the principal or the school's system administrator keeps accounts."
                )
            )
        is_principal = keeper.has_group(KEEPERS[0])
        of_school = self.env["res.groups"].browse(self.env.ref(xmlid).id for xmlid in OF_SCHOOL)
        above = users_sudo.filtered(
            lambda user: (
                user.has_group("base.group_erp_manager")
                or not user.all_group_ids & of_school
                or (not is_principal and any(user.all_group_ids.mapped("is_school_reserved_duty")))
            )
        )
        if above:
            raise AccessError(
                self.env._(
                    "The account of %(names)s stands above yours.",
                    names=", ".join(above.mapped("name")),
                )
            )
        foreign = users_sudo.filtered(lambda user: user.company_ids - keeper.company_ids)
        if foreign:
            raise AccessError(
                self.env._(
                    "%(names)s: the account is also used at another school, so the administrator"
                    " of the system must do this.",
                    names=", ".join(foreign.mapped("name")),
                )
            )

    def _end_access(self):
        """End all access of persons who left: login, sessions, keys, codes, duties.

        The operator's accounts are not the school's to end.
        """
        # sudo: the caller has checked, or the day has come; see hr.employee and the daily job.
        users_sudo = self.sudo().filtered(
            lambda user: user.active and not user.has_group("base.group_erp_manager")
        )
        if not users_sudo:
            return users_sudo
        of_users = [("user_id", "in", users_sudo.ids)]
        self.env["school.duty"].sudo().search([*of_users, ("phase", "=", "coming")]).unlink()
        by_assignment = self.env["res.groups"].browse(
            self.env.ref(xmlid).id for xmlid in DUTIES_BY_ASSIGNMENT
        )
        duties = users_sudo.group_ids.filtered("is_school_duty") - by_assignment
        # The sessions end with this: their tokens are made of whether the user is active.
        users_sudo.write(
            {
                "active": False,
                "school_left_on": self._school_today(),
                "group_ids": [Command.unlink(duty.id) for duty in duties],
            }
        )
        # keys, devices and codes are nobody's to read, and end with the account
        for model in ("res.users.apikeys", "auth_totp.device"):
            self.env[model].sudo().search(of_users)._remove()
        self.env["school.account.code"].sudo().search(of_users).unlink()
        return users_sudo

    def _give_access_back(self):
        """Let those back in whose access ended because they left; others stay locked."""
        users_sudo = self.sudo().filtered(lambda user: user.school_left_on and not user.active)
        if users_sudo:
            users_sudo.write({"active": True, "school_left_on": False})
        return users_sudo

    def _with_password(self):
        """Return those who have chosen a password."""
        # The hash is nobody's to read; only whether there is one.
        found = self.env.execute_query(
            SQL(
                "SELECT id FROM res_users WHERE id = ANY(%s) AND password IS NOT NULL",
                self.ids,
            )
        )
        return self.browse(user_id for (user_id,) in found)

    @api.model
    def _turn_school_day(self):
        """Apply what the day brings to access: duties begin and end, persons have left."""
        self.env["school.duty"].sudo()._apply_day()
        self.env["hr.employee"].sudo()._follow_all_employment()

    @api.model
    def _cron_turn_school_day(self):
        self._turn_school_day()
        self.env["school.guardian"].sudo()._follow_children()
