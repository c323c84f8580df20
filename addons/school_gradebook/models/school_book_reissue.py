# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

#: Who brings a book into line, besides the administrator of the gradebook.
DUTIES = {
    "class_book": ("secretary", "homeroom"),
    "personal_book": ("teacher",),
    "results": ("secretary", "homeroom"),
    "transcript": ("secretary", "homeroom", "clerk"),
    "archive": ("secretary", "clerk"),
}
#: Set by ``action_done`` alone; no value sent by RPC can be this object.
BY_ACTION = object()


class SchoolBookReissue(models.Model):
    """A book that a correction after its closing makes wrong, until it is corrected and re-issued.

    TT Điều 11.2b (GB-08): marks corrected after the books are finished are corrected in all books
    that show them.
    """

    _name = "school.book.reissue"
    _description = "Book to Re-issue"
    _rec_name = "book"
    _order = "state desc, id desc"

    correction_id = fields.Many2one(
        comodel_name="school.mark.correction",
        string="Dossier",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="correction_id.company_id", store=True, index=True)
    class_id = fields.Many2one(related="correction_id.class_id", store=True)
    subject_id = fields.Many2one(related="correction_id.subject_id", store=True)
    book = fields.Selection(
        [
            ("class_book", "Class Book"),
            ("personal_book", "Teacher's Book"),
            ("results", "Summary of Results"),
            ("transcript", "School Report (học bạ)"),
            ("archive", "Archived Copies"),
        ],
        required=True,
        readonly=True,
    )
    student_id = fields.Many2one(
        comodel_name="school.student",
        string="Pupil",
        readonly=True,
        ondelete="restrict",
        help="Whose book it is; empty for a book of the class.",
    )
    state = fields.Selection(
        [("todo", "To Re-issue"), ("done", "Re-issued")],
        required=True,
        readonly=True,
        default="todo",
    )
    done_by = fields.Many2one(comodel_name="res.users", readonly=True, ondelete="restrict")
    done_at = fields.Datetime(readonly=True)
    can_finish = fields.Boolean(compute="_compute_can_finish")

    @api.depends("book", "state")
    @api.depends_context("uid")
    def _compute_can_finish(self):
        mine = self._my_books()
        for line in self:
            line.can_finish = line.state == "todo" and line.book in mine

    @api.model
    def _my_books(self):
        """Return the books that the user keeps by his duties."""
        return [
            book
            for book, roles in DUTIES.items()
            if self.env.user._has_role("gradebook_admin", *roles)
        ]

    def write(self, vals):
        if self.env.context.get("school_reissue") is not BY_ACTION:
            raise AccessError(self.env._("A book is marked as re-issued by its button only."))
        return super().write(vals)

    def action_done(self):
        """Say that the book is corrected and re-issued."""
        self.check_access("read")
        for line in self:
            if line.state == "done":
                raise UserError(
                    self.env._("%(book)s is re-issued already.", book=line._book_label())
                )
            if line.book not in self._my_books():
                raise AccessError(
                    self.env._("%(book)s is not yours to re-issue.", book=line._book_label())
                )
        # whoever keeps the book may not write the dossier's list otherwise
        self.sudo().with_context(school_reissue=BY_ACTION).write(
            {"state": "done", "done_by": self.env.uid, "done_at": fields.Datetime.now()}
        )

    def _book_label(self):
        self.ensure_one()
        return dict(self._fields["book"]._description_selection(self.env))[self.book]
