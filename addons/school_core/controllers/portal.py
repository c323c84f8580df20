# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal

#: Whose name, telephone, e-mail and address are the school's to write.
KEPT = ("parent", "pupil", "staff")


class SchoolPortal(CustomerPortal):
    """The contacts of the school's people are the school's to write, also from the portal."""

    def _is_kept_by_school(self):
        return request.env.user._has_role(*KEPT)

    @route()
    def account(self, **kwargs):
        if not self._is_kept_by_school():
            return super().account(**kwargs)
        return request.render(
            "school_core.portal_own_data",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "my_details",
                # sudo: everybody may see the own contact
                "partner": request.env.user.sudo().partner_id,
            },
        )

    @route()
    def my_addresses(self, **query_params):
        if self._is_kept_by_school():
            return request.redirect("/my/account")
        return super().my_addresses(**query_params)

    @route()
    def portal_address(self, *args, **query_params):
        if self._is_kept_by_school():
            return request.redirect("/my/account")
        return super().portal_address(*args, **query_params)

    def _create_or_update_address(self, partner_sudo, *args, **form):
        if self._is_kept_by_school():
            refusal = request.env._(
                "Name, telephone, e-mail and address are kept by the school. Please tell the school"
                " what has changed."
            )
            return partner_sudo, {"invalid_fields": [], "messages": [refusal]}
        return super()._create_or_update_address(partner_sudo, *args, **form)
