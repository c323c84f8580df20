# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..tools.picture import MAX_BYTES


class SchoolChangePortal(CustomerPortal):
    """The pages on which parents see their children and propose to correct their data.

    Children and proposals are searched as the user: what the record rules do not give is not found.
    """

    @http.route(
        "/my/children", type="http", auth="user", methods=["GET"], website=True, sitemap=False
    )
    def children(self, sent="", **_query):
        children = self._children()
        changes = request.env["school.student.change"]
        proposals = changes.search([("student_id", "in", children.ids)], limit=100)
        return request.render(
            "school_student.portal_children",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "school_children",
                "children": children,
                # sudo: which class the own child is in, and of which school.
                "places": {
                    child: (child.class_id.name, child.school_id.name) for child in children.sudo()
                },
                "proposals": proposals.grouped("student_id"),
                "states": dict(changes._fields["state"]._description_selection(request.env)),
                "sent": sent,
            },
        )

    @http.route(
        "/my/children/<int:child_id>/change",
        type="http",
        auth="user",
        methods=["GET", "POST"],
        website=True,
        sitemap=False,
    )
    def propose(self, child_id, **form):
        child = self._children([("id", "=", child_id)])
        if not child:
            raise request.not_found()
        error = ""
        if request.httprequest.method == "POST":
            try:
                with request.env.cr.savepoint():
                    self._send(child, form)
                return request.redirect("/my/children?sent=1")
            except UserError as refusal:
                error = refusal.args[0]
        return request.render(
            "school_student.portal_change",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "school_change",
                "child": child,
                "groups": request.env["school.student.change.line"]._form(child, form),
                "reason": form.get("reason", ""),
                "error": error,
            },
        )

    @http.route(
        "/my/changes/<int:change_id>/withdraw",
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
        sitemap=False,
    )
    def withdraw(self, change_id, **_form):
        self._check_parent()
        change = request.env["school.student.change"].search([("id", "=", change_id)])
        if not change:
            raise request.not_found()
        if change.state == "open":
            change._withdraw()
        return request.redirect("/my/children")

    def _children(self, domain=()):
        self._check_parent()
        return request.env["school.student"].search([*domain])

    def _check_parent(self):
        """Let nobody but parents see these pages."""
        if not request.env.user.has_group("school_core.group_school_parent"):
            raise request.not_found()

    def _send(self, child, form):
        paper = form.pop("paper", None)
        # one byte more than is allowed is enough to refuse it
        content = paper.read(MAX_BYTES + 1) if paper and not isinstance(paper, str) else None
        request.env["school.student.change"]._propose(child, form, form.get("reason"), content)
