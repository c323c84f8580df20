# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from odoo.addons.school_core.models.school_lock import LOCKS

from .school_result_book import APPROVED

KINDS = ("mark", "conduct")
#: What is entered after the year's results are approved: the summer (TT22 Điều 13, 14).
SUMMER_COLUMNS = ("reassessed", "conduct_summer")


class SchoolLock(models.Model):
    """Approved results close the marks and the conduct that they were made from."""

    _inherit = "school.lock"

    @api.model
    def _closed(self, kind_code, scopes, moment=None):
        closed = super()._closed(kind_code, scopes, moment)
        if kind_code in KINDS and (approved := self._approved_periods(scopes)):
            for scope in scopes:
                # A term belongs to everybody who may write into it.
                term = self.env["school.term"].sudo().browse(scope.get("term_id"))
                periods = approved.get(scope.get("class_id"), set())
                if periods & {str(term.number), "year"}:
                    reason = self.env._(
                        "The results of %(class)s are approved. Ask the principal to open them"
                        " again.",
                        **{
                            "class": self.env["school.class"]
                            .sudo()
                            .browse(scope["class_id"])
                            .display_name
                        },
                    )
                    before = closed.get(scope["key"], {})
                    summer = {name: before.get(name, before.get(None)) for name in SUMMER_COLUMNS}
                    closed[scope["key"]] = {None: {"reason": reason}, **summer}
        return closed

    @api.model
    def _approved_periods(self, scopes):
        """Return {class_id: periods whose results are approved}, asked once in a transaction."""
        class_ids = frozenset(filter(None, (scope.get("class_id") for scope in scopes)))
        known = self.env.cr.precommit.data.setdefault(LOCKS, {})
        if ("approved", class_ids) not in known:
            # Approval binds everybody, whoever may read the book.
            books = (
                self.env["school.result.book"]
                .sudo()
                .search_fetch(
                    [("class_id", "in", [*class_ids]), ("approval_state", "in", APPROVED)],
                    ["class_id", "period"],
                    order="id",
                )
            )
            known["approved", class_ids] = {
                school_class.id: set(some.mapped("period"))
                for school_class, some in books.grouped("class_id").items()
            }
        return known["approved", class_ids]
