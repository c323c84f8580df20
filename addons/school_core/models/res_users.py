# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

#: What papers say of a person, and by which messages and new passwords reach the person.
KEPT_BY_SCHOOL = frozenset(("name", "display_name", "email", "phone", "barcode"))
X2MANY = ("one2many", "many2many")


class ResUsers(models.Model):
    """The name and the addresses of an account are the school's: nobody changes the own ones.

    The office writes them in the staff file or with the pupil's guardians; marks, decisions and
    prints bear the name, and a new password is sent to the address.
    """

    _inherit = "res.users"

    school_authority_id = fields.Many2one(
        comodel_name="school.authority",
        string="Officer of",
        help="The authority whose schools an officer of the Sở or of the commune oversees.",
    )

    @property
    def SELF_WRITEABLE_FIELDS(self):
        """Override: neither what the school keeps, nor other records by way of the own one.

        Odoo writes these fields in sudo mode, so a command to one of them reaches too far.
        """
        return [
            name
            for name in super().SELF_WRITEABLE_FIELDS
            if name not in KEPT_BY_SCHOOL and self._fields[name].type not in X2MANY
        ]

    @api.model
    def _get_invalidation_fields(self):
        # Rule domains carry the officer's authority and are cached for each user.
        return super()._get_invalidation_fields() | {"school_authority_id"}

    def _has_role(self, *roles):
        """Return whether the user has one of ``roles``, the ends of the xmlids of their groups."""
        self.ensure_one()
        return any(self.has_group(f"school_core.group_school_{role}") for role in roles)
