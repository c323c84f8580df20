# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError

#: What a review meeting goes through one by one, in this order; the others are counted only.
NAMED_PROMOTIONS = (
    *("incomplete", "principal", "reassess", "reassess_after_training", "summer_training"),
    *("repeat", "promoted_after_summer"),
)


class SchoolResultBook(models.Model):
    """What the review meeting of a class looks at, and the approval of many classes at once."""

    _inherit = "school.result.book"

    review_html = fields.Html(
        string="Review", compute="_compute_review_html", sanitize=False, compute_sudo=False
    )
    approved_head = fields.Char(
        string="End of the Trail",
        readonly=True,
        copy=False,
        help="The end of the class's trail when its results were approved.",
    )

    @api.depends("class_id", "period")
    @api.depends_context("lang")
    def _compute_review_html(self):
        for book in self:
            book.review_html = self.env["ir.qweb"]._render(
                "school_gradebook.result_review", {"review": book._review()}
            )

    def _review(self):
        """Return counts of levels, pupils by what awaits them, titles, and what is missing.

        :return: {"size", "levels": [(field, [(level, number)])], "groups": [(title, [(pupil,
            what about him)])], "missing": [sentence]}
        """
        self.ensure_one()
        results = self.result_ids.sorted(lambda r: (r.student_id.name_key or "", r.student_id.id))
        return {
            "size": len(results),
            "is_year": self.period == "year",
            "levels": [
                self._review_levels(results, name)
                for name in ("learning", "conduct")
                # primary school has no level of conduct
                if name != "conduct" or self.class_id._scheme().conduct_names[0]
            ],
            "groups": self._review_promotions(results) + self._review_titles(results),
            "missing": self._missing_lines(),
        }

    def _review_levels(self, results, name):
        labels = self._review_labels(name)
        counts = Counter(results.mapped(name))
        heading = self.class_id._scheme().names.get(name)
        return heading or results._fields[name]._description_string(self.env), [
            (labels.get(level) or self.env._("Not known yet"), counts[level])
            for level in (*labels, False)
            if counts[level]
        ]

    def _review_labels(self, name):
        """Return {value: word} of a field of the results, in words and order of the circular."""
        labels = dict(self.env["school.result"]._fields[name]._description_selection(self.env))
        own = self.class_id._scheme().labels.get(name, {})
        return own | {value: label for value, label in labels.items() if value not in own}

    def _review_promotions(self, results):
        labels = self._review_labels("promotion")
        by_promotion = results.grouped("promotion")
        names = results._reassess_names()
        return [
            (labels[promotion], [(r.student_id.name, r._review_detail(names)) for r in found])
            for promotion in NAMED_PROMOTIONS
            if (found := by_promotion.get(promotion))
        ]

    def _review_titles(self, results):
        labels = self._review_labels("title")
        by_title = results.grouped("title")
        return [
            (labels[title], [(r.student_id.name, "") for r in found])
            for title in labels
            if (found := by_title.get(title))
        ]

    def action_approve_complete(self):
        """Approve of these books all that are complete and wait for the user; name the others."""
        self.check_access("read")
        ready = self.filtered(
            lambda book: not book.missing_count and "approve" in (book.approval_actions or [])
        )
        if not ready:
            raise UserError(
                self.env._("None of these classes is complete and waits for your approval.")
            )
        ready.action_approve()
        left = self - ready
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if left else "success",
                "sticky": bool(left),
                "title": self.env._("%(count)s classes approved", count=len(ready)),
                "message": self.env._(
                    "Not approved, because something is missing or they were not handed in:"
                    " %(names)s",
                    names=", ".join(left.mapped("class_id.name")),
                )
                if left
                else "",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _approval_applied(self):
        """Override to note where the trail stood when the results were approved."""
        result = super()._approval_applied()
        self.flush_recordset()
        heads = self.env["school.print.check"]._heads(self.class_id.ids)
        # Approving is all that the user may do with the book.
        for book_sudo in self.sudo():
            book_sudo.approved_head = heads.get(book_sudo.class_id.id)
        return result
