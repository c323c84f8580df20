# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import SQL


class SchoolGuardian(models.Model):
    """The account of a guardian reaches brothers and sisters, and ends after the last child."""

    _inherit = "school.guardian"

    @api.model_create_multi
    def create(self, vals_list):
        guardians = super().create(vals_list)
        guardians._join_account()
        return guardians

    def unlink(self):
        # the account follows, also where the office may not read users
        users_sudo = self.sudo().user_id
        result = super().unlink()
        if users_sudo:
            self._follow_children(users_sudo)
        return result

    def _join_account(self):
        """Let the account of a contact reach this child too."""
        # sudo: whoever may enter a guardian has no rights on accounts; a contact has one account.
        guardians_sudo = self.sudo().filtered(lambda guardian: not guardian.user_id)
        accounts = {
            other.partner_id: other.user_id
            for other in guardians_sudo.with_context(active_test=False).search(
                [("partner_id", "in", guardians_sudo.partner_id.ids), ("user_id", "!=", False)]
            )
        }
        for partner, guardians in guardians_sudo.grouped("partner_id").items():
            if partner in accounts:
                guardians.user_id = accounts[partner]
        self._follow_children(guardians_sudo.user_id)

    @api.model
    def _follow_children(self, users=None):
        """End the access of parents whose last child left long enough ago; give it back.

        :param users: the parents' accounts to look at; all of them where it is not given
        """
        if users is not None and not users:
            return
        self.env.flush_all()
        parents = self.env.ref("school_core.group_school_parent")
        today = self.env["res.users"]._school_today()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT account.id, account.active,
                       coalesce(bool_or(child.stays OR child.until >= %(today)s), FALSE)
                  FROM res_users account
                  JOIN res_groups_users_rel duty ON duty.uid = account.id AND duty.gid = %(group)s
             LEFT JOIN LATERAL (
                       SELECT pupil.active AND coalesce(bool_or(stay.date_end IS NULL), TRUE) AS stays,
                              coalesce(max(stay.date_end), %(today)s::date - 1)
                              + make_interval(months => school.school_parent_months) AS until
                         FROM school_guardian guardian
                         JOIN school_student pupil ON pupil.id = guardian.student_id
                         JOIN res_company school ON school.id = pupil.school_id
                    LEFT JOIN school_enrollment stay ON stay.student_id = pupil.id
                        WHERE guardian.user_id = account.id
                     GROUP BY pupil.id, school.id
                       ) child ON TRUE
                 WHERE (account.active OR account.school_left_on IS NOT NULL) AND %(which)s
              GROUP BY account.id
                """,
                today=today,
                group=parents.id,
                which=SQL("account.id = ANY(%s)", users.ids) if users is not None else SQL("TRUE"),
            )
        )
        accounts = self.env["res.users"]
        accounts.browse(i for i, active, reads in rows if active and not reads)._end_access()
        accounts.browse(i for i, active, reads in rows if reads and not active)._give_access_back()
