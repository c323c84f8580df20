# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

#: More is never remembered; see ``school_password_history``.
KEPT = 12


class SchoolPassword(models.Model):
    """Hashes of earlier passwords, which are not chosen again; nobody reads them."""

    _name = "school.password"
    _description = "Earlier Password"
    _rec_name = "user_id"
    _order = "user_id, id desc"

    user_id = fields.Many2one(
        comodel_name="res.users", required=True, index=True, ondelete="cascade"
    )
    digest = fields.Char(required=True, groups=fields.NO_ACCESS)

    def _remember_sudo(self, users):
        """Keep the present hashes of ``users``, and of each the last ones only."""
        self.env.cr.execute(
            """
            INSERT INTO school_password (user_id, digest, create_date)
            SELECT id, password, now() AT TIME ZONE 'UTC' FROM res_users
            WHERE id = ANY(%s) AND coalesce(password, '') != ''
            """,
            [users.ids],
        )
        self.env.cr.execute(
            """
            DELETE FROM school_password WHERE id IN (
                SELECT id FROM (
                    SELECT id, row_number() OVER (PARTITION BY user_id ORDER BY id DESC) AS age
                    FROM school_password WHERE user_id = ANY(%s)
                ) AS aged WHERE age > %s
            )
            """,
            [users.ids, KEPT],
        )

    def _digests_sudo(self, user, count):
        """Return the present hash of ``user`` and the ``count`` last ones before it."""
        self.env.cr.execute(
            """
            (SELECT password FROM res_users WHERE id = %s AND coalesce(password, '') != '')
            UNION ALL
            (SELECT digest FROM school_password WHERE user_id = %s ORDER BY id DESC LIMIT %s)
            """,
            [user.id, user.id, count],
        )
        return [digest for (digest,) in self.env.cr.fetchall()]
