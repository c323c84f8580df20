# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

FAMILY = ("school_core.group_school_parent", "school_core.group_school_pupil")


class SchoolFamilyPortal(CustomerPortal):
    """The contacts of pupils and families are the school's to write, also from the portal."""

    def _create_or_update_address(self, partner_sudo, *args, **form):
        user = request.env.user
        if any(user.has_group(xmlid) for xmlid in FAMILY):
            refusal = request.env._(
                "Name, telephone, e-mail and address are kept by the school. Please tell the school"
                " what has changed."
            )
            return partner_sudo, {"invalid_fields": [], "messages": [refusal]}
        return super()._create_or_update_address(partner_sudo, *args, **form)
