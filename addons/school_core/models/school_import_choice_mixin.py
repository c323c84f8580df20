# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

#: Who says for the whole school how its files are read; what others say is for themselves.
KEEPERS = ("clerk", "secretary", "system")


class SchoolImportChoiceMixin(models.AbstractModel):
    """What somebody has said of the files of a school, for the school or for himself.

    Nobody writes the list itself: ``_remember`` does, for whoever imports that kind of data. What a
    user has said for himself comes before what was said for the school.
    """

    _name = "school.import.choice.mixin"
    _description = "Choice about the Files of a School"

    company_id = fields.Many2one(
        comodel_name="res.company", string="School", required=True, readonly=True, index=True
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="For",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: for the whole school.",
    )

    @api.model
    def _known(self, company):
        """Return what counts for the user in ``company``, what is for him alone at the end."""
        domain = [("company_id", "=", company.id), ("user_id", "in", [False, self.env.uid])]
        return self.search(domain).sorted(lambda choice: bool(choice.user_id))

    @api.model
    def _check_may(self, kind):
        if not self.env["school.import"]._kind(kind)._is_allowed():
            raise AccessError(self.env["school.import.reason"]._reason("not_allowed"))

    @api.model
    def _owner(self):
        """Return for whom the user's choice is, by the name of the field."""
        user = self.env.user
        is_keeper = self.env.su or user.has_group("base.group_system") or user._has_role(*KEEPERS)
        return {"user_id": False if is_keeper else user.id}
