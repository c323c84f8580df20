# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class SchoolAccount(models.Model):
    """What is kept of an account besides Odoo's own: one row for each user.

    It is a model of its own so that its rules let the principal see the accounts of the school,
    a head those of the department and everybody one's own, and nobody a user's hashes.
    """

    _name = "school.account"
    _description = "School Account"
    _inherit = ["school.name.mixin", "school.trail.mixin"]
    _order = "name_key, id"

    _trail_fields = ("locked_date", "lock_reason")
    _trail_keys = ("user_id",)
    _trail_printed = False

    user_id = fields.Many2one(
        comodel_name="res.users", required=True, readonly=True, ondelete="cascade"
    )
    name = fields.Char(related="user_id.name", store=True)
    login = fields.Char(related="user_id.login", string="Account", store=True)
    active = fields.Boolean(related="user_id.active", store=True)
    share = fields.Boolean(related="user_id.share", string="Parent or Pupil", store=True)
    company_id = fields.Many2one(
        related="user_id.company_id", string="School", store=True, index=True, precompute=True
    )
    password_date = fields.Datetime(
        string="Password Changed", default=fields.Datetime.now, readonly=True
    )
    must_change = fields.Boolean(
        string="Must Choose a Password",
        readonly=True,
        help="The password was given out by somebody else.",
    )
    locked_date = fields.Datetime(string="Locked Since", readonly=True)
    lock_reason = fields.Char(string="Reason of the Lock", readonly=True)
    locked_by_id = fields.Many2one(comodel_name="res.users", readonly=True)
    reminded_date = fields.Datetime(string="Reminded", readonly=True)

    _uniq_user = models.UniqueIndex("(user_id)", "An account has one row.")

    def write(self, vals):
        result = super().write(vals)
        if not {"password_date", "must_change", "locked_date"}.isdisjoint(vals):
            self.env.registry.clear_cache()
        return result
