# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError

from .school_mark import INTERNAL
from .school_result import PERIODS

#: The states in which a book closes what it was made from.
APPROVED = ("approved", "applied")
TERMS_OF = {"1": (1,), "2": (2,), "year": (1, 2)}
#: Teachers named in the message about what is missing; the list shows them all.
NAMED = 20


class SchoolResultBook(models.Model):
    """The results of a class in a term or the year, handed in and approved (GB-12).

    The homeroom teacher hands them in, the principal approves. Neither is possible while a teacher
    still has something to enter. Approval closes the term's marks and conduct; where a result
    changes nevertheless (a summer's re-assessment, a decision on an exemption), the book is a draft
    again and says so.
    """

    _name = "school.result.book"
    _description = "Results of a Class"
    _inherit = ["school.approval.mixin", "school.trail.mixin"]
    _rec_name = "class_id"
    _order = "year_id desc, period, class_id, id"

    _trail_fields = ("approval_state",)
    _trail_scope = "class_id"
    _trail_keys = ("period",)

    company_id = fields.Many2one(
        related="class_id.company_id", store=True, index=True, precompute=True
    )
    class_id = fields.Many2one(
        comodel_name="school.class", required=True, index=True, ondelete="restrict", readonly=True
    )
    year_id = fields.Many2one(related="class_id.year_id", store=True, precompute=True)
    period = fields.Selection(PERIODS, required=True, readonly=True)
    teacher_id = fields.Many2one(related="class_id.homeroom_id", string="Homeroom Teacher")
    result_ids = fields.Many2many(comodel_name="school.result", compute="_compute_result_ids")
    missing_count = fields.Integer(string="Still Missing", compute="_compute_missing_count")

    _uniq_period = models.UniqueIndex(
        "(class_id, period)", "The class has a book of results for this period already."
    )

    @api.depends("class_id", "period")
    def _compute_display_name(self):
        periods = dict(self._fields["period"]._description_selection(self.env))
        for book in self:
            book.display_name = self.env._(
                "%(class)s · Results · %(period)s",
                **{"class": book.class_id.display_name, "period": periods.get(book.period, "")},
            )

    @api.depends("class_id", "period")
    def _compute_result_ids(self):
        results = self.env["school.result"].search([("class_id", "in", self.class_id.ids)])
        by_book = results.grouped(lambda result: (result.class_id, result.period))
        for book in self:
            book.result_ids = by_book.get((book.class_id, book.period))

    @api.depends("class_id", "period")
    def _compute_missing_count(self):
        counts = {
            (school_class, number): count for school_class, number, count in self._count_missing()
        }
        for book in self:
            book.missing_count = sum(
                counts.get((book.class_id, number), 0) for number in TERMS_OF.get(book.period, ())
            )

    def _count_missing(self):
        """Return (class, number of the term, how many marks and conducts are missing)."""
        # Whoever reads the book may know how much is missing in it.
        groups = (
            self.env["school.mark.missing"]
            .sudo()
            ._read_group(
                [("class_id", "in", self.class_id.ids)],
                ["class_id", "term_id"],
                ["number:sum"],
            )
        )
        return [(school_class, term.number, count) for school_class, term, count in groups]

    def action_view_results(self):
        """Open the results of the class and period."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "school_gradebook.school_result_action"
        )
        return {
            **action,
            "name": self.display_name,
            "domain": [("class_id", "=", self.class_id.id), ("period", "=", self.period)],
            "context": {"school_period": "year" if self.period == "year" else "term"},
        }

    def action_view_missing(self):
        """Open what is still missing."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "school_gradebook.school_mark_missing_action"
        )
        return {
            **action,
            "domain": [
                ("class_id", "=", self.class_id.id),
                ("term_id.number", "in", TERMS_OF[self.period]),
            ],
            "context": {"search_default_group_teacher": 1},
        }

    def write(self, vals):
        result = super().write(vals)
        if "approval_state" in vals:
            # Approval opens and closes books, as a lock does.
            self.env["school.lock"]._forget()
        return result

    # Approval

    def action_reopen(self):
        """Ask that approved results become a draft again; it takes a second person."""
        self.ensure_one()
        self.env["school.result.reopen"].check_access("create")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Open Again"),
            "res_model": "school.result.reopen",
            "view_mode": "form",
            "context": {"default_book_id": self.id},
        }

    def _results_changed(self):
        """Make drafts of the books whose results changed after they were handed in.

        A correction is approved itself, by the principal where the results are: they stay approved.
        """
        corrected = self.browse()
        if self.env.context.get("school_correction") is INTERNAL:
            corrected = self.filtered(lambda book: book.approval_state in APPROVED)
        (self - corrected)._approval_reset(self.env._("Results changed after they were handed in"))

    def _approval_candidates(self, step):
        """Override: the homeroom teacher of today hands in his own class."""
        candidates = super()._approval_candidates(step)
        if step.action == "submit":
            # whose class it is does not depend on who may read the assignments
            return candidates & self.sudo().class_id.homeroom_id.user_id
        return candidates

    def _approval_check(self, decision):
        """Override to refuse while something is missing; the teachers who owe it are named."""
        for book in self:
            lines = book._missing_lines()
            if lines:
                more = len(lines) - NAMED
                if more > 0:
                    lines = [*lines[:NAMED], self.env._("and %(number)s more", number=more)]
                raise UserError(
                    self.env._(
                        "%(book)s cannot be approved yet; these teachers have not finished:\n"
                        "%(lines)s",
                        book=book.display_name,
                        lines="\n".join(lines),
                    )
                )
        return super()._approval_check(decision)

    def _missing_lines(self):
        """Return one sentence for each teacher and subject that something is missing of."""
        self.ensure_one()
        # Whoever decides about the book must know all that is missing in it.
        groups = (
            self.env["school.mark.missing"]
            .sudo()
            ._read_group(
                [
                    ("class_id", "=", self.class_id.id),
                    ("term_id.number", "in", TERMS_OF[self.period]),
                ],
                ["teacher_id", "subject_id", "quality_sheet_id", "term_id"],
                ["number:sum"],
            )
        )
        scheme = self.class_id._scheme()
        conduct = " · ".join(
            filter(None, (scheme.names.get("conduct"), self.env._("absences and remarks")))
        )
        owed = Counter()
        for teacher, subject, qualities, term, number in groups:
            what = subject.display_name or (
                self.env._("Qualities and competencies") if qualities else conduct
            )
            owed[teacher, what, term] += number
        return [
            self.env._(
                "%(teacher)s: %(what)s, %(term)s, %(number)s missing",
                teacher=teacher.name or self.env._("no teacher today"),
                what=what,
                term=term.display_name,
                number=number,
            )
            for (teacher, what, term), number in owed.items()
        ]
