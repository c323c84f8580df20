# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal, pager

PAGE = 20


class SchoolLoginPortal(CustomerPortal):
    """The page on which parents and pupils see who came in with their account, and from where."""

    @http.route(
        ["/my/logins", "/my/logins/page/<int:page>"],
        type="http",
        auth="user",
        methods=["GET"],
        website=True,
        sitemap=False,
        readonly=True,
    )
    def logins(self, page=1, **_query):
        # Only the own ones: the record rules let principals read those of the whole school.
        domain = [("user_id", "=", request.env.uid)]
        logins = request.env["school.login"]
        pages = pager(url="/my/logins", total=logins.search_count(domain), page=page, step=PAGE)
        return request.render(
            "school_account.portal_logins",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "school_logins",
                "logins": logins.search(domain, limit=PAGE, offset=pages["offset"]),
                "pager": pages,
            },
        )
